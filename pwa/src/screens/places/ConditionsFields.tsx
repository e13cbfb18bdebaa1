/** What lying somewhere is like, or what a material asks for: ranges of humidity and temperature, and a few words. */
import type { Conditions } from "../../core/rows";
import { t } from "../../i18n/t";
import { Field, Select } from "../../parts/Field";

const FLAGS = ["dry", "sulphur_free", "halogen_free", "soft_lined"] as const;
type FlagName = (typeof FLAGS)[number];
type Said = "" | "yes" | "no";

export interface ConditionsPaper {
  humidity: [string, string];
  temperature: [string, string];
  flags: Record<FlagName, Said>;
}

const said = (value: boolean | null | undefined): Said => (value === true ? "yes" : value === false ? "no" : "");
const ends = (range: [number, number] | null | undefined): [string, string] => (range ? [String(range[0]), String(range[1])] : ["", ""]);

export function paperOf(conditions: Conditions | null): ConditionsPaper {
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, said(conditions?.[flag])])) as Record<FlagName, Said>;
  return { humidity: ends(conditions?.humidity), temperature: ends(conditions?.temperature), flags };
}

const isRange = ([least, most]: [string, string]): boolean =>
  (least === "" && most === "") || (isNumber(least) && isNumber(most) && Number(least) <= Number(most));
const isNumber = (text: string): boolean => /^-?\d{1,3}(\.\d)?$/.test(text);

export const isWhole = (paper: ConditionsPaper): boolean => isRange(paper.humidity) && isRange(paper.temperature);

/** Only what is said; null where nothing is. */
export function conditionsOf(paper: ConditionsPaper): Conditions | null {
  const found: Conditions = {};
  for (const key of ["humidity", "temperature"] as const) {
    const [least, most] = paper[key];
    if (least !== "" && most !== "") found[key] = [Number(least), Number(most)];
  }
  for (const flag of FLAGS) if (paper.flags[flag]) found[flag] = paper.flags[flag] === "yes";
  return Object.keys(found).length ? found : null;
}

interface Props {
  title: string;
  paper: ConditionsPaper;
  onChange: (paper: ConditionsPaper) => void;
}

export function ConditionsFields({ title, paper, onChange }: Props) {
  const choices = (["", "yes", "no"] as Said[]).map((value) => ({ value, label: t(value ? `common.${value}` : "place.not_said") }));
  return (
    <fieldset class="repeated">
      <legend>{title}</legend>
      {(["humidity", "temperature"] as const).map((key) => (
        <Range key={key} label={t(`place.${key}`)} range={paper[key]} onInput={(range) => onChange({ ...paper, [key]: range })} />
      ))}
      <div class="repeated-fields">
        {FLAGS.map((flag) => (
          <Select<Said>
            key={flag}
            label={t(`place.${flag}`)}
            value={paper.flags[flag]}
            choices={choices}
            onPick={(value) => onChange({ ...paper, flags: { ...paper.flags, [flag]: value } })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Range({ label, range, onInput }: { label: string; range: [string, string]; onInput: (range: [string, string]) => void }) {
  const [least, most] = range;
  const wrong = isRange(range) ? undefined : t("place.range_wrong");
  return (
    <div class="two-fields">
      <Field
        label={t("place.least", { what: label })}
        inputMode="decimal"
        maxLength={5}
        value={least}
        wrong={wrong}
        onInput={(text) => onInput([text, most])}
      />
      <Field
        label={t("place.most", { what: label })}
        inputMode="decimal"
        maxLength={5}
        value={most}
        onInput={(text) => onInput([least, text])}
      />
    </div>
  );
}
