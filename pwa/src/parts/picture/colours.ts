/** What metals and stones look like, as a few colours each. */

export interface StoneLook {
  light: string;
  mid: string;
  dark: string;
  edge: string;
}

const DIAMOND: StoneLook = { light: "#ffffff", mid: "#d3e2ec", dark: "#7f9db1", edge: "#6d8798" };

const STONES: Record<string, StoneLook> = {
  diamond: DIAMOND,
  ruby: { light: "#ff9db0", mid: "#c4123f", dark: "#5e0420", edge: "#4a0319" },
  sapphire: { light: "#9dbdff", mid: "#1f4fb8", dark: "#0b1f5c", edge: "#091848" },
  emerald: { light: "#a5efc6", mid: "#0e8a5a", dark: "#04402b", edge: "#033021" },
  jadeite: { light: "#d9f5dc", mid: "#58b277", dark: "#256b43", edge: "#1f5937" },
  pearl: { light: "#ffffff", mid: "#f4ebe1", dark: "#b9a696", edge: "#a08f80" },
  opal: { light: "#ffffff", mid: "#e4eaf0", dark: "#a3afc2", edge: "#8d98ac" },
};

/** A stone nobody drew yet looks like a diamond. */
export const stoneLook = (kind: string): StoneLook => STONES[kind] ?? DIAMOND;

export interface MetalLook {
  light: string;
  mid: string;
  dark: string;
}

const SILVER: MetalLook = { light: "#ffffff", mid: "#d8dbde", dark: "#868d95" };

const METALS: Record<string, MetalLook> = {
  gold: { light: "#fbe8a6", mid: "#d6a63a", dark: "#8a6213" },
  rose_gold: { light: "#fbd9c8", mid: "#d3937a", dark: "#8c4f3a" },
  white_gold: { light: "#ffffff", mid: "#cfd0cb", dark: "#85867f" },
  platinum: { light: "#ffffff", mid: "#c3cad1", dark: "#717b86" },
  silver: SILVER,
};

/** Wax, for mock-ups and pieces whose metal nobody wrote down. */
export const WAX: MetalLook = { light: "#b9d8cf", mid: "#6fa697", dark: "#3c6b60" };

export function metalLook(metal: string | undefined): MetalLook {
  return METALS[metal ?? ""] ?? SILVER;
}

/** A colour between two, `share` of the way from the first to the second. */
export function mix(from: string, to: string, share: number): string {
  const channel = (i: number) => {
    const a = Number.parseInt(from.slice(i, i + 2), 16);
    const b = Number.parseInt(to.slice(i, i + 2), 16);
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
