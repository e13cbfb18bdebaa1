/** One phone: what it last told of itself, what it owes, who brought its scans; and what is done when it is lost or changes hands. */
import { useState } from "preact/hooks";
import { age, ago, moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Failure, Notice, Waiting } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { now } from "../../parts/now";
import { type Pair, Pairs } from "../../parts/Pairs";
import { link } from "../../parts/route";
import { rights } from "../../state";
import { useFetched } from "../more/fetched";
import { HandOver, Replace, Revoke } from "./Acts";
import { type Carriage, type PhoneRow, readyOf } from "./phone";

export function PhoneDetail({ id }: { id: string }) {
  const { found, error, again } = useFetched<{ device: PhoneRow; carriages: Carriage[] }>(`/api/devices/${encodeURIComponent(id)}`, 15_000);
  return (
    <div class="phones phone-detail">
      <Head title={found?.device.name ?? t("phones.one")} back={link("more", "phones")} />
      {error !== null && <Failure error={error} act={<Button onClick={again}>{t("common.again")}</Button>} />}
      {!found && error === null && <Waiting />}
      {found && <Alarms row={found.device} />}
      {found && <Facts row={found.device} />}
      {found && found.carriages.length > 0 && <Brought carriages={found.carriages} />}
      {found && <Acts row={found.device} again={again} />}
    </div>
  );
}

function Alarms({ row }: { row: PhoneRow }) {
  return (
    <>
      {row.forked_ms !== null && (
        <Notice tone="refused" title={t("phones.forked", { time: moment(row.forked_ms) })}>
          {t("phones.forked_what")}
        </Notice>
      )}
      {row.reset_ms !== null && (
        <Notice tone="flagged" title={t("phones.reset", { time: moment(row.reset_ms) })}>
          {row.reset_owed ? t("phones.reset_owed", { n: row.reset_owed }) : t("phones.reset_what")}
        </Notice>
      )}
      {row.held > 0 && (
        <Notice tone="flagged" title={t("phones.held", { n: row.held })}>
          {t("phones.held_what", { n: row.missing ?? 0 })}
        </Notice>
      )}
      {row.apart > 0 && <Notice tone="flagged" title={t("phones.apart", { n: row.apart })} />}
    </>
  );
}

function Facts({ row }: { row: PhoneRow }) {
  const told = row.health ?? {};
  const seconds = Math.round(Math.abs(row.offset_ms) / 1000);
  const lines: Pair[] = [
    [t("phones.state"), word("device", row.state) + (row.waited_for ? ` · ${t("phones.waited_for")}` : "")],
    [t("phone.exchange"), row.contact_ms === null ? t("phone.never") : `${moment(row.contact_ms)} · ${ago(row.contact_ms, now.value)}`],
    [t("phone.owes"), row.owes > 0 ? owing(row) : t("phones.owes_none")],
    [t("phones.carried"), row.carried_ms === null ? null : moment(row.carried_ms)],
    [t("phones.ready"), readyOf(row)],
    [t("phone.app"), row.app],
    [
      t("phones.clock"),
      seconds < 5 ? t("phones.clock_right") : t(row.offset_ms > 0 ? "phones.clock_slow" : "phones.clock_fast", { n: seconds }),
    ],
    [t("phones.person"), told.person ? personName(told.person) : null],
    [t("phone.storage"), told.persisted === undefined ? null : t(told.persisted ? "phone.kept" : "phone.not_kept")],
    [t("phones.installed"), told.installed === undefined ? null : t(told.installed ? "common.yes" : "common.no")],
    [t("phones.free"), typeof told.free_mb === "number" ? t("ready.free", { n: told.free_mb }) : null],
    [t("phones.battery"), told.battery ? `${told.battery.percent} %${told.battery.charging ? ` · ${t("phones.charging")}` : ""}` : null],
    [t("phones.photos"), told.photos ? String(told.photos) : null],
    [t("phones.carries"), told.carries ? t("phone.scans", { n: told.carries }) : null],
  ];
  return (
    <section class="card">
      <Pairs of={lines} />
      {row.health_ms !== null && <p class="small">{t("phones.told", { time: moment(row.health_ms) })}</p>}
    </section>
  );
}

function owing(row: PhoneRow): string {
  if (row.owes_since_ms === null) return t("phone.scans", { n: row.owes });
  return t("phones.owes", { n: row.owes, age: age(Math.max(0, now.value - row.owes_since_ms)) });
}

function Brought({ carriages }: { carriages: Carriage[] }) {
  return (
    <section class="card">
      <h2>{t("phones.brought")}</h2>
      <ul class="rows">
        {carriages.map((one) => (
          <li key={`${one.from_seq} ${one.at_ms}`} class="cargo-line">
            <Icon name="courier" />
            <span class="row-words">
              <strong>{one.courier_name ?? t("phones.unproved")}</strong>
              <small>
                {t("phone.scans", { n: one.records })} · {moment(one.at_ms)}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Acts({ row, again }: { row: PhoneRow; again: () => void }) {
  const [act, setAct] = useState<"hand_over" | "replace" | "revoke" | null>(null);
  if (!rights.value.includes("enrol")) return null;
  const close = () => {
    setAct(null);
    again();
  };
  const isIn = row.state === "enrolled";
  return (
    <>
      <div class="acts">
        {isIn && (
          <Button icon="give" onClick={() => setAct("hand_over")}>
            {t("phones.hand_over")}
          </Button>
        )}
        {row.replaced_by === null && (
          <Button icon="turn" onClick={() => setAct("replace")}>
            {t("phones.replace")}
          </Button>
        )}
        {isIn && (
          <Button look="danger" icon="lock" onClick={() => setAct("revoke")}>
            {t("phones.revoke")}
          </Button>
        )}
      </div>
      {act === "hand_over" && <HandOver row={row} onClose={close} />}
      {act === "replace" && <Replace row={row} onClose={close} />}
      {act === "revoke" && <Revoke row={row} onClose={close} />}
    </>
  );
}
