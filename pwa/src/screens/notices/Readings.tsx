/** Temperatures and humidities out of range: no phone keeps the readings, so the office is asked while it can be reached. */
import type { Names } from "../../core/rows";
import { ago } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Icon } from "../../parts/Icon";
import { nameOf } from "../../parts/names";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { rows } from "../../state";
import { useFetched } from "../more/fetched";

interface Reminder {
  kind: string;
  subject: string;
  names: Names;
  since_ms: number;
  reading: { temperature_c: string | null; humidity_pct: string | null } | null;
}
const EVERY_MS = 60_000;

export function Readings() {
  const { found, error } = useFetched<{ reminders: Reminder[] }>("/api/reminders", EVERY_MS, rows.value.cursor);
  const outside = (found?.reminders ?? []).filter((one) => one.kind === "reading_out_of_range");
  if (error !== null) return <p class="small readings-away">{t("notices.readings_away")}</p>;
  if (outside.length === 0) return null;
  return (
    <section class="readings-outside">
      <h2>{t("notices.readings")}</h2>
      <ul class="rows">
        {outside.map((one) => (
          <li key={one.subject}>
            <a class="row-button" href={link("more", "places", one.subject)}>
              <Icon name="store" />
              <span class="row-words">
                <strong>{word("reminder", one.kind)}</strong>
                <small>{[nameOf(one.names), ...measured(one), ago(one.since_ms, now.value)].filter(Boolean).join(" · ")}</small>
              </span>
              <Icon name="next" size={18} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const measured = ({ reading }: Reminder): (string | null | undefined)[] => [
  reading?.temperature_c && `${reading.temperature_c} °C`,
  reading?.humidity_pct && `${reading.humidity_pct} %`,
];
