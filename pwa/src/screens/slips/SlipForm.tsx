/** Asking for pieces: what for, who will hold them, from when until when, which ones; works with no office in sight. */
import { useState } from "preact/hooks";
import { requestDrafts } from "../../core/matter_drafts";
import type { SlipView } from "../../core/rows";
import { newId } from "../../device/clock";
import { record } from "../../device/outbox";
import { slipView } from "../../device/rows_matters";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { DateField } from "../../parts/DateField";
import { Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Failure, Notice } from "../../parts/Notice";
import { asked, go, link } from "../../parts/route";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";
import { person, rows } from "../../state";
import { ClientPick } from "../handover/ShowSheet";
import { AskedLines } from "./AskedLines";
import { Bookings } from "./Bookings";
import { Receiver } from "./issue/Receiver";
import { blankWish, PURPOSES, type Wish, wishOf, wrongWith } from "./wish";

export function SlipForm({ id }: { id: string | null }) {
  const slip = id && rows.value.version >= 0 ? slipView(id) : null;
  return <Form slip={slip} />;
}

function Form({ slip }: { slip: SlipView | null }) {
  const [wish, setWish] = useDraft<Wish>("wish", () =>
    slip ? wishOf(slip) : blankWish(person.value?.id ?? null, asked.value.getAll("sample")),
  );
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const set = (part: Partial<Wish>) => setWish((old) => ({ ...old, ...part }));
  const wrong = wrongWith(wish);
  const keep = async (submit: boolean) => {
    setTried(true);
    if (wrong) return;
    setBusy(true);
    const kept = slip?.id ?? newId();
    await record(requestDrafts(kept, newId(), { ...wish, note: wish.note.trim() }, submit)).then(() => go("slips", kept), setError);
    setBusy(false);
  };
  return (
    <form
      class="slip-form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep(true);
      }}
    >
      <Head title={t(slip ? "slip.edit" : "slips.new")} back={slip ? link("slips", slip.id) : link("slips")} />
      {slip && slip.status !== "draft" && <Notice tone="flagged">{t("slip.edit_voids")}</Notice>}
      <div class="slip-columns">
        <div class="form slip-main">
          <AskedLines wish={wish} onChange={setWish} wrong={isTried && wrong === "no_lines" ? t("slip.wrong_no_lines") : undefined} />
          <Bookings wish={{ slip: slip?.id ?? null, ...wish }} />
        </div>
        <div class="form slip-side">
          <Segments
            label={t("slip.purpose")}
            value={wish.purpose}
            choices={PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
            onPick={(purpose) => set({ purpose })}
          />
          <ClientPick label={t("slip.client")} value={wish.client} onPick={(client) => set({ client })} />
          <Receiver label={t("slip.holder")} value={wish.to ?? ""} onPick={(to) => set({ to })} />
          <Dates wish={wish} onChange={set} wrong={isTried || wrong === "dates_turned" ? wrong : null} />
          <TextArea label={t("slip.note")} value={wish.note} onInput={(note) => set({ note })} />
        </div>
      </div>
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <Button onClick={() => void keep(false)} disabled={busy}>
          {t("slip.keep_draft")}
        </Button>
        <Button look="main" icon="next" submit busy={busy}>
          {t("slip.submit")}
        </Button>
      </div>
    </form>
  );
}

function Dates({ wish, onChange, wrong }: { wish: Wish; onChange: (part: Partial<Wish>) => void; wrong: string | null }) {
  return (
    <div class="two-fields">
      <DateField
        label={t("slip.out")}
        value={wish.out_ms}
        onInput={(out_ms) => onChange({ out_ms })}
        wrong={wrong === "no_dates" && wish.out_ms === null ? t("slip.wrong_no_dates") : undefined}
      />
      <DateField
        label={t("slip.back")}
        value={wish.back_ms}
        min={wish.out_ms}
        onInput={(back_ms) => onChange({ back_ms })}
        wrong={
          wrong === "dates_turned"
            ? t("slip.wrong_dates_turned")
            : wrong === "no_dates" && wish.back_ms === null
              ? t("slip.wrong_no_dates")
              : undefined
        }
      />
    </div>
  );
}
