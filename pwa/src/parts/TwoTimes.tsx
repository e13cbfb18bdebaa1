/** When it happened, and when the office came to know of it where that was noticeably later. */
import { moment } from "../i18n/dates";
import { t } from "../i18n/t";

const NOTICEABLE_MS = 120_000;

export function TwoTimes({ happened, known }: { happened: number; known: number | null }) {
  const late = known !== null && Math.abs(known - happened) >= NOTICEABLE_MS;
  return (
    <>
      <time dateTime={new Date(happened).toISOString()}>{moment(happened)}</time>
      {late && <span class="known"> · {t("timeline.known", { time: moment(known) })}</span>}
    </>
  );
}
