/** An import as the office shows it: what the file holds, how each column is read, and each line with what is wrong. */
import { errorOf } from "../../device/api";
import { lang } from "../../state";
import { signedIn } from "../more/fetched";

export interface Column {
  at: number;
  header: string;
  field: string | null;
  by: string;
}
export interface ImportHead {
  id: string;
  name: string;
  status: string;
  made_ms: number;
  encoding: string | null;
  sheet: string | null;
  sheets: string[];
  columns: Column[];
  counts: Record<"rows" | "good" | "warned" | "bad" | "skipped", number>;
  options: { day_first: boolean | null; decimal_comma: boolean | null; currency: string | null; place: string | null };
  imported_before: { name: string } | null;
}
export interface Doubt {
  code: string;
  header: string | null;
  value: string | null;
  message: string;
}
export interface ImportLine {
  line: number;
  status: "good" | "warned" | "bad" | "skipped";
  sample: string | null;
  archive_no: string | null;
  problems: Doubt[];
  warnings: Doubt[];
}
export interface ImportPage {
  import: ImportHead;
  rows: ImportLine[];
  total: number;
  page: number;
}

/** What a column can be, by the office's names; the first of repeated parts is what lists mostly have. */
export const FIELDS = [
  "number",
  "archive_no",
  "tag",
  "type",
  "category",
  "model",
  "name",
  "quantity",
  "gross_g",
  "metals",
  "stones",
  "certificates",
  "client",
  "supplier",
  "ownership",
  "insured",
  "currency",
  "size",
  "dimensions",
  "home",
  "place",
  "arrived",
  "notes",
  "metals.1.metal",
  "metals.1.fineness",
  "metals.1.net_g",
  "stones.1.kind",
  "stones.1.shape",
  "stones.1.count",
  "stones.1.ct",
  "stones.1.colour",
  "stones.1.clarity",
  "stones.1.treatment",
  "certificates.1.lab",
  "certificates.1.number",
  "certificates.1.date",
] as const;

const PATIENCE_MS = 60_000;

/** The file as it is; the preview comes back. */
export async function send(path: string, file: File): Promise<ImportPage> {
  const form = new FormData();
  form.append("file", file);
  const init = { method: "POST", body: form, headers: { "accept-language": lang.value }, signal: AbortSignal.timeout(PATIENCE_MS) };
  await signedIn();
  const reply = await fetch(path, init).catch(() => {
    throw errorOf(0, { code: "no_answer" });
  });
  const json: unknown = await reply.json().catch(() => null);
  if (!reply.ok || !json) throw errorOf(reply.status, json);
  return json as ImportPage;
}
