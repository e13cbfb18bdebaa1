/** Ready for the fair? Looked at on the phone itself, with or without a network; the office hears of it with the next push. */
import { useEffect, useState } from "preact/hooks";
import { type Facts, type Finding, type Grade, judge, toldOf, verdictOf } from "../../core/readiness";
import { facts, keepTold } from "../../device/readiness";
import { tellNow } from "../../device/sync";
import { age } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon, type IconName } from "../../parts/Icon";
import { Failure, Waiting } from "../../parts/Notice";
import { link } from "../../parts/route";
import { owed, rows, update } from "../../state";

const MARKS: Record<Grade, IconName> = { good: "tick", mend: "flag", stop: "warning" };

export function Readiness(_: { path: string[] }) {
  const [found, setFound] = useState<Facts | null>(null);
  const [error, setError] = useState<unknown>(null);
  const look = () => void facts().then(setFound, setError);
  useEffect(look, [owed.value.length, rows.value.loaded, update.value.waiting]);
  const findings = found && judge(found);
  useEffect(() => {
    if (!found) return;
    keepTold(toldOf(judge(found), found.now_ms));
    tellNow();
  }, [found]);
  return (
    <div class="readiness">
      <Head title={t("ready.title")} back={link("more")} />
      {error !== null && <Failure error={error} />}
      {!findings && error === null && <Waiting />}
      {found && findings && <Verdict findings={findings} />}
      {found && findings && (
        <ul class="rows findings">
          {[...findings].sort(worstFirst).map((one) => (
            <Line key={one.check} finding={one} facts={found} />
          ))}
        </ul>
      )}
      <div class="foot-acts">
        <Button look="main" icon="turn" wide onClick={look}>
          {t("ready.again")}
        </Button>
      </div>
    </div>
  );
}

const ORDER: Record<Grade, number> = { stop: 0, mend: 1, good: 2 };
const worstFirst = (a: Finding, b: Finding): number => ORDER[a.grade] - ORDER[b.grade];

function Verdict({ findings }: { findings: Finding[] }) {
  const verdict = verdictOf(findings);
  const n = findings.filter(({ grade }) => grade !== "good").length;
  return (
    <section class={`ready-verdict ${verdict}`} role="status">
      <Icon name={verdict === "ready" ? "tick" : verdict === "nearly" ? "flag" : "warning"} size={44} />
      <div>
        <strong>{word("verdict", verdict)}</strong>
        <p>{n > 0 ? t("ready.left", { n }) : t("ready.all_good")}</p>
      </div>
    </section>
  );
}

function Line({ finding: { check, grade }, facts: told }: { finding: Finding; facts: Facts }) {
  return (
    <li class={`finding ${grade}`}>
      <span class="outcome-mark">
        <Icon name={MARKS[grade]} size={20} />
      </span>
      <span class="row-words">
        <strong>{word("check", check)}</strong>
        <small>{grade === "good" ? figure(check, told) : word("mend", check)}</small>
      </span>
    </li>
  );
}

/** What there is to say of what is well. */
function figure(check: Finding["check"], told: Facts): string {
  if (check === "space" && told.free_mb !== null) return t("ready.free", { n: told.free_mb });
  if (check === "people") return t("ready.people", { n: told.people });
  if (check === "rows" && told.rows_ms !== null)
    return t("ready.rows", { age: age(told.now_ms - told.rows_ms), n: rows.value.samples.size });
  if (check === "clock" && told.offset_ms !== null) return t("ready.clock", { n: Math.round(Math.abs(told.offset_ms) / 1000) });
  return t("ready.good");
}
