/** A name in each of the three languages, of which one is enough. */
import type { Lang, Names } from "../core/rows";
import { LANGUAGES, t } from "../i18n/t";
import { Field } from "./Field";

export function NamesFields({ names, onChange }: { names: Names; onChange: (names: Names) => void }) {
  return (
    <fieldset class="names-fields">
      <legend>{t("names.legend")}</legend>
      {LANGUAGES.map(({ lang, own }) => (
        <Field
          key={lang}
          label={own}
          lang={lang}
          value={names[lang] ?? ""}
          onInput={(name) => onChange({ ...names, [lang]: name })}
          maxLength={80}
        />
      ))}
    </fieldset>
  );
}

export function namesGiven(names: Names): Names {
  return Object.fromEntries(Object.entries(names).flatMap(([lang, name]) => (name?.trim() ? [[lang as Lang, name.trim()]] : [])));
}
