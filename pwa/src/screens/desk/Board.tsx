/** The live board: where the stock is, what is happening, what phones owe, what does not add up — and how old this view is. */
import { useEffect, useState } from "preact/hooks";
import { onPhonesChanged } from "../../device/live";
import { t } from "../../i18n/t";
import { Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { link } from "../../parts/route";
import { rights, rows } from "../../state";
import { CaseLine, openCases } from "../more/Cases";
import { useFetched } from "../more/fetched";
import { PhoneLine, type PhoneRow } from "../more/Phones";
import { Activity } from "./Activity";
import { Bars } from "./Bars";
import { CUTS, type Cut, stock } from "./stock";

const CASES_SHOWN = 6;
const PHONES_EVERY_MS = 5_000;

export function Board(_: { path: string[] }) {
  const [cut, setCut] = useState<Cut>("place");
  const now = stock(rows.value);
  return (
    <div class="board">
      <Head title={t("tab.board")} />
      <dl class="figures">
        <Figure name={t("board.all")} n={now.pieces} />
        <Figure name={t("board.in_store")} n={now.inStore} />
        <Figure name={t("board.away")} n={now.away} />
        <Figure name={t("board.cases")} n={openCases().length} alarm />
      </dl>
      <div class="board-columns">
        <section class="card board-stock">
          <h2>{t("board.stock")}</h2>
          <Segments
            label={t("board.by")}
            showLabel={false}
            value={cut}
            choices={CUTS.map((value) => ({ value, label: t(`board.by_${value}`) }))}
            onPick={setCut}
          />
          <Bars bars={now.by[cut]} whole={now.pieces} />
        </section>
        <section class="card board-activity">
          <h2>{t("board.activity")}</h2>
          <Activity />
        </section>
        <div class="board-side">
          <CaseCard />
          <PhoneCard />
        </div>
      </div>
    </div>
  );
}

function Figure({ name, n, alarm = false }: { name: string; n: number; alarm?: boolean }) {
  return (
    <div class={alarm && n > 0 ? "figure alarm" : "figure"}>
      <dt>{name}</dt>
      <dd>{t("common.number", { n })}</dd>
    </div>
  );
}

function CaseCard() {
  const open = openCases();
  return (
    <section class="card">
      <h2>
        <a href={link("more", "cases")}>{t("cases.title")}</a>
      </h2>
      {open.length === 0 && <p class="small">{t("cases.empty")}</p>}
      <ul class="rows">
        {open.slice(0, CASES_SHOWN).map((row) => (
          <li key={row.id}>
            <a class="row-link" href={link("more", "cases", row.id)}>
              <CaseLine row={row} />
            </a>
          </li>
        ))}
      </ul>
      {open.length > CASES_SHOWN && <p class="small">{t("board.more_cases", { n: open.length - CASES_SHOWN })}</p>}
    </section>
  );
}

function PhoneCard() {
  if (!rights.value.includes("phones")) return null;
  return (
    <section class="card">
      <h2>{t("board.phones")}</h2>
      <PhonesOwing />
    </section>
  );
}

/** Those that owe the most first: what the office does not know yet is theirs. */
function PhonesOwing() {
  const { found, error, again } = useFetched<{ devices: PhoneRow[] }>("/api/devices", PHONES_EVERY_MS, rows.value.cursor);
  useEffect(() => {
    onPhonesChanged(again);
    return () => onPhonesChanged(() => undefined);
  }, []);
  const phones = [...(found?.devices ?? [])]
    .filter((row) => row.state === "enrolled")
    .sort((a, b) => b.owes - a.owes || (b.contact_ms ?? 0) - (a.contact_ms ?? 0));
  if (!found) return <p class="small">{error === null ? t("common.loading") : t("board.phones_unknown")}</p>;
  return (
    <>
      {error !== null && <p class="small flagged-text">{t("board.phones_old")}</p>}
      <ul class="rows">
        {phones.map((row) => (
          <li key={row.id}>
            <PhoneLine row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}
