/** Everything else a firm writes down of a piece: whose it is, what it is worth, its measures, and the firm's own fields. */
import { useId } from "preact/hooks";
import { t } from "../../i18n/t";
import { Field, Select } from "../../parts/Field";
import { nameOf } from "../../parts/names";
import { TextArea } from "../../parts/TextArea";
import { lang, rows } from "../../state";
import { Day, type Put, words } from "./Made";
import { CURRENCIES, type CustomField, customFields, isMoney, nameIn, OWNERSHIPS, type Paper } from "./paper";

export function Particulars({ paper, put, isNew }: { paper: Paper; put: Put; isNew: boolean }) {
  return (
    <>
      <Field
        label={t("register.name")}
        hint={t("register.name_hint")}
        maxLength={200}
        value={paper.name}
        onInput={(name) => put({ name })}
      />
      <Field label={t("fact.model")} maxLength={80} value={paper.model} onInput={(model) => put({ model })} />
      <Field label={t("fact.number")} maxLength={80} value={paper.number} onInput={(number) => put({ number })} />
      <Field label={t("fact.size")} maxLength={40} value={paper.size} onInput={(size) => put({ size })} />
      <Field
        label={t("register.dimensions")}
        hint={t("register.dimensions_hint")}
        maxLength={60}
        value={paper.dimensions}
        onInput={(dimensions) => put({ dimensions })}
      />
      {isNew && (
        <Field
          label={t("fact.quantity")}
          hint={t("register.quantity_hint")}
          inputMode="numeric"
          maxLength={5}
          wrong={/^[1-9]\d{0,4}$/.test(paper.quantity) ? undefined : t("register.number_wrong")}
          value={paper.quantity}
          onInput={(quantity) => put({ quantity })}
        />
      )}
    </>
  );
}

export function Belonging({ paper, put }: { paper: Paper; put: Put }) {
  return (
    <>
      <Select
        label={t("fact.ownership")}
        value={paper.ownership}
        choices={words("ownership", OWNERSHIPS)}
        onPick={(ownership) => put({ ownership })}
      />
      <Known label={t("fact.client")} value={paper.client} onInput={(client) => put({ client })} />
      <Known label={t("fact.supplier")} value={paper.supplier} onInput={(supplier) => put({ supplier })} />
      <div class="money">
        <Field
          label={t("fact.insured")}
          inputMode="decimal"
          maxLength={16}
          value={paper.insured}
          wrong={isMoney(paper.insured) ? undefined : t("register.money_wrong")}
          onInput={(insured) => put({ insured })}
        />
        <Select
          label={t("register.currency")}
          value={paper.currency}
          choices={CURRENCIES.map((value) => ({ value: value as string, label: value }))}
          onPick={(currency) => put({ currency })}
        />
      </div>
      <Day label={t("register.arrived")} value={paper.arrived} onInput={(arrived) => put({ arrived })} />
      <TextArea label={t("fact.notes")} value={paper.notes} onInput={(notes) => put({ notes })} />
    </>
  );
}

/** A name as typed, with the clients the firm knows to choose from. */
function Known({ label, value, onInput }: { label: string; value: string; onInput: (text: string) => void }) {
  const id = useId();
  const known = [...rows.value.places.values()].filter((place) => place.kind === "client" && !place.retired);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        list={`${id}-known`}
        value={value}
        maxLength={120}
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <datalist id={`${id}-known`}>
        {known.map((place) => (
          <option key={place.id} value={nameOf(place.names)} />
        ))}
      </datalist>
    </div>
  );
}

export function OwnFields({ paper, put }: { paper: Paper; put: Put }) {
  const give = (key: string) => (value: string) => put({ custom: { ...paper.custom, [key]: value } });
  return (
    <>
      {customFields().map((field) => (
        <OwnField key={field.key} field={field} value={paper.custom[field.key] ?? ""} onInput={give(field.key)} />
      ))}
    </>
  );
}

function OwnField({ field, value, onInput }: { field: CustomField; value: string; onInput: (text: string) => void }) {
  const label = nameIn(field.names, lang.value);
  if (field.kind === "date") return <Day label={label} value={value} onInput={onInput} />;
  if (field.kind === "choice") {
    const choices = (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
    return <Select label={label} value={value} choices={[{ value: "", label: "–" }, ...choices]} onPick={onInput} />;
  }
  const isNumber = field.kind === "number";
  const wrong = isNumber && value && !/^-?\d{1,9}(\.\d{1,4})?$/.test(value) ? t("register.number_wrong") : undefined;
  return <Field label={label} inputMode={isNumber ? "decimal" : "text"} maxLength={200} value={value} wrong={wrong} onInput={onInput} />;
}
