/** What was recorded here: how much the office does not have yet, how old that is, and what became of the rest. */
import type { OutboxRow } from "../core/action";
import { spaced } from "../core/tag";
import { title } from "../core/title";
import { sampleView } from "../device/rows_store";
import { age, moment } from "../i18n/dates";
import { t, word } from "../i18n/t";
import { LinkButton } from "../parts/Button";
import { Head } from "../parts/Head";
import { Icon } from "../parts/Icon";
import { MyCases } from "../parts/MyCases";
import { Empty } from "../parts/Notice";
import { personName } from "../parts/names";
import { now } from "../parts/now";
import { link } from "../parts/route";
import { VirtualList } from "../parts/VirtualList";
import { Ago } from "../parts/Words";
import { cargo, lang, link as office, outbox, owed } from "../state";
import { ExportButton, SyncButton } from "./outbox/acts";
import { PhotosOwed } from "./outbox/PhotosOwed";
import { sentence } from "./samples/Timeline";

const ROW = 104;

export function Outbox(_: { path: string[] }) {
  return (
    <div class="outbox">
      <Head title={t("tab.outbox")} />
      <Owed />
      <PhotosOwed />
      <MyCases />
      {outbox.value.length > 0 ? (
        <VirtualList
          items={outbox.value}
          height={ROW}
          idOf={(row) => row.id}
          label={t("outbox.list")}
          render={(row) => <Row row={row} />}
        />
      ) : (
        <Empty icon="outbox" title={t("outbox.empty")}>
          {t("outbox.empty_what")}
        </Empty>
      )}
    </div>
  );
}

function Owed() {
  const n = owed.value.length;
  const oldest = owed.value.reduce((least, row) => Math.min(least, row.made_ms), Number.POSITIVE_INFINITY);
  return (
    <section class={n ? "owed waiting-some" : "owed"}>
      <p class="owed-count">
        <strong>{n > 0 ? t("common.number", { n }) : <Icon name="ticks" size={40} />}</strong>
        <span>{n > 0 ? t("outbox.owed", { n }) : t("outbox.all_there")}</span>
      </p>
      <p class="small">
        {n > 0 && t("outbox.oldest", { age: age(Math.max(0, now.value - oldest)) })}
        {office.value.last_ms !== null && (
          <>
            {n > 0 && " · "}
            {t("outbox.last_exchange")} <Ago ms={office.value.last_ms} />
          </>
        )}
      </p>
      <div class="acts">
        <SyncButton />
        {n > 0 && <ExportButton />}
        <LinkButton href={link("relay")} icon="courier">
          {t("relay.title")}
        </LinkButton>
      </div>
      <Carrying />
    </section>
  );
}

/** For others: not ours to count among what this phone owes. */
function Carrying() {
  const n = cargo.value.waiting.reduce((sum, one) => sum + one.count, 0);
  return n > 0 ? <p class="small flagged-text">{t("relay.carrying", { n })}</p> : null;
}

const STATE_ICONS = { waiting: "tick", held: "tick", accepted: "ticks", flagged: "flag", quarantined: "warning" } as const;

/** What a record is about: a slip, receipt or repair says more than the piece in it. */
function leadsTo(row: OutboxRow): string | undefined {
  if (row.slip) return link("slips", row.slip);
  if (row.receipt) return link("receipts", row.receipt);
  if (row.repair) return link("repairs", row.repair);
  return row.sample ? link("samples", row.sample) : undefined;
}

function Row({ row }: { row: OutboxRow }) {
  const view = row.sample ? sampleView(row.sample) : null;
  const name = view ? title(view, lang.value) : row.tag ? spaced(row.tag) : "";
  return (
    <a class={`outbox-row ${row.state}`} href={leadsTo(row)}>
      <span class="outcome-mark">
        <Icon name={STATE_ICONS[row.state]} size={20} />
      </span>
      <span class="row-words">
        <strong>{sentence(row.kind, row.to)}</strong>
        <small>{name}</small>
        {view?.archive_no && <small>{view.archive_no}</small>}
        <small class="outcome-word">{[word("state", row.state), ...row.reasons.map((reason) => word("reason", reason))].join(" · ")}</small>
      </span>
      <span class="row-end">
        <small>{moment(row.made_ms)}</small>
        <small>{personName(row.by)}</small>
      </span>
    </a>
  );
}
