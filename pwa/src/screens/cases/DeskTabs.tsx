/** The parts of the conflict desk, side by side under its head. */
import { type Key, t } from "../../i18n/t";
import { Head } from "../../parts/Head";
import { link } from "../../parts/route";
import { rights } from "../../state";

type Part = "cases" | "apart" | "recounts" | "changes";
const PARTS: { part: Part; label: Key; path: string[]; right: string | null }[] = [
  { part: "cases", label: "cases.tab_cases", path: [], right: null },
  { part: "changes", label: "cases.tab_changes", path: ["changes"], right: null },
  { part: "recounts", label: "cases.tab_recounts", path: ["recounts"], right: "take_back" },
  { part: "apart", label: "cases.tab_apart", path: ["apart"], right: "settle" },
];

export function DeskTabs({ here }: { here: Part }) {
  const open = PARTS.filter(({ right }) => right === null || rights.value.includes(right));
  return (
    <>
      <Head title={t("cases.desk")} back={link("more")} />
      {open.length > 1 && (
        <nav class="desk-tabs" aria-label={t("cases.parts")}>
          {open.map(({ part, label, path }) => (
            <a key={part} href={link("more", "cases", ...path)} aria-current={part === here ? "page" : undefined}>
              {t(label)}
            </a>
          ))}
        </nav>
      )}
    </>
  );
}
