/** The history of one piece, newest first: what this phone has not delivered yet, then what the office knows. */
import { useEffect, useState } from "preact/hooks";
import type { OutboxRow } from "../../core/action";
import { changing } from "../../core/case";
import type { SampleView } from "../../core/rows";
import { timeline } from "../../device/api";
import { t, word } from "../../i18n/t";
import { Failure, Waiting } from "../../parts/Notice";
import { personName, placeName } from "../../parts/names";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { link } from "../../parts/route";
import { TwoTimes } from "../../parts/TwoTimes";
import { Delivery } from "../../parts/Words";
import { owed, rows } from "../../state";
import { photosOf, type ToldEntry, told } from "./told";

export function Timeline({ view }: { view: SampleView }) {
  const [entries, setEntries] = useState<ToldEntry[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    setError(null);
    if (view.commit === 0)
      setEntries([]); // registered here and not sent yet: the office has never heard of it
    else timeline(view.id).then(setEntries, setError);
  }, [view.id, view.commit]);
  const mine = owed.value.filter((row) => row.sample === view.id);
  const changed = changing(entries ?? []);
  return (
    <section class="timeline">
      <h2>{t("timeline.title")}</h2>
      <ol>
        {mine.map((row) => (
          <Mine key={row.id} row={row} />
        ))}
        {entries?.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            undone={entries.some((other) => other.reverses === entry.id)}
            changed={changed.has(entry.id)}
          />
        ))}
      </ol>
      {!entries && error === null && <Waiting />}
      {!entries && error !== null && <Failure error={error} />}
      {entries?.length === 0 && mine.length === 0 && <p class="small">{t("timeline.none")}</p>}
    </section>
  );
}

export function sentence(kind: string, to: string | null): string {
  return to ? t("timeline.to", { what: word("kind", kind), place: placeName(to) }) : word("kind", kind);
}

function Mine({ row }: { row: OutboxRow }) {
  return (
    <li class="mine">
      <strong>{sentence(row.kind, row.to)}</strong>
      <small>
        {personName(row.by)} · <TwoTimes happened={row.made_ms} known={null} />
      </small>
      <Delivery state={row.state} />
    </li>
  );
}

/** The slip an entry belongs to, by its number. */
function OnSlip({ id }: { id: string }) {
  const no = rows.value.slips.get(id)?.no;
  if (!no) return null;
  return (
    <small>
      <a href={link("slips", id)}>{t("told.on_slip", { no })}</a>
    </small>
  );
}

function Entry({ entry, undone, changed }: { entry: ToldEntry; undone: boolean; changed: boolean }) {
  const says = told(entry);
  const photos = photosOf(entry);
  return (
    <li class={undone ? "undone" : entry.verdict === "flagged" ? "flagged" : ""}>
      <strong>{sentence(entry.kind, entry.to)}</strong>
      {says && <small class="told">{says}</small>}
      {entry.slip && <OnSlip id={entry.slip} />}
      {photos.length > 0 && <PhotoStrip photos={photos} />}
      <small>
        {personName(entry.by) || t("timeline.office")} · <TwoTimes happened={entry.happened_ms} known={entry.known_ms} />
      </small>
      {undone && <small>{t("outcome.undone")}</small>}
      {changed && <small class="flagged-text">{t("changes.mark")}</small>}
      {entry.reasons.map((reason) => (
        <small key={reason} class="flagged-text">
          {word("reason", reason)}
        </small>
      ))}
    </li>
  );
}
