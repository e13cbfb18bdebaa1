/** Counting one line in the hand: how many there are, and whether they are what the note says. */
import { useState } from "preact/hooks";
import { type Check, checkDraft, countOutcome } from "../../core/matter_drafts";
import type { CheckOutcome, ReceiptLine, ReceiptView } from "../../core/rows";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button, IconButton } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Failure } from "../../parts/Notice";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";
import { lineTitle } from "./receipt";

const THINGS = ["as_said", "wrong", "damaged"] as const;
type Thing = (typeof THINGS)[number];

export function CheckSheet({ receipt, line, onClose }: { receipt: ReceiptView; line: ReceiptLine | null; onClose: () => void }) {
  const draft = `check:${line?.line ?? ""}`;
  const [typed, setTyped] = useDraft(`${draft}:counted`, () => String(line?.counted ?? line?.quantity ?? 1));
  const [thing, setThing] = useDraft<Thing>(`${draft}:thing`, () => (line === null ? "wrong" : thingOf(line.outcome)));
  const [note, setNote] = useDraft(`${draft}:note`, () => line?.check_note ?? "");
  const [photos, setPhotos] = useDraft<string[]>(`${draft}:photos`, () => line?.check_photos ?? []);
  const [error, setError] = useState<unknown>(null);
  const counted = /^\d{1,5}$/.test(typed) ? Number(typed) : null;
  const outcome = counted === null ? null : outcomeOf(line, counted, thing);
  const keep = async () => {
    if (counted === null || outcome === null) return;
    const check: Check = { line: line?.line ?? null, counted, outcome, note: note.trim(), ...(photos.length ? { photos } : {}) };
    await record([checkDraft(receipt.id, check)]).then(
      () => {
        feel(outcome === "right" ? "stored" : "flagged");
        onClose();
      },
      (failure) => {
        feel("refused");
        setError(failure);
      },
    );
  };
  const step = (by: number) => setTyped(String(Math.max(0, (counted ?? 0) + by)));
  return (
    <Sheet
      title={line ? lineTitle(line) : t("receipt.extra")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide disabled={outcome === null} onClick={() => void keep()}>
          {outcome === null ? t("receipt.keep_count") : t("receipt.keep_as", { outcome: t(`check.${outcome}`) })}
        </Button>
      }
    >
      {line?.specification && <p class="small">{line.specification}</p>}
      {line && <p>{t("receipt.to_count", { n: line.quantity })}</p>}
      <div class="stepper">
        <IconButton icon="minus" name={t("lot.less")} onClick={() => step(-1)} />
        <Field label={t("receipt.counted")} value={typed} onInput={setTyped} inputMode="numeric" maxLength={5} />
        <IconButton icon="plus" name={t("lot.more")} onClick={() => step(1)} />
      </div>
      {line && (
        <Segments
          label={t("receipt.thing")}
          value={thing}
          choices={THINGS.map((value) => ({ value, label: t(`receipt.thing.${value}`) }))}
          onPick={setThing}
        />
      )}
      <TextArea label={t("fact.notes")} value={note} onInput={setNote} maxLength={1000} />
      <PhotoStrip photos={photos} onChange={setPhotos} label={t("photos.title")} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

const thingOf = (outcome: CheckOutcome | null): Thing => (outcome === "wrong" || outcome === "damaged" ? outcome : "as_said");

/** That the thing itself is wrong weighs more than how many there are of it. */
function outcomeOf(line: ReceiptLine | null, counted: number, thing: Thing): CheckOutcome {
  if (line === null) return "over";
  return thing === "as_said" ? countOutcome(line.quantity, counted) : thing;
}
