/** What to say about an error: the office's own sentence where it came from the office, our words otherwise. */
import { isWord, t, word } from "../i18n/t";

export interface Said {
  text: string;
  request: string | null;
}

export function failureWords(error: unknown): Said {
  const { code, message, request, status } = fieldsOf(error);
  if (code && isWord("fault", code)) return { text: word("fault", code), request };
  if (status && message) return { text: message, request }; // the office answers in the reader's language
  return { text: t("error.unexpected", { what: message ?? String(error) }), request };
}

function fieldsOf(error: unknown) {
  const from = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  const text = (key: string) => (typeof from[key] === "string" && from[key] ? (from[key] as string) : null);
  return { code: text("code"), message: text("message"), request: text("request"), status: Number(from.status) || 0 };
}
