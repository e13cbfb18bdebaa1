/** Narrowing the list: status, place with all its parts, holder, type, category, material, client, overdue, without a photo. */
import { useState } from "preact/hooks";
import type { Status } from "../../core/rows";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Select } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { categoryName, placeName } from "../../parts/names";
import { PlaceList } from "../../parts/PlaceList";
import { Sheet } from "../../parts/Sheet";
import { found, narrow, offered, wanted } from "./wanted";

export const STATUSES: readonly Status[] = [
  "in_store",
  "out",
  "at_client",
  "in_repair",
  "at_booth",
  "in_transit",
  "disputed",
  "found",
  "lost",
  "sold",
  "returned_to_owner",
  "scrapped",
  "unregistered",
];

export function FilterSheet({ onClose }: { onClose: () => void }) {
  return (
    <Sheet
      title={t("samples.filters")}
      onClose={onClose}
      foot={
        <Button look="main" wide onClick={onClose}>
          {t("samples.show", { n: found.value.length })}
        </Button>
      }
    >
      <FilterFields />
    </Sheet>
  );
}

export function FilterFields() {
  const now = wanted.value;
  const all = offered.value;
  return (
    <div class="filter-fields">
      <Select
        label={t("samples.status")}
        value={now.status?.[0] ?? ""}
        choices={[{ value: "", label: t("samples.any_status") }, ...STATUSES.map((value) => ({ value, label: word("status", value) }))]}
        onPick={(value) => narrow({ status: value ? [value as Status] : [] })}
      />
      <PlaceFilter />
      <One label={t("samples.holder")} name="holder" values={all.holders} say={placeName} />
      <One label={t("fact.type")} name="type" values={all.types} say={(value) => word("type", value)} />
      <One label={t("fact.category")} name="category" values={all.categories} say={categoryName} />
      <One label={t("samples.material")} name="material" values={all.materials} say={materialWord} />
      <One label={t("fact.client")} name="client" values={all.clients} say={(value) => value} />
      <fieldset class="checks">
        <legend>{t("samples.only")}</legend>
        <Check label={t("samples.overdue")} name="overdue" />
        <Check label={t("samples.no_photo")} name="photo_missing" />
      </fieldset>
    </div>
  );
}

/** Metals and stones share one list. */
export function materialWord(value: string): string {
  const metal = word("metal", value);
  return metal === value.replaceAll("_", " ") ? word("stone", value) : metal;
}

interface OneProps {
  label: string;
  name: "holder" | "type" | "category" | "material" | "client";
  values: string[];
  say: (value: string) => string;
}

function One({ label, name, values, say }: OneProps) {
  const choices = values.map((value) => ({ value, label: say(value) })).sort((a, b) => a.label.localeCompare(b.label));
  return (
    <Select
      label={label}
      value={wanted.value[name] ?? ""}
      choices={[{ value: "", label: t("samples.any") }, ...choices]}
      onPick={(value) => narrow({ [name]: value || null })}
    />
  );
}

function Check({ label, name }: { label: string; name: "overdue" | "photo_missing" }) {
  return (
    <label>
      <input type="checkbox" checked={wanted.value[name] ?? false} onChange={(event) => narrow({ [name]: event.currentTarget.checked })} />
      <span>{label}</span>
    </label>
  );
}

function PlaceFilter() {
  const [open, setOpen] = useState(false);
  const pick = (place: string | null) => {
    narrow({ place });
    setOpen(false);
  };
  return (
    <div class="field">
      <span class="label">{t("samples.place")}</span>
      <button type="button" class="pick" onClick={() => setOpen(true)}>
        <span>{wanted.value.place ? placeName(wanted.value.place) : t("samples.any_place")}</span>
        <Icon name="down" size={18} />
      </button>
      {open && (
        <Sheet
          title={t("samples.place")}
          onClose={() => setOpen(false)}
          foot={
            <Button wide onClick={() => pick(null)}>
              {t("samples.any_place")}
            </Button>
          }
        >
          <PlaceList fits={() => true} chosen={wanted.value.place ?? null} onPick={(row) => pick(row.id)} />
        </Sheet>
      )}
    </div>
  );
}
