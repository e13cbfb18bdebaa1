/** Every case that stands: those to be settled, those some phone may still explain, and what answered itself lately. */
import { standing } from "../../core/case";
import type { CaseRow } from "../../core/rows";
import { type Key, t } from "../../i18n/t";
import { Empty } from "../../parts/Notice";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { rows } from "../../state";
import { CaseLine } from "./CaseLine";
import { DeskTabs } from "./DeskTabs";

const LATELY_MS = 14 * 24 * 60 * 60 * 1000;
const SHOWN = 100;

export const openCases = (): CaseRow[] => standing(rows.value.cases.values());

function explainedLately(): CaseRow[] {
  const since = now.value - LATELY_MS;
  const ended = (row: CaseRow) => row.settled?.at_ms ?? 0;
  const found = [...rows.value.cases.values()].filter((row) => row.status === "explained" && ended(row) > since);
  return found.sort((a, b) => ended(b) - ended(a)).slice(0, SHOWN);
}

export function CaseList() {
  const open = openCases();
  return (
    <div class="cases">
      <DeskTabs here="cases" />
      {open.length === 0 && (
        <Empty icon="scales" title={t("cases.empty")}>
          {t("cases.empty_what")}
        </Empty>
      )}
      <Group name="cases.certain" what="cases.certain_what" cases={open.filter((row) => row.status === "open")} />
      <Group name="cases.not_certain" what="cases.not_certain_what" cases={open.filter((row) => row.status === "provisional")} />
      <Group name="cases.explained" what="cases.explained_what" cases={explainedLately()} />
    </div>
  );
}

function Group({ name, what, cases }: { name: Key; what: Key; cases: CaseRow[] }) {
  if (cases.length === 0) return null;
  return (
    <section class="case-group">
      <h2>{t(name)}</h2>
      <p class="small">{t(what)}</p>
      <ul class="rows">
        {cases.map((row) => (
          <li key={row.id}>
            <a class="row-link" href={link("more", "cases", row.id)}>
              <CaseLine row={row} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
