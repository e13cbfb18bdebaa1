/** What is late, out of range, open or waiting; mine first, the oldest first. */
import type { Names } from "../../core/rows";
import { ago } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Head } from "../../parts/Head";
import { Icon, type IconName } from "../../parts/Icon";
import { Empty, Failure, Notice, Waiting } from "../../parts/Notice";
import { nameOf } from "../../parts/names";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { link as office, person, rows } from "../../state";
import { useFetched } from "./fetched";

interface Reminder {
  kind: string;
  subject: string;
  names: Names;
  since_ms: number;
  for: string[];
  reading: { temperature_c: string | null; humidity_pct: string | null } | null;
}

const LEADS: Record<string, { to: (subject: string) => string; icon: IconName }> = {
  slip_overdue: { to: (id) => link("slips", id), icon: "slips" },
  slip_waiting: { to: (id) => link("slips", id), icon: "slips" },
  repair_late: { to: (id) => link("repairs", id), icon: "workshop" },
  receipt_differences: { to: (id) => link("receipts", id), icon: "receipt" },
  reading_out_of_range: { to: (id) => link("more", "places", id), icon: "store" },
};

export function Reminders(_: { path: string[] }) {
  const { found, error } = useFetched<{ reminders: Reminder[] }>("/api/reminders", 60_000, rows.value.version);
  return (
    <div class="reminders">
      <Head title={t("reminders.title")} back={link("more")} />
      {found === null && error === null && <Waiting />}
      {found === null && error !== null && <Away error={error} />}
      {found !== null && <List reminders={found.reminders} />}
    </div>
  );
}

function Away({ error }: { error: unknown }) {
  return office.value.state === "offline" ? (
    <Notice title={t("authority.offline")}>{t("reminders.offline")}</Notice>
  ) : (
    <Failure error={error} />
  );
}

function List({ reminders }: { reminders: Reminder[] }) {
  const me = person.value?.id ?? "";
  const mine = reminders.filter((one) => one.for.includes(me));
  const others = reminders.filter((one) => !one.for.includes(me));
  if (!reminders.length)
    return (
      <Empty icon="tick" title={t("reminders.none")}>
        {t("reminders.none_what")}
      </Empty>
    );
  return (
    <>
      <Group title={t("reminders.mine")} reminders={mine} />
      <Group title={t("reminders.others")} reminders={others} />
    </>
  );
}

function Group({ title, reminders }: { title: string; reminders: Reminder[] }) {
  if (!reminders.length) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="rows">
        {reminders.map((one) => (
          <Line key={`${one.kind} ${one.subject}`} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Line({ one }: { one: Reminder }) {
  const lead = LEADS[one.kind];
  const read = [
    one.reading?.temperature_c && `${one.reading.temperature_c} °C`,
    one.reading?.humidity_pct && `${one.reading.humidity_pct} %`,
  ];
  return (
    <li>
      <a class="row-button" href={lead?.to(one.subject) ?? link("more")}>
        <Icon name={lead?.icon ?? "note"} />
        <span class="row-words">
          <strong>{word("reminder", one.kind)}</strong>
          <small>{[nameOf(one.names), ...read, ago(one.since_ms, now.value)].filter(Boolean).join(" · ")}</small>
        </span>
        <Icon name="next" size={18} />
      </a>
    </li>
  );
}
