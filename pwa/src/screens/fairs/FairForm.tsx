/** Planning a fair: where and when, who goes, where the pieces lie at night, and what is to go; works with no office in sight. */
import { useState } from "preact/hooks";
import { type FairPlan, planDraft } from "../../core/fair_drafts";
import type { PlaceRow } from "../../core/rows";
import { newId } from "../../device/clock";
import { fairView } from "../../device/fairs";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { DateField } from "../../parts/DateField";
import { Field } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Failure } from "../../parts/Notice";
import { nameOf } from "../../parts/names";
import { PlaceField } from "../../parts/PlaceField";
import { go, link } from "../../parts/route";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";
import { person, rows } from "../../state";
import { PackingList } from "./PackingList";
import { blankPlan, wishOf, wrongWith } from "./wish";

export function FairForm({ id }: { id: string | null }) {
  const [fair] = useState(() => (id ? fairView(id) : null));
  const [plan, setPlan] = useDraft<FairPlan>("plan", () => (fair ? wishOf(fair) : blankPlan(person.value?.id ?? null)));
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const set = (part: Partial<FairPlan>) => setPlan((old) => ({ ...old, ...part }));
  const wrong = wrongWith(plan);
  const keep = async () => {
    setTried(true);
    if (wrong) return;
    setBusy(true);
    const kept = fair?.id ?? newId();
    await record([planDraft(kept, { ...plan, title: plan.title?.trim() ?? null })]).then(() => go("fairs", kept), setError);
    setBusy(false);
  };
  return (
    <form
      class="slip-form fair-form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Head title={t(fair ? "fair.edit" : "fairs.new")} back={fair ? link("fairs", fair.id) : link("fairs")} />
      <div class="slip-columns">
        <div class="form slip-main">
          <Where plan={plan} onChange={set} wrong={isTried || wrong === "dates_turned" ? wrong : null} />
        </div>
        <div class="form slip-side">
          <PackingList plan={plan} onChange={setPlan} />
        </div>
      </div>
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <Button look="main" icon="tick" submit busy={busy}>
          {t("fair.keep")}
        </Button>
      </div>
    </form>
  );
}

const isBooth = ({ kind }: PlaceRow): boolean => kind === "booth";
const isSafe = ({ kind }: PlaceRow): boolean => kind === "booth" || kind === "store";

function Where({ plan, onChange, wrong }: { plan: FairPlan; onChange: (part: Partial<FairPlan>) => void; wrong: string | null }) {
  return (
    <>
      <Field
        label={t("fair.name")}
        value={plan.title ?? ""}
        maxLength={200}
        onInput={(title) => onChange({ title })}
        wrong={wrong === "no_title" ? t("fair.wrong_no_title") : undefined}
      />
      <div class="two-fields">
        <DateField label={t("fair.from")} value={plan.from_ms} onInput={(from_ms) => onChange({ from_ms })} />
        <DateField
          label={t("fair.to")}
          value={plan.to_ms}
          min={plan.from_ms}
          onInput={(to_ms) => onChange({ to_ms })}
          wrong={wrong === "dates_turned" ? t("fair.wrong_dates") : undefined}
        />
      </div>
      <PlaceField label={t("fair.booth")} value={plan.booth ?? ""} fits={isBooth} onPick={(booth) => onChange({ booth })} />
      <PlaceField
        label={t("fair.safe")}
        value={plan.safe ?? ""}
        fits={(place) => isSafe(place) && place.id !== plan.booth}
        onPick={(safe) => onChange({ safe })}
      />
      <p class="small">{t("fair.safe_hint")}</p>
      <Team team={plan.team} onChange={(team) => onChange({ team })} />
      <div class="two-fields">
        <Field label={t("fair.country")} value={plan.country ?? ""} maxLength={80} onInput={(country) => onChange({ country })} />
        <Field label={t("fair.carnet")} value={plan.carnet ?? ""} maxLength={80} onInput={(carnet) => onChange({ carnet })} />
      </div>
      <TextArea label={t("slip.note")} value={plan.note ?? ""} onInput={(note) => onChange({ note })} />
    </>
  );
}

/** Everybody who works here, each taken with one tap. */
function Team({ team, onChange }: { team: readonly string[]; onChange: (team: string[]) => void }) {
  const people = [...rows.value.people.values()].filter(({ active, roles }) => active && roles.some((role) => role !== "admin"));
  const turn = (id: string) => onChange(team.includes(id) ? team.filter((one) => one !== id) : [...team, id]);
  return (
    <fieldset class="team">
      <legend>{t("fair.team")}</legend>
      {people.map(({ id, names }) => (
        <button key={id} type="button" class="team-one" aria-pressed={team.includes(id)} onClick={() => turn(id)}>
          <Icon name={team.includes(id) ? "tick" : "plus"} size={18} />
          <span>{nameOf(names)}</span>
        </button>
      ))}
    </fieldset>
  );
}
