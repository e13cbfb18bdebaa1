/** The conflict desk: claims that cannot all be true, and a person's decision where the piece is. */
import { useState } from "preact/hooks";
import type { CaseRow } from "../../core/rows";
import { spaced } from "../../core/tag";
import { title } from "../../core/title";
import { api } from "../../device/api";
import { sampleView } from "../../device/rows_store";
import { moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { ClaimList } from "../../parts/ClaimList";
import { Field } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Empty, Failure, Notice } from "../../parts/Notice";
import { kindIcon, personName, placeName } from "../../parts/names";
import { PlaceList } from "../../parts/PlaceList";
import { go, link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { Sheet } from "../../parts/Sheet";
import { Ago } from "../../parts/Words";
import { lang, rights, rows } from "../../state";

export function openCases(): CaseRow[] {
  const all = [...rows.value.cases.values()].filter((row) => row.status === "open" || row.status === "provisional");
  return all.sort((a, b) => Number(a.status === "provisional") - Number(b.status === "provisional") || b.opened_ms - a.opened_ms);
}

export function Cases({ path }: { path: string[] }) {
  const [id] = path;
  const row = id ? rows.value.cases.get(id) : undefined;
  return row ? <OneCase row={row} /> : <CaseList />;
}

function CaseList() {
  const open = openCases();
  return (
    <div class="cases">
      <Head title={t("cases.title")} back={link("more")} />
      {open.length === 0 && (
        <Empty icon="scales" title={t("cases.empty")}>
          {t("cases.empty_what")}
        </Empty>
      )}
      <ul class="rows">
        {open.map((row) => (
          <li key={row.id}>
            <a class="row-link" href={link("more", "cases", row.id)}>
              <CaseLine row={row} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function CaseLine({ row }: { row: CaseRow }) {
  const view = row.sample ? sampleView(row.sample) : null;
  return (
    <span class="sample-line case-line">
      {view ? (
        <SamplePicture sample={view} size={56} />
      ) : (
        <span class="picture only-tag">
          <Icon name="tag" size={30} />
        </span>
      )}
      <span class="row-words">
        <strong>{word("case_kind", row.kind)}</strong>
        <small>{view ? title(view, lang.value) : row.tag && spaced(row.tag)}</small>
        <small class="where">
          <span>
            {view?.archive_no && <span class="whole">{view.archive_no}</span>}
            {view?.archive_no && " · "}
            <span class="whole">
              <Ago ms={row.opened_ms} />
            </span>
          </span>
          <span class={`chip case-${row.status}`}>{word("case_status", row.status)}</span>
        </small>
      </span>
    </span>
  );
}

function OneCase({ row }: { row: CaseRow }) {
  const [settling, setSettling] = useState(false);
  const view = row.sample ? sampleView(row.sample) : null;
  const isOpen = row.status === "open" || row.status === "provisional";
  return (
    <div class="case">
      <Head title={word("case_kind", row.kind)} back={link("more", "cases")} />
      <CaseLine row={row} />
      {row.status === "provisional" && <Notice title={t("case.provisional")}>{t("case.waiting", { n: row.waiting.length })}</Notice>}
      {row.settled && (
        <Notice tone="stored" title={word("case_status", row.status)}>
          <p>{[personName(row.settled.by), moment(row.settled.at_ms)].filter(Boolean).join(" · ")}</p>
          <p>{word("reason", row.settled.reason)}</p>
        </Notice>
      )}
      <h2>{t("case.claims")}</h2>
      <ClaimList claims={row.claims} />
      <div class="acts">
        {view && (
          <LinkButton href={link("samples", view.id)} icon="samples">
            {t("case.sample")}
          </LinkButton>
        )}
        {isOpen && rights.value.includes("settle") && (
          <Button look="main" icon="scales" onClick={() => setSettling(true)}>
            {t("case.settle")}
          </Button>
        )}
      </div>
      {isOpen && !rights.value.includes("settle") && <p class="small">{t("case.not_you")}</p>}
      {settling && <Settle row={row} onClose={() => setSettling(false)} />}
    </div>
  );
}

/** Cases about how a piece was found, not where it is: a person says why that is accepted, and nothing moves. */
const ABOUT_STATE: ReadonlySet<string> = new Set(["weight_off", "certificate_unmatched", "incomplete", "off_slip"]);

function Settle({ row, onClose }: { row: CaseRow; onClose: () => void }) {
  const isWhere = !ABOUT_STATE.has(row.kind);
  const [place, setPlace] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async () => {
    setBusy(true);
    setError(null);
    const asked = { place, decision: isWhere ? "here" : "accepted", reason: reason.trim() };
    await api("POST", `/api/cases/${encodeURIComponent(row.id)}/settle`, asked).then(() => go("more", "cases"), setError);
    setBusy(false);
  };
  const words = !isWhere ? t("settle.accept") : place ? t("settle.act", { place: placeName(place) }) : t("settle.choose");
  const foot = (
    <Button look="main" icon="scales" wide busy={busy} disabled={(isWhere && !place) || !reason.trim()} onClick={() => void act()}>
      {words}
    </Button>
  );
  return (
    <Sheet title={t("case.settle")} onClose={onClose} foot={foot}>
      <p>{t(isWhere ? "settle.what" : "settle.accept_what")}</p>
      {isWhere && <Where row={row} place={place} onPick={setPlace} />}
      <Field label={t("common.reason")} value={reason} onInput={setReason} maxLength={400} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

/** The places that were claimed, and any other behind a button. */
function Where({ row, place, onPick }: { row: CaseRow; place: string | null; onPick: (place: string) => void }) {
  const [all, setAll] = useState(false);
  const claimed = [...new Set(row.claims.map((claim) => claim.to).filter((to) => to !== null))];
  return (
    <>
      <ul class="rows">
        {claimed.map((id) => (
          <li key={id}>
            <button type="button" class="row-button" aria-pressed={place === id} onClick={() => onPick(id)}>
              <Icon name={place === id ? "tick" : kindIcon(rows.value.places.get(id)?.kind)} />
              <span class="row-words">
                <strong>{placeName(id)}</strong>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {all ? (
        <PlaceList fits={() => true} chosen={place} onPick={(picked) => onPick(picked.id)} />
      ) : (
        <Button onClick={() => setAll(true)}>{t("settle.elsewhere")}</Button>
      )}
    </>
  );
}
