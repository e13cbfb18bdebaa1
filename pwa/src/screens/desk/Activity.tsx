/** What people do, as it reaches the office, newest first. */
import type { EntryRow } from "../../core/rows";
import { spaced } from "../../core/tag";
import { title } from "../../core/title";
import { sampleView } from "../../device/rows_store";
import { clock, dayShort } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { personName } from "../../parts/names";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang, rows } from "../../state";
import { sentence } from "../samples/Timeline";

const SHOWN = 40;
const LATE_MS = 120_000;
const DAY_MS = 86_400_000;

export function Activity() {
  const entries = rows.value.entries.slice(0, SHOWN);
  if (entries.length === 0) return <p class="small">{t("board.quiet")}</p>;
  return (
    <ol class="activity" aria-live="off">
      {entries.map((entry) => (
        <Line key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Line({ entry }: { entry: EntryRow }) {
  const view = entry.sample ? sampleView(entry.sample) : null;
  const late = entry.known_ms - entry.happened_ms > LATE_MS;
  const when = now.value - entry.happened_ms > DAY_MS ? dayShort(entry.happened_ms) : clock(entry.happened_ms);
  return (
    <li class={entry.verdict}>
      {view ? <SamplePicture sample={view} size={44} /> : <span class="no-picture" />}
      <span class="row-words">
        <strong>{sentence(entry.kind, entry.to)}</strong>
        <small>{view ? <a href={link("samples", view.id)}>{title(view, lang.value)}</a> : entry.tag && spaced(entry.tag)}</small>
        <small>
          {view?.archive_no && <span class="whole">{view.archive_no} · </span>}
          {personName(entry.by) || t("timeline.office")}
          {late && ` · ${t("timeline.known", { time: clock(entry.known_ms) })}`}
        </small>
        {entry.reasons.length > 0 && (
          <small class="flagged-text">{entry.reasons.map((reason) => word("reason", reason)).join(" · ")}</small>
        )}
      </span>
      <time dateTime={new Date(entry.happened_ms).toISOString()}>{when}</time>
    </li>
  );
}
