/** Until when a slip's pieces are out; overdue ones say by how long. */
import type { SlipView } from "../../core/rows";
import { dayShort } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { today } from "../../parts/DateField";
import { DAY_MS } from "./bookings";
import { isOverdue } from "./slip";

export function Due({ slip }: { slip: SlipView }) {
  const { back_ms } = slip.told;
  if (back_ms === null) return null;
  if (!isOverdue(slip)) return <span>{t("slip.back_by", { day: dayShort(back_ms) })}</span>;
  const late = Math.max(1, Math.round((today() - back_ms) / DAY_MS));
  return <span class="overdue">{t("slip.overdue", { n: late, day: dayShort(back_ms) })}</span>;
}
