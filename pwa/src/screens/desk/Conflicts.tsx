/** Open conflicts, and apart from them those that some phone may still explain. */
import type { CaseRow } from "../../core/rows";
import { t } from "../../i18n/t";
import { link } from "../../parts/route";
import { CaseLine } from "../cases/CaseLine";
import { openCases } from "../cases/CaseList";

const SHOWN = 6;

export function Conflicts() {
  const all = openCases();
  const open = all.filter((row) => row.status === "open");
  const provisional = all.filter((row) => row.status === "provisional");
  return (
    <>
      {all.length === 0 && <p class="small">{t("cases.empty")}</p>}
      <Some rows={open} />
      {provisional.length > 0 && (
        <>
          <h3>{t("board.provisional")}</h3>
          <Some rows={provisional} />
        </>
      )}
    </>
  );
}

function Some({ rows }: { rows: readonly CaseRow[] }) {
  return (
    <>
      <ul class="rows">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <a class="row-link" href={link("more", "cases", row.id)}>
              <CaseLine row={row} />
            </a>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && <p class="small">{t("board.more_cases", { n: rows.length - SHOWN })}</p>}
    </>
  );
}
