/** How far a slip has come: asked for, handed in, approved, issued, back; with the day of each step. */
import type { SlipView } from "../../core/rows";
import { dayShort } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Icon } from "../../parts/Icon";

type Step = "requested" | "submitted" | "approved" | "issued" | "back";
interface Told {
  step: Step;
  at_ms: number | null;
  state: "done" | "now" | "open" | "stopped";
}

const REACHED: Record<string, number> = {
  draft: 0,
  submitted: 1,
  rejected: 1,
  approved: 2,
  picking: 2,
  issued: 3,
  partly_returned: 3,
  closed: 4,
};

export function Stage({ slip }: { slip: SlipView }) {
  const steps = stepsOf(slip);
  return (
    <ol class="stage" aria-label={t("slip.stage")}>
      {steps.map(({ step, at_ms, state }) => (
        <li key={step} class={state} aria-current={state === "now" ? "step" : undefined}>
          <span class="stage-dot">
            {state === "done" && <Icon name="tick" size={15} />}
            {state === "stopped" && <Icon name="cross" size={15} />}
          </span>
          <span>{label(step, slip, state)}</span>
          {at_ms !== null && state !== "open" && <small>{dayShort(at_ms)}</small>}
        </li>
      ))}
    </ol>
  );
}

function label(step: Step, slip: SlipView, state: Told["state"]): string {
  if (state === "stopped") return word("slip_status", slip.status);
  return t(`slip.step.${step}`);
}

function stepsOf(slip: SlipView): Told[] {
  const { told, status } = slip;
  const isStopped = status === "rejected" || status === "cancelled";
  const reached = status === "cancelled" ? cancelledAt(slip) : (REACHED[status] ?? 0);
  const times = [told.requested_ms, told.submitted_ms, told.approved_ms, told.issued_ms, told.closed_ms];
  const steps: Step[] = ["requested", "submitted", "approved", "issued", "back"];
  return steps.map((step, i) => {
    const at_ms = times[i] ?? null;
    if (isStopped && i === reached + 1) return { step, at_ms: null, state: "stopped" };
    const isDone = i < reached || status === "closed" || (isStopped && i === reached);
    return { step, at_ms, state: isDone ? "done" : i === reached ? "now" : "open" };
  });
}

function cancelledAt({ told }: SlipView): number {
  if (told.issued_ms !== null) return 3;
  if (told.approved_ms !== null) return 2;
  return told.submitted_ms !== null ? 1 : 0;
}
