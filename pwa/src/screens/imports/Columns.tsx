/** What each column of the file is taken for; a person may say otherwise. */
import type { Names } from "../../core/rows";
import { setting } from "../../device/rows_matters";
import { type Key, t } from "../../i18n/t";
import { Select } from "../../parts/Field";
import { nameOf } from "../../parts/names";
import { type Column, FIELDS } from "./import";

interface Props {
  columns: Column[];
  fixed: boolean;
  onChange: (mapping: Record<string, string | null>) => void;
}

export function Columns({ columns, fixed, onChange }: Props) {
  const taken = new Set(columns.map(({ field }) => field).filter(Boolean));
  return (
    <section class="form import-columns">
      <h2>{t("imports.columns")}</h2>
      {columns.map((column) => (
        <div key={column.at} class={column.field ? "" : "left-out"}>
          {fixed ? (
            <p>
              <strong>{column.header}</strong> · {column.field ? fieldName(column.field) : t("imports.left_out")}
            </p>
          ) : (
            <Select
              label={column.header || t("imports.column", { n: column.at + 1 })}
              value={column.field ?? ""}
              choices={choicesFor(column.field, taken)}
              onPick={(field) => onChange({ [String(column.at)]: field || null })}
            />
          )}
        </div>
      ))}
    </section>
  );
}

/** Only what no other column is already. */
function choicesFor(own: string | null, taken: ReadonlySet<string | null>) {
  const custom = (setting<{ key: string; names: Names }[]>("custom_fields") ?? []).map(({ key }) => `custom.${key}`);
  const known = [...FIELDS, ...custom, ...(own && !FIELDS.includes(own as "number") && !custom.includes(own) ? [own] : [])];
  const free = known.filter((field) => field === own || !taken.has(field));
  return [{ value: "", label: t("imports.left_out") }, ...free.map((value) => ({ value, label: fieldName(value) }))];
}

const NAMES: Record<string, Key> = {
  number: "fact.number",
  archive_no: "imports.field.archive_no",
  tag: "register.tag",
  type: "fact.type",
  category: "fact.category",
  model: "fact.model",
  name: "register.name",
  quantity: "fact.quantity",
  gross_g: "fact.gross",
  metals: "register.metals",
  stones: "register.stones",
  certificates: "register.certificates",
  client: "fact.client",
  supplier: "fact.supplier",
  ownership: "fact.ownership",
  insured: "fact.insured",
  currency: "register.currency",
  size: "fact.size",
  dimensions: "register.dimensions",
  home: "fact.home",
  place: "imports.field.place",
  arrived: "register.arrived",
  notes: "fact.notes",
  metal: "fact.metal",
  fineness: "fact.fineness",
  net_g: "register.net",
  kind: "fact.stone",
  shape: "register.shape",
  count: "register.count",
  ct: "register.ct",
  colour: "register.colour",
  clarity: "register.clarity",
  treatment: "register.treatment",
  lab: "register.lab",
  date: "register.date",
};

/** stones.2.ct is the weight of the second stone. */
function fieldName(field: string): string {
  const [group, n, part] = field.split(".");
  if (group === "custom") return ownName(n ?? "");
  if (!part) return NAMES[field] ? t(NAMES[field]) : field;
  const name = part === "number" ? t("register.certificate_no") : NAMES[part] ? t(NAMES[part]) : part;
  return n === "1" ? name : `${name} ${n}`;
}

function ownName(key: string): string {
  const own = (setting<{ key: string; names: Names }[]>("custom_fields") ?? []).find((field) => field.key === key);
  return own ? nameOf(own.names) : key;
}
