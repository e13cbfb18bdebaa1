/** Settling a case: scan where the piece is, or decide; either way a person says why, and both are kept for ever. */
import { useState } from "preact/hooks";
import { isAboutPlace } from "../../core/case";
import type { CaseRow, SampleView } from "../../core/rows";
import { title } from "../../core/title";
import { feel } from "../../device/feel";
import { sampleView } from "../../device/rows_store";
import { syncNow } from "../../device/sync";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Failure, Notice } from "../../parts/Notice";
import { kindIcon, placeName } from "../../parts/names";
import { PlaceList } from "../../parts/PlaceList";
import { go } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { useDraft } from "../../parts/useDraft";
import { useWedge } from "../../parts/useWedge";
import { lang, rows } from "../../state";
import { tell } from "../more/fetched";
import { Camera } from "../scan/Camera";
import { type Evidence, seenTag } from "./seen_tags";

interface Props {
  row: CaseRow;
  view: SampleView | null;
  /** Taken over from the likely explanation: the place, and its words to be used as the reason. */
  start: { place: string | null; reason: string };
  onClose: () => void;
}

export function Settle({ row, view, start, onClose }: Props) {
  const isWhere = isAboutPlace(row.kind);
  const [place, setPlace] = useDraft("settle:place", () => start.place);
  const [evidence, setEvidence] = useDraft<Evidence>("settle:evidence", () => ({}));
  const [reason, setReason] = useDraft("settle:reason", () => "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const pick = (id: string) => {
    setPlace(id);
    setEvidence(({ place_tag: _, ...kept }) => kept); // what was scanned is no evidence of another place
  };
  const act = async () => {
    setBusy(true);
    setError(null);
    const isSeen = Object.keys(evidence).length > 0;
    const decision = evidence.place_tag ? "scanned" : isWhere ? "here" : "accepted";
    const asked = { place, decision, reason: reason.trim(), evidence: isSeen ? evidence : null };
    await tell("POST", `/api/cases/${encodeURIComponent(row.id)}/settle`, asked).then(() => {
      syncNow();
      go("more", "cases");
    }, setError);
    setBusy(false);
  };
  const isReady = !isWhere || place !== null;
  const doing = isWhere ? t("settle.act", { place: placeName(place) }) : t("settle.accept");
  const words = !isReady ? t("settle.choose") : reason.trim() ? doing : t("settle.why");
  const foot = (
    <Button look="main" icon="scales" wide busy={busy} disabled={!isReady || !reason.trim()} onClick={() => void act()}>
      {words}
    </Button>
  );
  return (
    <Sheet title={t("case.settle")} onClose={onClose} foot={foot}>
      <p>{t(isWhere ? "settle.what" : "settle.accept_what")}</p>
      <ScanIt
        row={row}
        evidence={evidence}
        onPlace={(id, code) => {
          setPlace(id);
          setEvidence((kept) => ({ ...kept, place_tag: code }));
        }}
        onPiece={(code) => setEvidence((kept) => ({ ...kept, piece_tag: code }))}
        isWhere={isWhere}
      />
      {isWhere && <Where row={row} view={view} place={place} proposed={start.place} onPick={pick} />}
      <Field label={t("common.reason")} value={reason} onInput={setReason} maxLength={400} />
      {start.reason && !reason && (
        <Button look="quiet" icon="pen" onClick={() => setReason(start.reason)}>
          {t("settle.because")}
        </Button>
      )}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

interface Scanning {
  row: CaseRow;
  evidence: Evidence;
  isWhere: boolean;
  onPlace: (place: string, code: string) => void;
  onPiece: (code: string) => void;
}

/** The camera, or a hand scanner at any time: the tag of the place, and of the piece. */
function ScanIt({ row, evidence, isWhere, onPlace, onPiece }: Scanning) {
  const [wrong, setWrong] = useState<string | null>(null);
  const see = (text: string) => {
    const seen = seenTag(text, row);
    if (seen.is === "place" && isWhere) onPlace(seen.place, seen.code);
    else if (seen.is === "piece") onPiece(seen.code);
    else {
      const other = seen.is === "other" ? sampleView(seen.sample) : null;
      setWrong(other ? t("settle.other_piece", { name: title(other, lang.value) }) : t("settle.not_ours"));
      return feel("refused");
    }
    setWrong(null);
    feel("stored");
  };
  useWedge(see);
  return (
    <section class="settle-scan">
      <h3>{t("settle.scan")}</h3>
      <p class="small">{t("settle.scan_what")}</p>
      <div class="sheet-camera">
        <Camera onSee={(texts) => texts.forEach(see)} toneOf={(text) => (seenTag(text, row).is === "stranger" ? "refused" : "stored")} />
      </div>
      <ul class="plain evidence" aria-live="polite">
        {evidence.piece_tag && (
          <li>
            <Icon name="tick" size={20} />
            {t("settle.seen_piece")}
          </li>
        )}
        {evidence.place_tag && (
          <li>
            <Icon name="tick" size={20} />
            {t("settle.seen_place", { place: placeOf(evidence.place_tag) })}
          </li>
        )}
      </ul>
      {wrong && <Notice tone="flagged" title={wrong} />}
    </section>
  );
}

function placeOf(code: string): string {
  const seen = [...rows.value.places.values()].find((place) => place.tag === code);
  const worn = seen ? undefined : [...rows.value.people.values()].find((one) => one.badge === code);
  return placeName(seen?.id ?? worn?.id);
}

interface Choosing {
  row: CaseRow;
  view: SampleView | null;
  place: string | null;
  proposed: string | null;
  onPick: (place: string) => void;
}

/** The places that were claimed or proposed, and any other behind a button. */
function Where({ row, view, place, proposed, onPick }: Choosing) {
  const [all, setAll] = useState(false);
  const named = [proposed, place, ...row.claims.map((claim) => claim.to), view?.place].filter((to): to is string => !!to);
  return (
    <section class="settle-where">
      <h3>{t("settle.decide")}</h3>
      <ul class="rows">
        {[...new Set(named)].map((id) => (
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
    </section>
  );
}
