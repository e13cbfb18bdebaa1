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

// ---- many at once ----

/** The hays of many samples as two long texts, each on lines of its own, and where each begins: one search through all instead of 20,000. */
export interface Stack {
  size: number;
  latin: string;
  latinAt: Uint32Array;
  other: string;
  otherAt: Uint32Array;
}

export function stackOf(hays: readonly Hay[]): Stack {
  const [latin, latinAt] = joined(hays.map((hay) => hay.latin));
  const [other, otherAt] = joined(hays.map((hay) => hay.other));
  return { size: hays.length, latin, latinAt, other, otherAt };
}

function joined(texts: readonly string[]): [string, Uint32Array] {
  const at = new Uint32Array(texts.length + 1);
  for (let i = 0; i < texts.length; i++) at[i + 1] = (at[i] as number) + (texts[i] as string).length + 1;
  return [`${texts.join("\n")}\n`, at];
}

/** Marks with `as` whatever holds the text and is not marked yet. After a hit the rest of that sample is leapt over. */
function mark(text: string, at: Uint32Array, wanted: string, marks: Uint8Array, as: number): void {
  let i = 0;
  for (let found = text.indexOf(wanted); found >= 0; found = text.indexOf(wanted, at[i] as number)) {
    i = rowAt(at, found, i);
    if (marks[i] === 0) marks[i] = as;
    i += 1;
    if (i >= marks.length) return;
  }
}

/** Which sample an offset lies in, from `low` on: a leap doubled until past it, then halved. */
function rowAt(at: Uint32Array, offset: number, low: number): number {
  let [from, step] = [low, 1];
  while (from + step < at.length && (at[from + step] as number) <= offset) {
    from += step;
    step *= 2;
  }
  let to = Math.min(from + step, at.length - 1);
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((at[middle] as number) <= offset) from = middle;
    else to = middle;
  }
  return from;
}

export const AS_TYPED = 1;
export const BY_CHARACTERS = 2;

/** For each sample 0, AS_TYPED or BY_CHARACTERS. */
export function marksOf(stack: Stack, word: Word): Uint8Array {
  const marks = new Uint8Array(stack.size);
  if (word.isLatin) mark(stack.latin, stack.latinAt, word.text, marks, AS_TYPED);
  mark(stack.other, stack.otherAt, word.text, marks, AS_TYPED);
  if (word.isChinese && word.text.length > 1) markCharacters(stack, word.text, marks);
  return marks;
}

function markCharacters(stack: Stack, text: string, marks: Uint8Array): void {
  const all = new Uint8Array(stack.size).fill(1);
  for (const character of new Set(text)) {
    const some = new Uint8Array(stack.size);
    mark(stack.other, stack.otherAt, character, some, 1);
    if (isLatin(character)) mark(stack.latin, stack.latinAt, character, some, 1);
    for (let i = 0; i < all.length; i++) all[i] = (all[i] as number) & (some[i] as number);
  }
  for (let i = 0; i < all.length; i++) if (all[i] && marks[i] === 0) marks[i] = BY_CHARACTERS;
}
