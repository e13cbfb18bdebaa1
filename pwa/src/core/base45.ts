/** Bytes as the characters a QR code packs closest (RFC 9285): two bytes are three characters of 45. */

const CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

export function toBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    let n = isPair ? (bytes[at] as number) * 256 + (bytes[at + 1] as number) : (bytes[at] as number);
    for (let digits = isPair ? 3 : 2; digits > 0; digits--) {
      text += CHARACTERS[n % 45];
      n = Math.floor(n / 45);
    }
  }
  return text;
}

/** Null where a character or a group of them stands for nothing. */
export function fromBase45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = Array.from(text.slice(at, at + 3), (one) => CHARACTERS.indexOf(one));
    if (digits.includes(-1)) return null;
    const n = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (n > (digits.length === 3 ? 0xffff : 0xff)) return null;
    bytes.push(...(digits.length === 3 ? [n >> 8, n & 0xff] : [n]));
  }
  return Uint8Array.from(bytes);
}
