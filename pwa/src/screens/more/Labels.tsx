/** Prints tags: choose pieces, places or blank codes, the paper and the symbol; the office makes a PDF. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { search } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Failure } from "../../parts/Notice";
import { kindIcon, nameOf, placePath } from "../../parts/names";
import { inTree } from "../../parts/PlaceList";
import { link } from "../../parts/route";
import { SampleLine } from "../../parts/SampleLine";
import { lang, rows } from "../../state";
import { type Job, print } from "./print";

const SHOWN = 60;
const SUBJECTS = ["samples", "places", "blank"] as const;
const LAYOUTS = ["a4", "dumbbell"] as const;
const SYMBOLS = ["qr", "datamatrix"] as const;
type Of = (typeof SUBJECTS)[number];

export function Labels({ path }: { path: string[] }) {
  const given = path[0] ?? null;
  const [of, setOf] = useState<Of>(given && rows.value.places.has(given) ? "places" : "samples");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(given ? [given] : []));
  const [layout, setLayout] = useState<Job["layout"]>("a4");
  const [symbol, setSymbol] = useState<Job["symbol"]>("qr");
  const [blank, setBlank] = useState("24");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const n = of === "blank" ? Number(blank) || 0 : chosen.size;
  const turn = (next: Of) => {
    setOf(next);
    setChosen(new Set());
  };
  const act = async () => {
    setBusy(true);
    setError(null);
    const codes =
      of === "blank" ? api<{ codes: string[] }>("POST", "/api/tags/mint", { count: n }).then((made) => made.codes) : Promise.resolve([]);
    await codes
      .then((found) =>
        print({
          samples: of === "samples" ? [...chosen] : [],
          places: of === "places" ? [...chosen] : [],
          codes: found,
          layout,
          symbol,
          lang: lang.value,
        }),
      )
      .catch(setError);
    setBusy(false);
  };
  return (
    <div class="labels">
      <Head title={t("labels.title")} back={link("more")} />
      <div class="labels-settings card">
        <Segments label={t("labels.of")} value={of} choices={choices(SUBJECTS)} onPick={turn} />
        <Segments label={t("labels.layout")} value={layout} choices={choices(LAYOUTS)} onPick={setLayout} />
        <Segments label={t("labels.symbol")} value={symbol} choices={choices(SYMBOLS)} onPick={setSymbol} />
      </div>
      {of === "samples" && <SampleChoice chosen={chosen} onChange={setChosen} />}
      {of === "places" && <PlaceChoice chosen={chosen} onChange={setChosen} />}
      {of === "blank" && (
        <Field
          label={t("labels.how_many")}
          hint={t("labels.blank_hint")}
          inputMode="numeric"
          maxLength={4}
          value={blank}
          onInput={setBlank}
        />
      )}
      {error !== null && <Failure error={error} />}
      <div class="acts foot-acts">
        <Button look="main" icon="file" wide busy={busy} disabled={n < 1 || n > 1000} onClick={() => void act()}>
          {n > 0 ? t("labels.make", { n }) : t("labels.choose")}
        </Button>
      </div>
    </div>
  );
}

function choices<T extends Of | Job["layout"] | Job["symbol"]>(values: readonly T[]) {
  return values.map((value) => ({ value, label: t(`labels.${value}`) }));
}

interface ChoiceProps {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

function turned(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

function SampleChoice({ chosen, onChange }: ChoiceProps) {
  const [typed, setTyped] = useState("");
  const found = search(typed, SHOWN);
  return (
    <>
      <Field label={t("samples.search")} type="search" value={typed} onInput={setTyped} />
      <ul class="rows">
        {found.map((view) => (
          <li key={view.id}>
            <label class="row-button">
              <input type="checkbox" checked={chosen.has(view.id)} onChange={() => onChange(turned(chosen, view.id))} />
              <SampleLine view={view} />
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}

function PlaceChoice({ chosen, onChange }: ChoiceProps) {
  const all = inTree([...rows.value.places.values()].filter((place) => place.tag && !place.retired));
  return (
    <ul class="rows">
      {all.map((place) => (
        <li key={place.id}>
          <label class="row-button">
            <input type="checkbox" checked={chosen.has(place.id)} onChange={() => onChange(turned(chosen, place.id))} />
            <Icon name={kindIcon(place.kind)} />
            <span class="row-words">
              <strong>{nameOf(place.names)}</strong>
              {place.parent && <small>{placePath(place.parent).join(" › ")}</small>}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
