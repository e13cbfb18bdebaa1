/** Says a message in the reader's language: typed keys, named values, plural forms. */
import { signal } from "@preact/signals";
import type { Lang } from "../core/rows";
import { lang } from "../state";
import type { en } from "./en";

export type Key = keyof typeof en;
export type Messages = Readonly<Record<Key, string>>;
export type Values = Readonly<Record<string, string | number>>;
/** The groups of keys that name codes of the wire, such as `status.out`. */
export type Group = Key extends infer K ? (K extends `${infer G}.${string}` ? G : never) : never;

export const LANGUAGES: readonly { lang: Lang; own: string }[] = [
  { lang: "zh-Hant", own: "繁體中文" },
  { lang: "zh-Hans", own: "简体中文" },
  { lang: "en", own: "English" },
];

const messages = signal<Messages | null>(null);

/** Loads one language's words and turns the page to it; each language is its own small file, kept offline with the rest. */
export async function speak(next: Lang): Promise<void> {
  messages.value = await wordsOf(next);
  lang.value = next;
  document.documentElement.lang = next;
}

async function wordsOf(next: Lang): Promise<Messages> {
  if (next === "zh-Hans") return (await import("./zh-Hans")).zhHans;
  if (next === "en") return (await import("./en")).en;
  return (await import("./zh-Hant")).zhHant;
}

export function t(key: Key, values?: Values): string {
  const message = messages.value?.[key];
  return message === undefined ? key : fill(message, values ?? {}, lang.value);
}

/** The word for a code of the wire; a code newer than this app is shown as it came. */
export function word(group: Group, code: string | null | undefined): string {
  if (!code) return "";
  const key = `${group}.${code}` as Key;
  return messages.value?.[key] ?? code.replaceAll("_", " ");
}

export function isWord(group: Group, code: string): boolean {
  return messages.value?.[`${group}.${code}` as Key] !== undefined;
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
