/** What the piece is made of, and the papers that say so. */
import { useId } from "preact/hooks";
import { t, word } from "../../i18n/t";
import { Field, Select } from "../../parts/Field";
import { BLANK_CERTIFICATE, BLANK_METAL, BLANK_STONE, isWeight, METALS, type Paper, SHAPES, STONES, TREATMENTS } from "./paper";
import { Repeated } from "./Repeated";

export type Put = (change: Partial<Paper>) => void;

export function words<T extends string>(group: Parameters<typeof word>[0], codes: readonly T[]) {
  return codes.map((value) => ({ value: value as string, label: word(group, value) }));
}

const none = () => ({ value: "", label: "–" });

export function Metals({ paper, put }: { paper: Paper; put: Put }) {
  return (
    <Repeated
      title={t("register.metals")}
      add={t("register.add_metal")}
      rows={paper.metals}
      blank={BLANK_METAL}
      onChange={(metals) => put({ metals })}
    >
      {(row, change) => (
        <>
          <Select label={t("fact.metal")} value={row.metal} choices={words("metal", METALS)} onPick={(metal) => change({ metal })} />
          <Field
            label={t("fact.fineness")}
            inputMode="numeric"
            maxLength={3}
            value={row.fineness}
            wrong={/^\d{3}$/.test(row.fineness) ? undefined : t("register.fineness_hint")}
            onInput={(fineness) => change({ fineness })}
          />
          <Weight label={t("register.net")} value={row.net} onInput={(net) => change({ net })} />
        </>
      )}
    </Repeated>
  );
}

export function Stones({ paper, put }: { paper: Paper; put: Put }) {
  return (
    <Repeated
      title={t("register.stones")}
      add={t("register.add_stone")}
      rows={paper.stones}
      blank={BLANK_STONE}
      onChange={(stones) => put({ stones })}
    >
      {(row, change) => (
        <>
          <Select label={t("fact.stone")} value={row.kind} choices={words("stone", STONES)} onPick={(kind) => change({ kind })} />
          <Weight label={t("register.ct")} value={row.ct} onInput={(ct) => change({ ct })} />
          <Field
            label={t("register.count")}
            inputMode="numeric"
            maxLength={5}
            value={row.count}
            wrong={/^[1-9]\d{0,4}$/.test(row.count) ? undefined : t("register.number_wrong")}
            onInput={(count) => change({ count })}
          />
          <Select
            label={t("register.shape")}
            value={row.shape}
            choices={[none(), ...words("shape", SHAPES)]}
            onPick={(shape) => change({ shape })}
          />
          <Field label={t("register.colour")} maxLength={40} value={row.colour} onInput={(colour) => change({ colour })} />
          <Field label={t("register.clarity")} maxLength={40} value={row.clarity} onInput={(clarity) => change({ clarity })} />
          <Select
            label={t("register.treatment")}
            value={row.treatment}
            choices={[none(), ...words("treatment", TREATMENTS)]}
            onPick={(treatment) => change({ treatment })}
          />
        </>
      )}
    </Repeated>
  );
}

export function Certificates({ paper, put }: { paper: Paper; put: Put }) {
  return (
    <Repeated
      title={t("register.certificates")}
      add={t("register.add_certificate")}
      rows={paper.certificates}
      blank={BLANK_CERTIFICATE}
      onChange={(certificates) => put({ certificates })}
    >
      {(row, change) => (
        <>
          <Field label={t("register.lab")} maxLength={40} value={row.lab} onInput={(lab) => change({ lab })} />
          <Field
            label={t("register.certificate_no")}
            maxLength={60}
            value={row.number}
            wrong={row.number.trim() ? undefined : t("register.needed")}
            onInput={(number) => change({ number })}
          />
          <Day label={t("register.date")} value={row.date} onInput={(date) => change({ date })} />
        </>
      )}
    </Repeated>
  );
}

/** A weight with at most three decimals: grams of metal, carats of stone. */
export function Weight({ label, value, onInput }: { label: string; value: string; onInput: (text: string) => void }) {
  const wrong = isWeight(value) ? undefined : t("register.weight_wrong");
  return <Field label={label} inputMode="decimal" maxLength={9} value={value} wrong={wrong} onInput={onInput} />;
}

/** A day of the calendar as it is written on paper: 2026-11-22, of no time zone. */
export function Day({ label, value, onInput }: { label: string; value: string; onInput: (text: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="date" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  );
}
