/** What who is unlocked should know, newest first, by the day; and what only the office can tell. */
import type { Notice } from "../../core/notices";
import { clock, dayLong } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { today } from "../../parts/DateField";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Empty } from "../../parts/Notice";
import { isRead, markRead, mine, unread } from "../../parts/notices";
import { Readings } from "./Readings";
import { details, headline, iconOf, isOfADay, isPressing, leadOf } from "./said";

const SHOWN = 200;

export function Notices(_: { path: string[] }) {
  const all = mine.value;
  const days = byDay(all.slice(0, SHOWN));
  return (
    <div class="notices">
      <Head title={t("notices.title")} />
      <div class="list-head">
        <p role="status">{t("notices.unread", { n: unread.value.length })}</p>
        <Button look="quiet" icon="ticks" disabled={unread.value.length === 0} onClick={() => void markRead(all)}>
          {t("notices.read_all")}
        </Button>
      </div>
      {all.length === 0 && (
        <Empty icon="bell" title={t("notices.none")}>
          {t("notices.none_what")}
        </Empty>
      )}
      {days.map(([ms, some]) => (
        <section key={ms}>
          <h2>{ms === today() ? t("notices.today") : dayLong(ms)}</h2>
          <ul class="rows">
            {some.map((one) => (
              <Line key={one.id} one={one} />
            ))}
          </ul>
        </section>
      ))}
      {all.length > SHOWN && <p class="small">{t("notices.older", { n: all.length - SHOWN })}</p>}
      <Readings />
    </div>
  );
}

function byDay(some: readonly Notice[]): [number, Notice[]][] {
  const days = new Map<number, Notice[]>();
  for (const one of some) {
    const ms = new Date(one.at_ms).setHours(0, 0, 0, 0);
    days.set(ms, [...(days.get(ms) ?? []), one]);
  }
  return [...days];
}

/** Going where it leads is reading it. */
function Line({ one }: { one: Notice }) {
  const isNew = !isRead(one);
  return (
    <li class={isNew ? "notice-row unread" : "notice-row"}>
      <a class="row-button" href={leadOf(one)} onClick={() => void markRead([one])}>
        <span class={isPressing(one) ? "notice-icon pressing" : "notice-icon"}>
          <Icon name={iconOf(one)} />
        </span>
        <span class="row-words">
          <strong>
            {headline(one)} {isNew && <span class="chip notice-new">{t("notices.new")}</span>}
          </strong>
          <small>{details(one)}</small>
        </span>
        {!isOfADay(one) && <time dateTime={new Date(one.at_ms).toISOString()}>{clock(one.at_ms)}</time>}
      </a>
    </li>
  );
}
