/** What is to go: from approved slips, by what the register is narrowed to, or chosen one by one. */
import { useState } from "preact/hooks";
import { type FairPlan, MOST_LINES } from "../../core/fair_drafts";
import type { AskedLine, SlipView } from "../../core/rows";
import { slips } from "../../device/rows_matters";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Sheet } from "../../parts/Sheet";
import { FilterFields } from "../samples/Filters";
import { found, wanted as narrowed } from "../samples/wanted";
import { AskedLines } from "../slips/AskedLines";
import { slipNo, slipTitle, wanted } from "../slips/slip";
import { blankWish, type Wish } from "../slips/wish";
import { askedOf, linesOf, withPieces, withSlip } from "./wish";

interface Props {
  plan: FairPlan;
  onChange: (plan: FairPlan) => void;
}

export function PackingList({ plan, onChange }: Props) {
  const [open, setOpen] = useState<"slips" | "filter" | null>(null);
  const wish: Wish = { ...blankWish(null, []), lines: plan.lines.map(askedOf) };
  const choose = (lines: readonly AskedLine[]) => onChange({ ...plan, lines: linesOf(lines, plan.lines) });
  const close = () => setOpen(null);
  return (
    <section class="packing-list">
      <AskedLines wish={wish} onChange={({ lines }) => choose(lines)} />
      <div class="acts">
        <Button icon="slips" onClick={() => setOpen("slips")}>
          {t("fair.from_slips")}
        </Button>
        <Button icon="filter" onClick={() => setOpen("filter")}>
          {t("fair.by_filter")}
        </Button>
      </div>
      {plan.lines.length >= MOST_LINES && <p class="wrong-text">{t("fair.list_full", { n: MOST_LINES })}</p>}
      {open === "slips" && <FromSlips plan={plan} onChange={onChange} onClose={close} />}
      {open === "filter" && <ByFilter plan={plan} onChange={onChange} onClose={close} />}
    </section>
  );
}

const READY: ReadonlySet<string> = new Set(["approved", "picking", "issued", "partly_returned"]);

function FromSlips({ plan, onChange, onClose }: Props & { onClose: () => void }) {
  const ready = slips().filter(({ status }) => READY.has(status));
  const isFair = (slip: SlipView): number => Number(slip.told.purpose === "fair");
  return (
    <Sheet
      title={t("fair.from_slips")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide onClick={onClose}>
          {t("slip.added", { n: plan.lines.length })}
        </Button>
      }
    >
      <ul class="rows chosen-rows">
        {ready
          .sort((a, b) => isFair(b) - isFair(a))
          .map((slip) => {
            const isOn = plan.slips.includes(slip.id);
            return (
              <li key={slip.id}>
                <button type="button" class="row-button" aria-pressed={isOn} disabled={isOn} onClick={() => onChange(withSlip(plan, slip))}>
                  <span class="check">{isOn && <Icon name="tick" size={18} />}</span>
                  <span class="row-words">
                    <strong>{slipTitle(slip)}</strong>
                    <small>{[slipNo(slip), t("basket.pieces", { n: wanted(slip) })].join(" · ")}</small>
                  </span>
                </button>
              </li>
            );
          })}
      </ul>
      {ready.length === 0 && <p class="small">{t("fair.no_slips")}</p>}
    </Sheet>
  );
}

/** The register's own filters; what it was narrowed to before is put back at the end. */
function ByFilter({ plan, onChange, onClose }: Props & { onClose: () => void }) {
  const [before] = useState(narrowed.value);
  const close = () => {
    narrowed.value = before;
    onClose();
  };
  const n = found.value.length;
  return (
    <Sheet
      title={t("fair.by_filter")}
      onClose={close}
      foot={
        <Button
          look="main"
          icon="plus"
          wide
          disabled={n === 0 || n > MOST_LINES}
          onClick={() => {
            onChange({
              ...plan,
              lines: withPieces(
                plan.lines,
                found.value.map(({ id }) => id),
              ),
            });
            close();
          }}
        >
          {t("fair.add_found", { n })}
        </Button>
      }
    >
      {n > MOST_LINES && <p class="small">{t("fair.too_many", { n: MOST_LINES })}</p>}
      <FilterFields />
    </Sheet>
  );
}
