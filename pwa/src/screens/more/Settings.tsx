/** What a firm decides for itself: fields of its own, grades of condition, categories, and what the scale may differ. */
import { useState } from "preact/hooks";
import type { Money } from "../../core/case";
import type { Names } from "../../core/rows";
import { syncNow } from "../../device/sync";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field, Segments, Select } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { minorOf } from "../../parts/money";
import { NamesFields, namesGiven } from "../../parts/NamesFields";
import { Failure, Notice, Waiting } from "../../parts/Notice";
import { nameOf } from "../../parts/names";
import { link } from "../../parts/route";
import { rights } from "../../state";
import { CURRENCIES, isMoney } from "../register/paper";
import { Repeated } from "../register/Repeated";
import { MoneyField } from "../repairs/MoneyField";
import { tell, useFetched } from "./fetched";

type Kind = "text" | "number" | "date" | "choice";
interface Named {
  key: string;
  names: Names;
}
interface OwnField extends Named {
  kind: Kind;
  choices?: string[];
}
interface Told {
  custom_fields: OwnField[];
  grades: Named[];
  categories: Named[];
  tolerance_g: string | null;
  settle_limit: Money | null;
  second_step_required: boolean;
  idle_lock_min: number | null;
}

export function Settings(_: { path: string[] }) {
  const { found, error } = useFetched<{ settings: Told }>("/api/settings");
  return (
    <div class="settings">
      <Head title={t("settings.title")} back={link("more")} />
      {found === null && error === null && <Waiting />}
      {found === null && error !== null && <Failure error={error} />}
      {found && <Form told={found.settings} />}
    </div>
  );
}

const IDLE_MIN = ["5", "15", "30", "60", "never"];
const KINDS: Kind[] = ["text", "number", "date", "choice"];
const isTolerance = (text: string): boolean => text === "" || (/^[01](\.\d{1,3})?$/.test(text) && Number(text) > 0 && Number(text) <= 1);

/** A key is a word of the wire: made once from the English name, else from the count, and never changed. */
function withKeys<Row extends Named>(rows: Row[], word: string): Row[] {
  const used = new Set(rows.map(({ key }) => key).filter(Boolean));
  return rows.map((row) => {
    if (row.key) return row;
    const base =
      (row.names.en ?? "")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "_")
        .replace(/^[^a-z]+|_+$/g, "")
        .slice(0, 30) || word;
    let key = base;
    for (let n = 2; used.has(key); n += 1) key = `${base}_${n}`;
    used.add(key);
    return { ...row, key };
  });
}

const isNamed = (row: Named): boolean => Object.keys(namesGiven(row.names)).length > 0;
const named = <Row extends Named>(rows: Row[]): Row[] => rows.map((row) => ({ ...row, names: namesGiven(row.names) }));

/** Grades and categories are only said where the firm has any. */
function askedOf({ custom_fields, grades, categories, tolerance_g, settle_limit, second_step_required, idle_lock_min }: Told) {
  return {
    custom_fields: custom_fields.map(({ choices, ...field }) => (field.kind === "choice" ? { ...field, choices } : field)),
    ...(grades.length ? { grades } : {}),
    ...(categories.length ? { categories } : {}),
    tolerance_g: tolerance_g || null,
    settle_limit,
    second_step_required,
    idle_lock_min,
  };
}

function Form({ told }: { told: Told }) {
  const [paper, setPaper] = useState(told);
  const [isKept, setKept] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [limit, setLimit] = useState(() => (told.settle_limit ? String(told.settle_limit.minor / 100) : ""));
  const [currency, setCurrency] = useState(told.settle_limit?.currency ?? CURRENCIES[0]);
  const put = (change: Partial<Told>) => {
    setKept(false);
    setPaper((before) => ({ ...before, ...change }));
  };
  const isWhole =
    [...paper.custom_fields, ...paper.grades, ...paper.categories].every(isNamed) &&
    paper.custom_fields.every((field) => field.kind !== "choice" || (field.choices ?? []).length > 0) &&
    isTolerance(paper.tolerance_g ?? "") &&
    isMoney(limit);
  const keep = () => {
    const keyed = {
      custom_fields: withKeys(named(paper.custom_fields), "field"),
      grades: withKeys(named(paper.grades), "grade"),
      categories: withKeys(named(paper.categories), "category"),
    };
    setError(null);
    return tell("PUT", "/api/settings", askedOf({ ...paper, ...keyed, settle_limit: limitOf(limit, currency) })).then(() => {
      syncNow();
      setPaper((before) => ({ ...before, ...keyed }));
      setKept(true);
    }, setError);
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field
        label={t("settings.tolerance")}
        hint={t("settings.tolerance_what")}
        inputMode="decimal"
        maxLength={5}
        value={paper.tolerance_g ?? ""}
        wrong={isTolerance(paper.tolerance_g ?? "") ? undefined : t("settings.tolerance_wrong")}
        onInput={(tolerance_g) => put({ tolerance_g })}
      />
      {rights.value.includes("settings") && (
        <section class="with-hint">
          <MoneyField
            label={t("settings.limit")}
            amount={limit}
            currency={currency}
            onAmount={(text) => {
              put({});
              setLimit(text);
            }}
            onCurrency={(code) => {
              put({});
              setCurrency(code);
            }}
          />
          <p class="small">{t("settings.limit_what")}</p>
        </section>
      )}
      {rights.value.includes("settings") && (
        <section class="with-hint">
          <Segments
            label={t("settings.step")}
            value={paper.second_step_required ? "on" : "off"}
            choices={(["off", "on"] as const).map((value) => ({ value, label: t(`settings.step.${value}`) }))}
            onPick={(value) => put({ second_step_required: value === "on" })}
          />
          <p class="small">{t("settings.step_what")}</p>
        </section>
      )}
      {rights.value.includes("settings") && (
        <section class="with-hint">
          <Segments
            label={t("settings.idle")}
            value={String(paper.idle_lock_min ?? "never")}
            choices={IDLE_MIN.map((value) => ({ value, label: value === "never" ? t("settings.idle.never") : value }))}
            onPick={(value) => put({ idle_lock_min: value === "never" ? null : Number(value) })}
          />
          <p class="small">{t("settings.idle_what")}</p>
        </section>
      )}
      <Repeated<OwnField>
        title={t("register.own_fields")}
        add={t("settings.add_field")}
        rows={paper.custom_fields}
        blank={{ key: "", names: {}, kind: "text" }}
        onChange={(custom_fields) => put({ custom_fields })}
      >
        {(row, change) => (
          <>
            <FoldedNames names={row.names} onChange={(names) => change({ names })} />
            <Select
              label={t("settings.kind")}
              value={row.kind}
              choices={KINDS.map((value) => ({ value, label: t(`settings.kind.${value}`) }))}
              onPick={(kind) => change({ kind })}
            />
            {row.kind === "choice" && <Choices choices={row.choices ?? []} onChange={(choices) => change({ choices })} />}
          </>
        )}
      </Repeated>
      {(["grades", "categories"] as const).map((list) => (
        <Repeated<Named>
          key={list}
          title={t(`settings.${list}`)}
          add={t(`settings.add_${list}`)}
          rows={paper[list]}
          blank={{ key: "", names: {} }}
          onChange={(rows) => put({ [list]: rows })}
        >
          {(row, change) => <FoldedNames names={row.names} onChange={(names) => change({ names })} />}
        </Repeated>
      ))}
      {error !== null && <Failure error={error} />}
      {isKept && <Notice tone="stored" title={t("settings.kept")} />}
      <div class="foot-acts">
        <Button look="main" icon="tick" submit disabled={!isWhole}>
          {t("common.keep")}
        </Button>
      </div>
    </form>
  );
}

/** Empty is no limit at all: then a party never settles. */
function limitOf(text: string, currency: string): Money | null {
  const minor = text.trim() ? minorOf(text) : null;
  return minor === null ? null : { minor, currency };
}

/** A name that is known is one line; open, it is a field for each language. */
function FoldedNames({ names, onChange }: { names: Names; onChange: (names: Names) => void }) {
  const [isOpen] = useState(() => Object.keys(namesGiven(names)).length === 0);
  return (
    <details class="folded-names" open={isOpen}>
      <summary>
        <strong>{nameOf(names) || t("settings.new_name")}</strong>
        <Icon name="down" size={18} />
      </summary>
      <NamesFields names={names} onChange={onChange} />
    </details>
  );
}

function Choices({ choices, onChange }: { choices: string[]; onChange: (choices: string[]) => void }) {
  const [typed, setTyped] = useState(choices.join(", "));
  return (
    <Field
      label={t("settings.choices")}
      hint={t("settings.choices_hint")}
      value={typed}
      maxLength={400}
      onInput={(text) => {
        setTyped(text);
        onChange([...new Set(text.split(/[,，、]/).map((one) => one.trim()))].filter(Boolean));
      }}
    />
  );
}
