/** A page for tests in a real browser: shrinks a photo as the phone does and gives back the bytes it would keep. */
import { type PhotoKind, shrink } from "../../src/device/photo_shrink";

async function asText(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** `old`: a browser without OffscreenCanvas. */
async function kept(file: string, kind: PhotoKind, old: boolean): Promise<{ full: string; thumb: string }> {
  if (old) Object.assign(globalThis, { OffscreenCanvas: undefined });
  const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
  const { full, thumb } = await shrink(new Blob([bytes]), kind);
  return { full: await asText(full), thumb: await asText(thumb) };
}

Object.assign(globalThis, { kept });
