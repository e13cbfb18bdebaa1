/** What the register is asked to show by an address: `#/samples?place=…&stock=1`. */
import type { Status } from "../../core/rows";
import type { Wanted } from "../../core/wanted";
import { link } from "../../parts/route";

const TEXTS = ["text", "place", "holder", "answers", "type", "category", "material", "model", "client", "outside"] as const;
const FLAGS = ["itself", "overdue", "photo_missing", "stock"] as const;

/** The address of the register narrowed to this. */
export function narrowed(wanted: Wanted): string {
  const asked = new URLSearchParams();
  for (const key of TEXTS) if (wanted[key]) asked.set(key, wanted[key]);
  for (const key of FLAGS) if (wanted[key]) asked.set(key, "1");
  if (wanted.status?.length) asked.set("status", wanted.status.join(","));
  return `${link("samples")}?${asked}`;
}

/** What stands behind the `?`. */
export function wantedIn(asked: URLSearchParams): Wanted {
  const wanted: Wanted = {};
  for (const key of TEXTS) if (asked.get(key)) wanted[key] = asked.get(key) as string;
  for (const key of FLAGS) if (asked.get(key)) wanted[key] = true;
  const status = asked.get("status");
  return status ? { ...wanted, status: status.split(",") as Status[] } : wanted;
}
