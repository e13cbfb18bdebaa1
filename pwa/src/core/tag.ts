/** Tag codes: 16 characters of Crockford's base32, the last two a Reed–Solomon check (docs/protocol.md, Tag codes). */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;

/** Multiplication by α = 2 in GF(32) with x⁵ + x² + 1. */
const double = (x: number): number => (x & 16 ? ((x << 1) ^ 0b100101) & 31 : x << 1);

function times(power: number, x: number): number {
  let product = x;
  for (let i = 0; i < power; i++) product = double(product);
  return product;
}

function symbols(code: string): number[] {
  return Array.from(code, (character) => ALPHABET.indexOf(character));
}

/** Σ cᵢ and Σ αⁱ·cᵢ; both are 0 for a good code. */
function syndromes(values: readonly number[]): [number, number] {
  let plain = 0;
  let weighted = 0;
  values.forEach((value, i) => {
    plain ^= value;
    weighted ^= times(i, value);
  });
  return [plain, weighted];
}

/** The code in a scanned or typed text, or null: drops spaces and hyphens, takes O for 0 and I, L for 1. */
export function readTag(text: string): string | null {
  if (text.length > 64) return null;
  const code = text
    .replace(/[ \-\t\r\n\u00a0\u3000]/g, "")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase()) // of a whole text it would also make I of the Turkish ı
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  if (code.length !== LENGTH) return null;
  const values = symbols(code);
  if (values.includes(-1)) return null;
  const [plain, weighted] = syndromes(values);
  return plain === 0 && weighted === 0 ? code : null;
}

/** In groups of four, as printed under the symbol. */
export const spaced = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1 ");

/** A whole code from its 14 random symbol values (0–31): the two check characters solve both sums. */
export function withCheck(random: readonly number[]): string {
  const values = Array.from({ length: LENGTH }, (_, i) => (i < 14 ? (random[i] ?? 0) & 31 : 0));
  const [plain, weighted] = syndromes(values);
  for (let c14 = 0; c14 < 32; c14++) {
    const c15 = plain ^ c14;
    if ((times(14, c14) ^ times(15, c15)) === weighted) {
      values[14] = c14;
      values[15] = c15;
    }
  }
  return values.map((value) => ALPHABET[value]).join("");
}
