/** The choice of language, each named in itself. */
import { LANGUAGES, t } from "../i18n/t";
import { chooseLanguage } from "../settings";
import { lang } from "../state";
import { Segments } from "./Field";

export function Languages({ showLabel = false }: { showLabel?: boolean }) {
  const choices = LANGUAGES.map(({ lang: value, own: label }) => ({ value, label }));
  return (
    <Segments
      label={t("more.language")}
      showLabel={showLabel}
      value={lang.value}
      choices={choices}
      onPick={(next) => void chooseLanguage(next)}
    />
  );
}
