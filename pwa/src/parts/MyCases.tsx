/** Told to whoever is in a conflict, on their own phone, where they scan and where they see what became of their scans. */
import { casesOf } from "../core/case";
import { t } from "../i18n/t";
import { person, rows } from "../state";
import { Icon } from "./Icon";
import { link } from "./route";

export function MyCases() {
  const me = person.value?.id;
  const { cases, samples, places } = rows.value;
  if (!me || cases.size === 0) return null;
  const mine = casesOf(me, cases.values(), (id) => samples.get(id), places);
  const [first] = mine;
  if (!first) return null;
  return (
    <a class="my-cases" href={mine.length === 1 ? link("more", "cases", first.id) : link("more", "cases")}>
      <Icon name="scales" size={20} />
      <span>{t("cases.mine", { n: mine.length })}</span>
      <Icon name="next" size={18} />
    </a>
  );
}
