/** Weights as decimal texts, reckoned exactly: a float makes 0.1 + 0.2 something else. */

const SCALE = 6;
const ONE = 10n ** BigInt(SCALE);
const MOST = 24;

/** Millionths of what the text says, or null. Takes `4,210` only as a decimal comma, full-width digits and blanks around it. */
export function millionths(text: string | null | undefined): bigint | null {
  const plain = text?.normalize("NFKC").trim().replace(",", ".") ?? "";
  const read = /^([+-]?)(\d+)(?:\.(\d{0,6})0*)?$/.exec(plain);
  if (!read || plain.length > MOST) return null;
  const value = BigInt(read[2] as string) * ONE + BigInt((read[3] ?? "").padEnd(SCALE, "0"));
  return read[1] === "-" ? -value : value;
}

/** `places` decimals at least, more only where they are not zero: 4210000 → 4.210. */
export function asText(value: bigint, places = 3): string {
  const size = value < 0n ? -value : value;
  const all = (size % ONE).toString().padStart(SCALE, "0");
  const kept = all.replace(/0+$/, "").padEnd(places, "0");
  return `${value < 0n ? "-" : ""}${size / ONE}${kept ? `.${kept}` : ""}`;
}

export const size = (value: bigint): bigint => (value < 0n ? -value : value);
