/** The conflict desk: which of its parts is up, or one case. */
import { rows } from "../../state";
import { Apart } from "./Apart";
import { CaseList } from "./CaseList";
import { Changes } from "./Changes";
import { OneCase } from "./OneCase";
import { Recounts } from "./Recounts";

export function Cases({ path }: { path: string[] }) {
  const [where] = path;
  if (where === "apart") return <Apart />;
  if (where === "recounts") return <Recounts />;
  if (where === "changes") return <Changes />;
  const row = where ? rows.value.cases.get(where) : undefined;
  return row ? <OneCase key={row.id} row={row} /> : <CaseList />;
}
