/** Finding a piece by anything a person remembers of it: pure, in memory, Chinese without spaces. */

/** What one sample can be found by, lower case. Engines search text of one-byte characters many times faster, so that lies apart. */
export interface Hay {
  latin: string;
  other: string;
}
/** One word of what a person typed; `isLatin`: it may stand in `latin`; `isChinese`: it may be meant by its characters. */
export interface Word {
  text: string;
  isLatin: boolean;
  isChinese: boolean;
}

const MOST_WORDS = 8;
const isLatin = (text: string): boolean => !/[\u0100-\uffff]/.test(text);

/** The parts are kept on lines of their own, so that no word is found across two of them. */
export function hayOf(parts: readonly (string | null | undefined)[]): Hay {
  const all = parts.filter((part): part is string => Boolean(part)).map((part) => part.toLowerCase());
  return { latin: all.filter(isLatin).join("\n"), other: all.filter((part) => !isLatin(part)).join("\n") };
}

const wordOf = (text: string): Word => ({ text, isLatin: isLatin(text), isChinese: /[\u3400-\u9fff]/.test(text) });

/** What a person typed: full-width forms folded, lower case. A tag code with its spaces is one word. */
export function words(text: string): Word[] {
  const typed = text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const joined = typed.join("");
  return (/^[0-9a-z]{16}$/.test(joined) ? [joined] : typed).map(wordOf);
}

export const holds = (hay: Hay, word: Word): boolean => (word.isLatin && hay.latin.includes(word.text)) || hay.other.includes(word.text);

/** 紅寶戒指 is meant to find 紅寶石戒指: every character is there, in whatever order. */
export function holdsCharacters(hay: Hay, word: Word): boolean {
  if (!word.isChinese || word.text.length < 2) return false;
  for (const character of word.text) if (!hay.other.includes(character) && !hay.latin.includes(character)) return false;
  return true;
}
