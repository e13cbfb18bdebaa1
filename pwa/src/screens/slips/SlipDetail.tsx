/** Everything about one slip: how far it is, for whom and until when, its pieces, who signed, and what this person can do now. */
import type { SlipView } from "../../core/rows";
import { slipView } from "../../device/rows_matters";
import { day } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Head } from "../../parts/Head";
import { NotHere } from "../../parts/NotHere";
import { Notice } from "../../parts/Notice";
import { personName, placeName } from "../../parts/names";
import { type Pair, Pairs } from "../../parts/Pairs";
import { link } from "../../parts/route";
import { rows } from "../../state";
import { Bookings } from "./Bookings";
import { Due } from "./Due";
import { Lines } from "./Lines";
import { SignedList } from "./SignedList";
import { SlipActs } from "./SlipActs";
import { SlipChip } from "./SlipCard";
import { Stage } from "./Stage";
import { isOverdue, slipNo, slipTitle } from "./slip";

export function SlipDetail({ id }: { id: string }) {
  const slip = rows.value.version >= 0 ? slipView(id) : null;
  if (!slip) return <Missing />;
  return (
    <article class="slip">
      <Head title={slipTitle(slip)} back={link("slips")} />
      <div class="slip-columns">
        <div class="slip-main">
          <section class="slip-face">
            <p class="slip-card-head">
              <span class="slip-no">{slipNo(slip)}</span>
              <SlipChip slip={slip} />
            </p>
            <Stage slip={slip} />
            <Says slip={slip} />
          </section>
          <Lines slip={slip} />
        </div>
        <div class="slip-side">
          <About slip={slip} />
          <SignedList slip={slip} />
          <Bookings wish={{ slip: slip.id, ...slip.told }} />
        </div>
      </div>
      <SlipActs slip={slip} />
    </article>
  );
}

const Missing = () => <NotHere head={t("tab.slips")} back={link("slips")} icon="slips" title={t("slip.missing")} />;

/** What somebody should know before doing anything with it. */
function Says({ slip }: { slip: SlipView }) {
  const { told, status } = slip;
  return (
    <>
      {slip.pending > 0 && <Notice title={t("slip.unsent")}>{t("slip.unsent_what")}</Notice>}
      {status === "rejected" && (
        <Notice
          tone="refused"
          title={told.approved_by ? t("slip.rejected_by", { name: personName(told.approved_by) }) : t("slip_status.rejected")}
        >
          {told.reject_reason}
        </Notice>
      )}
      {told.cancel_reason && <Notice title={t("slip_status.cancelled")}>{told.cancel_reason}</Notice>}
      {isOverdue(slip) && (
        <Notice tone="flagged">
          <Due slip={slip} />
        </Notice>
      )}
      {told.asked_back_ms !== null && told.asked_back_ms !== told.back_ms && (
        <Notice tone="flagged">{t("slip.extension_asked", { day: day(told.asked_back_ms) })}</Notice>
      )}
      {told.flags.map((flag) => (
        <Notice key={flag} tone="flagged">
          {word("slip_flag", flag)}
        </Notice>
      ))}
    </>
  );
}

function About({ slip }: { slip: SlipView }) {
  const { told } = slip;
  const pairs: Pair[] = [
    [t("slip.purpose"), word("purpose", told.purpose)],
    [t("slip.client"), placeName(told.client)],
    [t("slip.holder"), placeName(told.to ?? told.by)],
    [t("slip.requester"), personName(told.by)],
    [t("slip.approver"), told.approved_ms === null ? "" : personName(told.approved_by)],
    [t("slip.out"), told.out_ms === null ? "" : day(told.out_ms)],
    [t("slip.back"), told.back_ms === null ? "" : day(told.back_ms)],
    [t("slip.note"), told.note ?? ""],
  ];
  return (
    <section class="slip-about">
      <Pairs of={pairs} />
    </section>
  );
}
