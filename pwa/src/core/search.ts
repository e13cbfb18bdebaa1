/** Finding a piece by anything a person remembers of it: pure, in memory, Chinese without spaces. */

const CJK = /[\u3400-\u9fff]/;

/** One lower-case string per sample; its parts are kept apart so that no word is found across two of them. */
export const haystack = (parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join("\n").toLowerCase();

/** What a person typed, as words: full-width forms folded, lower case. */
export const words = (text: string): string[] => text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);

const holdsAll = (hay: string, characters: string): boolean => {
  for (const character of characters) if (!hay.includes(character)) return false;
  return true;
};

/** 0 = every word as typed; 1 = a Chinese word only by its characters (紅寶戒指 finds 紅寶石戒指); null = not this one. */
export function rank(hay: string, typed: readonly string[]): 0 | 1 | null {
  let worst: 0 | 1 = 0;
  for (const word of typed) {
    if (hay.includes(word)) continue;
    if (word.length < 2 || !CJK.test(word) || !holdsAll(hay, word)) return null;
    worst = 1;
  }
  return worst;
}
