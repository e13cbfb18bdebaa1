/** The piece as it came back beside the piece as it was registered: weight, inscription, completeness, condition, and where it goes now. */
import { useState } from "preact/hooks";
import type { SampleView } from "../../core/rows";
import { title } from "../../core/title";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field, Segments, Select } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Failure, Notice } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { PlaceField } from "../../parts/PlaceField";
import { go, link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";
import { lang, person, rows } from "../../state";
import { blankLook, type Completeness, draftsOf, faults, grades, inscribed, type Look, type Outcome, weighed } from "./inspecting";

export type Put = (change: Partial<Look>) => void;

export function Inspection({ view }: { view: SampleView }) {
  const [look, setLook] = useDraft<Look>(`look:${view.id}`, () => blankLook(view));
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const put: Put = (change) => setLook((before) => ({ ...before, ...change }));
  const { drafts, flags } = draftsOf(view, look);
  const keep = async () => {
    setBusy(true);
    try {
      await record(drafts);
      feel(isFlagged(view, look) ? "flagged" : "stored");
      go("samples", view.id);
    } catch (failure) {
      feel("refused");
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <form
      class="inspection"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Head title={title(view, lang.value)} back={link("samples", view.id)} />
      <div class="slip-columns">
        <div class="form slip-main">
          <SideBySide view={view} look={look} put={put} />
          {look.outcome !== "lost" && <Found view={view} look={look} put={put} />}
        </div>
        <div class="form slip-side">
          <Segments
            label={t("return.outcome")}
            value={look.outcome}
            choices={(["good", "repair", "lost"] as Outcome[]).map((value) => ({ value, label: t(`return.outcome.${value}`) }))}
            onPick={(outcome) => put({ outcome })}
          />
          {look.outcome !== "lost" && (
            <>
              <ReturnedBy look={look} put={put} />
              <PlaceField
                label={t("return.put_where")}
                value={look.place}
                fits={(place) => place.kind === "store"}
                onPick={(place) => put({ place })}
              />
            </>
          )}
          <TextArea label={t("fact.notes")} value={look.note} onInput={(note) => put({ note })} />
          {flags.includes("receiver_is_returner") && (
            <Notice tone="flagged" title={t("return.same_person")}>
              {t("return.same_person_what")}
            </Notice>
          )}
        </div>
      </div>
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <Button look={look.outcome === "lost" ? "danger" : "main"} icon="in" submit busy={busy} disabled={faults(look).size > 0}>
          {t(`return.keep.${look.outcome}`)}
        </Button>
      </div>
    </form>
  );
}

const isFlagged = (view: SampleView, look: Look): boolean =>
  look.outcome !== "good" ||
  weighed(view, look).verdict === "off" ||
  inscribed(view, look)?.matched === false ||
  look.completeness === "missing";

/** What it looked like, and what it looks like now. */
function SideBySide({ view, look, put }: { view: SampleView; look: Look; put: Put }) {
  return (
    <section class="side-by-side">
      <figure>
        <figcaption>{t("return.registered")}</figcaption>
        {view.photos.length > 0 ? <PhotoStrip photos={view.photos} /> : <SamplePicture sample={view} size={120} />}
        <small>{view.archive_no}</small>
      </figure>
      <figure>
        <figcaption>{t("return.now")}</figcaption>
        <PhotoStrip photos={look.photos} onChange={(photos) => put({ photos })} />
      </figure>
    </section>
  );
}

function Found({ view, look, put }: { view: SampleView; look: Look; put: Put }) {
  const isWrong = faults(look);
  return (
    <>
      <Field
        label={t("return.gross")}
        hint={view.facts.gross_g ? t("return.recorded", { n: view.facts.gross_g }) : t("return.no_record")}
        inputMode="decimal"
        maxLength={9}
        value={look.gross}
        wrong={isWrong.has("gross") ? t("register.weight_wrong") : undefined}
        onInput={(gross) => put({ gross })}
      />
      <Weight view={view} look={look} />
      <Inscription view={view} look={look} put={put} />
      <Segments<Completeness | "">
        label={t("return.complete")}
        value={look.completeness}
        choices={(["whole", "missing"] as const).map((value) => ({ value, label: t(`return.complete.${value}`) }))}
        onPick={(completeness) => put({ completeness })}
      />
      {look.completeness === "missing" && (
        <Field label={t("return.what_missing")} value={look.missing} maxLength={200} onInput={(missing) => put({ missing })} />
      )}
      <Select label={t("fact.condition")} value={look.condition} choices={grades()} onPick={(condition) => put({ condition })} />
    </>
  );
}

/** Said while the piece is still on the scale. */
function Weight({ view, look }: { view: SampleView; look: Look }) {
  const { verdict, difference, tolerance } = weighed(view, look);
  if (verdict === "unknown" || difference === null) return null;
  const signed = difference.startsWith("-") ? difference.replace("-", "−") : `+${difference}`;
  return (
    <Notice tone={verdict === "off" ? "refused" : "stored"} title={t(`return.weight.${verdict}`)}>
      {t("return.difference", { n: signed, tolerance: tolerance ?? "" })}
    </Notice>
  );
}

function Inscription({ view, look, put }: { view: SampleView; look: Look; put: Put }) {
  const papers = view.facts.certificates ?? [];
  if (!papers.length) return null;
  const read = inscribed(view, look);
  return (
    <>
      <Field
        label={t("return.inscription")}
        hint={papers.map((paper) => `${paper.lab} ${paper.number}`).join(t("common.comma"))}
        value={look.inscription}
        maxLength={60}
        onInput={(inscription) => put({ inscription })}
      />
      {read && (
        <Notice tone={read.matched ? "stored" : "refused"} title={t(read.matched ? "return.matched" : "return.not_matched")}>
          {read.near && t("return.near", { number: read.near.number })}
        </Notice>
      )}
    </>
  );
}

/** Who put it on the counter: never the one who takes it. */
function ReturnedBy({ look, put }: { look: Look; put: Put }) {
  const people = [...rows.value.people.values()].filter(
    (one) => one.active && (one.id !== person.value?.id || one.id === look.returned_by),
  );
  const choices = people.map((one) => ({ value: one.id, label: personName(one.id) }));
  return (
    <Select
      label={t("return.returned_by")}
      value={look.returned_by}
      choices={[{ value: "", label: t("return.not_said") }, ...choices]}
      onPick={(returned_by) => put({ returned_by })}
    />
  );
}
