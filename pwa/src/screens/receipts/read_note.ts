/** Sends a delivery note's file to the office to be read; nothing is kept there. */
import { errorOf } from "../../device/api";
import { lang } from "../../state";
import { signedIn } from "../more/fetched";

export interface Imported {
  lines: { type: string | null; quantity: number | null; model: string | null; specification: string | null }[];
  problems: { line: number; column: string | null; message: string }[];
}

const PATIENCE_MS = 30_000;

export async function readNote(file: File): Promise<Imported> {
  const form = new FormData();
  form.append("file", file);
  const init = { method: "POST", body: form, headers: { "accept-language": lang.value }, signal: AbortSignal.timeout(PATIENCE_MS) };
  await signedIn();
  const reply = await fetch("/api/receipts/import", init).catch(() => {
    throw errorOf(0, { code: "no_answer" });
  });
  const json: unknown = await reply.json().catch(() => null);
  if (!reply.ok || !json) throw errorOf(reply.status, json);
  return json as Imported;
}
