/** How the office is looked after: the last backup, its proof, the last walk of the ledger; and what to do while a restore waits. */
import { ago, moment } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { Icon } from "../../parts/Icon";
import { Notice } from "../../parts/Notice";
import { now } from "../../parts/now";
import { Pairs } from "../../parts/Pairs";
import { useFetched } from "../more/fetched";
import type { PhoneRow } from "./phone";

interface Watch {
  backup_ms: number | null;
  proof: { at_ms: number; good: boolean } | null;
  verified: { good: boolean; good_ms: number | null; said: string } | null;
  restored: { at_ms: number; made_ms: number | null } | null;
}

const OLD_MS = 48 * 3_600_000;
const EVERY_MS = 60_000;
const MOST_NAMES = 12;
const CONFIRM = "loupe confirm-restore";
const ANOTHER = "loupe restore FILE";

export function Care({ phones }: { phones: PhoneRow[] }) {
  const { found } = useFetched<Watch>("/api/watch", EVERY_MS);
  if (!found) return null;
  const { backup_ms, proof, verified, restored } = found;
  return (
    <div class="care">
      {restored && <Restored at_ms={restored.at_ms} made_ms={restored.made_ms} phones={phones} />}
      {verified?.good === false && (
        <Notice tone="refused" title={t("care.not_whole")}>
          <code>{verified.said}</code>
        </Notice>
      )}
      <section class="card">
        <h2>{t("care.title")}</h2>
        <Pairs
          of={[
            [t("care.backup"), <Aged key="backup" ms={backup_ms} />],
            [t("care.proof"), <Aged key="proof" ms={proof?.at_ms ?? null} hasFailed={proof?.good === false} />],
            [t("care.verified"), <Aged key="verified" ms={verified?.good_ms ?? null} hasFailed={verified?.good === false} />],
          ]}
        />
      </section>
    </div>
  );
}

/** When, in words; a warning where that is too long ago, never, or went wrong. */
function Aged({ ms, hasFailed = false }: { ms: number | null; hasFailed?: boolean }) {
  const isOld = ms !== null && now.value - ms > OLD_MS;
  const said = [ms === null ? t("phone.never") : ago(ms, now.value), isOld && t("care.old"), hasFailed && t("care.failed")];
  const isBad = ms === null || isOld || hasFailed;
  return (
    <span class={isBad ? "flagged-text" : ""}>
      {isBad && <Icon name="warning" size={18} />}
      {said.filter(Boolean).join(" · ")}
    </span>
  );
}

function Restored({ at_ms, made_ms, phones }: { at_ms: number; made_ms: number | null; phones: PhoneRow[] }) {
  const enrolled = phones.filter((row) => row.state === "enrolled");
  const heard = enrolled.filter((row) => (row.contact_ms ?? 0) > at_ms);
  const names = enrolled.filter((row) => !heard.includes(row)).map((row) => row.name);
  const n = heard.reduce((sum, row) => sum + row.owes, 0);
  return (
    <Notice tone="flagged" title={t("care.restored", { time: moment(at_ms) })}>
      {made_ms !== null && <p>{t("care.made", { time: moment(made_ms) })}</p>}
      <p>{t("care.phones", { heard: heard.length, all: enrolled.length, n })}</p>
      {names.length > 0 && <p>{t("care.missing", { names: named(names) })}</p>}
      <p>
        {t("care.do")} <code>{CONFIRM}</code>
      </p>
      <p>
        {t("care.wrong")} <code>{ANOTHER}</code>
      </p>
    </Notice>
  );
}

const named = (names: string[]): string => names.slice(0, MOST_NAMES).join(t("common.comma")) + (names.length > MOST_NAMES ? "…" : "");
