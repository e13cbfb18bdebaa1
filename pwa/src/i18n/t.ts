/** Says a message in the reader's language: typed keys, named values, plural forms. */
import { batch, signal } from "@preact/signals";
import type { Lang } from "../core/rows";
import { lang } from "../state";
import type { first as enFirst } from "./en/first";
import type { later as enLater } from "./en/later";

export type First = Readonly<Record<keyof typeof enFirst, string>>;
export type Later = Readonly<Record<keyof typeof enLater, string>>;
export type Messages = First & Later;
export type Key = keyof Messages;
export type Values = Readonly<Record<string, string | number>>;
/** The groups of keys that name codes of the wire, such as `status.out`. */
export type Group = Key extends infer K ? (K extends `${infer G}.${string}` ? G : never) : never;

export const LANGUAGES: readonly { lang: Lang; own: string }[] = [
  { lang: "zh-Hant", own: "繁體中文" },
  { lang: "zh-Hans", own: "简体中文" },
  { lang: "en", own: "English" },
];

/** Two small files a language, kept offline with the rest: the words of the first screens, and those of the others. */
const WORDS: Record<Lang, { first: () => Promise<First>; later: () => Promise<Later> }> = {
  "zh-Hant": {
    first: () => import("./zh-Hant/first").then((module) => module.first),
    later: () => import("./zh-Hant/later").then((module) => module.later),
  },
  "zh-Hans": {
    first: () => import("./zh-Hans/first").then((module) => module.first),
    later: () => import("./zh-Hans/later").then((module) => module.later),
  },
  en: {
    first: () => import("./en/first").then((module) => module.first),
    later: () => import("./en/later").then((module) => module.later),
  },
};

const first = signal<First | null>(null);
const later = signal<Later | null>(null);

/** Turns the page to a language once its words are here: at the start those of the first screens, afterwards all of them. */
export async function speak(next: Lang): Promise<void> {
  const isStart = first.value === null;
  const [some, rest] = await Promise.all([WORDS[next].first(), isStart ? null : WORDS[next].later()]);
  batch(() => {
    first.value = some;
    later.value = rest;
    lang.value = next;
  });
  document.documentElement.lang = next;
}

/** Resolves when every screen has its words, also if the language is changed meanwhile. */
export async function allWords(): Promise<void> {
  while (later.value === null) {
    const of = lang.value;
    const words = await WORDS[of].later();
    if (of === lang.value) later.value = words;
  }
}

function find(key: string): string | undefined {
  return (first.value as Record<string, string> | null)?.[key] ?? (later.value as Record<string, string> | null)?.[key];
}

export function t(key: Key, values?: Values): string {
  const message = find(key);
  return message === undefined ? key : fill(message, values ?? {}, lang.value);
}

/** The word for a code of the wire; a code newer than this app is shown as it came. */
export function word(group: Group, code: string | null | undefined): string {
  if (!code) return "";
  return find(`${group}.${code}`) ?? code.replaceAll("_", " ");
}

export function isWord(group: Group, code: string): boolean {
  return find(`${group}.${code}`) !== undefined;
}

const HOLE = /\{(\w+)(?:, plural, ((?:\w+ \{[^{}]*\} ?)+))?\}/g;

/** Fills `{name}` and `{n, plural, one {# piece} other {# pieces}}`. */
export function fill(message: string, values: Values, language: Lang): string {
  return message.replace(HOLE, (_whole, name: string, forms: string | undefined) => {
    const value = values[name] ?? "";
    if (!forms) return typeof value === "number" ? figure(value, language) : value;
    return plural(Number(value), forms, language);
  });
}

function plural(n: number, forms: string, language: Lang): string {
  const rule = new Intl.PluralRules(language).select(n);
  const form = forms.match(new RegExp(`\\b${rule} \\{([^{}]*)\\}`)) ?? forms.match(/other \{([^{}]*)\}/);
  return (form?.[1] ?? "").replace("#", figure(n, language));
}

function figure(n: number, language: Lang): string {
  return new Intl.NumberFormat(language).format(n);
}
