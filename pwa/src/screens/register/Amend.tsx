/** Changing what the register says of a piece: the office's own act; what was there before stays in its history. */
import { useState } from "preact/hooks";
import type { SampleView } from "../../core/rows";
import { title } from "../../core/title";
import { api } from "../../device/api";
import { sampleView } from "../../device/rows_store";
import { syncNow } from "../../device/sync";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Empty } from "../../parts/Notice";
import { PlaceField } from "../../parts/PlaceField";
import { go, link } from "../../parts/route";
import { useDraft } from "../../parts/useDraft";
import { lang } from "../../state";
import { AuthoritySays } from "../slips/Decide";
import { factsOf, paperOf } from "./actions";
import { Kind, More, Picture } from "./FormParts";
import { Metals, Stones } from "./Made";
import { faults, type Paper } from "./paper";

export function Amend({ id }: { id: string }) {
  const view = sampleView(id);
  if (!view)
    return (
      <>
        <Head title={t("register.amend")} back={link("samples")} />
        <Empty icon="samples" title={t("return.missing")} />
      </>
    );
  return <Form view={view} />;
}

const NEVER = new Set(["tag", "place", "quantity"]); // of a registration only

function Form({ view }: { view: SampleView }) {
  const [{ begun, paper }, setForm] = useDraft("amend", () => ({ begun: view, paper: paperOf(view) }));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const put = (change: Partial<Paper>) => setForm((before) => ({ ...before, paper: { ...before.paper, ...change } }));
  const changes = changesOf(begun, paper); // what another amended meanwhile stays
  const isGood = [...faults(paper)].every((fault) => NEVER.has(fault)) && Object.keys(changes).length > 0;
  const keep = async () => {
    setBusy(true);
    setError(null);
    await api("PATCH", `/api/samples/${view.id}`, changes).then(() => {
      syncNow();
      go("samples", view.id);
    }, setError);
    setBusy(false);
  };
  return (
    <div class="register">
      <Head title={title(view, lang.value)} back={link("samples", view.id)} />
      <form
        class="form two"
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Picture paper={paper} put={put} />
        <Kind paper={paper} put={put} />
        <PlaceField
          label={t("fact.home")}
          value={paper.place}
          fits={(place) => place.kind === "store"}
          onPick={(place) => put({ place })}
        />
        <Metals paper={paper} put={put} />
        <Stones paper={paper} put={put} />
        <More paper={paper} put={put} isNew={false} />
        <AuthoritySays error={error} />
        <div class="form-foot">
          <Button look="main" icon="tick" wide submit busy={busy} disabled={!isGood}>
            {t("register.amend_keep")}
          </Button>
        </div>
      </form>
    </div>
  );
}

type Changes = Record<string, unknown>;
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Only what is another now; facts by their key, null where one was taken away. */
export function changesOf(view: SampleView, paper: Paper): Changes {
  const before = paperOf(view);
  const text = (value: string) => value.trim() || null;
  const said: Changes = {
    number: text(paper.number),
    type: paper.type,
    category: paper.category,
    model: text(paper.model),
    name: text(paper.name),
    home: paper.place || null,
    photos: paper.photos,
  };
  const was: Changes = {
    number: text(before.number),
    type: before.type,
    category: before.category,
    model: text(before.model),
    name: text(before.name),
    home: before.place || null,
    photos: before.photos,
  };
  const changed = Object.fromEntries(Object.entries(said).filter(([key, value]) => !isSame(value, was[key])));
  const [facts, old] = [factsOf(paper) as Changes, factsOf(before) as Changes];
  const keys = [...new Set([...Object.keys(facts), ...Object.keys(old)])].filter((key) => !isSame(facts[key], old[key]));
  if (keys.length) changed.facts = Object.fromEntries(keys.map((key) => [key, facts[key] ?? null]));
  if (paper.arrived) changed.arrived = paper.arrived;
  return changed;
}
