/** One count: what was found, what is missing and who had it last, what does not belong here; ending it, and accepting it. */
import { useState } from "preact/hooks";
import { countFinishDraft } from "../../core/count_drafts";
import type { CountView } from "../../core/rows";
import { record } from "../../device/outbox";
import { countView } from "../../device/rows_matters";
import { moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Empty, Failure, Notice } from "../../parts/Notice";
import { personName, placePath } from "../../parts/names";
import { Pairs } from "../../parts/Pairs";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { rows } from "../../state";
import { AcceptSheet } from "./AcceptSheet";
import { CountChip } from "./CountList";
import { countNo, countTitle, differences, hasCounted, isHidden, maySettle, ownCounters, seenSoFar } from "./count";
import { Differences } from "./Differences";

export function CountDetail({ id }: { id: string }) {
  const [open, setOpen] = useState<"finish" | "accept" | null>(null);
  const count = rows.value.version >= 0 ? countView(id) : null;
  if (!count)
    return (
      <>
        <Head title={t("counts.title")} back={link("counts")} />
        <Empty icon="list" title={t("count.not_here")}>
          {t("receipt.missing_what")}
        </Empty>
      </>
    );
  return (
    <article class="counts count-result">
      <Head title={countTitle(count)} back={link("counts")} />
      <p class="slip-card-head">
        <span class="slip-no">{countNo(count)}</span>
        <CountChip count={count} />
      </p>
      <Face count={count} />
      {isHidden(count) ? <Notice title={t("count.hidden")}>{t("count.hidden_what")}</Notice> : <Differences count={count} />}
      <Acts count={count} onOpen={setOpen} />
      {open === "finish" && <FinishSheet count={count} onClose={() => setOpen(null)} />}
      {open === "accept" && <AcceptSheet count={count} onClose={() => setOpen(null)} />}
    </article>
  );
}

function Face({ count }: { count: CountView }) {
  const { told } = count;
  const own = ownCounters(count);
  return (
    <>
      <section class="count-face">
        {isHidden(count) ? (
          <p class="count-figure">
            <strong>{t("common.number", { n: seenSoFar(count) })}</strong>
            <small>{t("count.counted")}</small>
          </p>
        ) : (
          <>
            <Figure n={told.found.length} of={told.expected.length} name={t("count.found")} tone="stored" />
            <Figure n={told.missing.length} name={t("count.missing")} tone="refused" />
            <Figure n={told.unexpected.length + told.unknown.length} name={t("count.unexpected")} tone="flagged" />
            {told.accuracy !== null && count.status !== "open" && (
              <p class="count-figure">
                <strong>{t("common.percent", { n: told.accuracy / 10 })}</strong>
                <small>{t("count.accuracy")}</small>
              </p>
            )}
          </>
        )}
      </section>
      <Pairs
        of={[
          [t("count.place"), placePath(told.place).join(" › ")],
          [t("count.mode"), `${word("count_mode", told.mode)} · ${word("count_purpose", told.purpose)}`],
          [t("count.counters"), told.counters.map(personName).join(t("common.comma"))],
          [t("count.opened"), told.opened_ms !== null && moment(told.opened_ms)],
          [t("count.finished"), told.finished_ms !== null && moment(told.finished_ms)],
        ]}
      />
      {own.length > 0 && <Notice tone="flagged">{t("count.own_said", { names: own.map(personName).join(t("common.comma")) })}</Notice>}
      {told.accepted && (
        <Notice tone="stored" title={t("count.accepted_by", { name: personName(told.accepted.by) })}>
          {[moment(told.accepted.at_ms), told.accepted.reason].filter(Boolean).join(" · ")}
        </Notice>
      )}
    </>
  );
}

function Figure({ n, of, name, tone }: { n: number; of?: number; name: string; tone: string }) {
  return (
    <p class={`count-figure ${n > 0 || of !== undefined ? tone : ""}`}>
      <strong>{of === undefined ? t("common.number", { n }) : t("count.of", { n, all: of })}</strong>
      <small>{name}</small>
    </p>
  );
}

function Acts({ count, onOpen }: { count: CountView; onOpen: (which: "finish" | "accept") => void }) {
  if (count.status === "open")
    return (
      <div class="foot-acts">
        <LinkButton href={link("counts", count.id, "run")} icon="list" look="main">
          {t("count.go_on")}
        </LinkButton>
        <Button icon="tick" onClick={() => onOpen("finish")}>
          {t("count.end")}
        </Button>
      </div>
    );
  if (count.status !== "finished") return null;
  return (
    <div class="foot-acts">
      {maySettle() && !hasCounted(count) ? (
        <Button look="main" icon="scales" onClick={() => onOpen("accept")}>
          {t("count.accept")}
        </Button>
      ) : (
        <p class="small">{t(hasCounted(count) && maySettle() ? "count.not_yours" : "count.waits")}</p>
      )}
      <LinkButton href={link("counts", count.id, "run")} icon="list">
        {t("count.late")}
      </LinkButton>
    </div>
  );
}

/** Ended is not accepted: what a second phone still has in its outbox is counted all the same. */
function FinishSheet({ count, onClose }: { count: CountView; onClose: () => void }) {
  const [error, setError] = useState<unknown>(null);
  const end = (outcome: "done" | "dropped") => void record([countFinishDraft(count.id, outcome)]).then(onClose, setError);
  const n = differences(count);
  return (
    <Sheet
      title={t("count.end")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide onClick={() => end("done")}>
          {t("count.end_done")}
        </Button>
      }
    >
      <p>{isHidden(count) ? t("count.seen", { n: seenSoFar(count) }) : n > 0 ? t("count.differences", { n }) : t("count.all")}</p>
      <p class="small">{t("count.end_what")}</p>
      <Button look="quiet" icon="cross" onClick={() => end("dropped")}>
        {t("count.drop")}
      </Button>
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
