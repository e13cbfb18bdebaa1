/** One piece in a list: picture, title, numbers, where it is and how it stands. */
import type { SampleView } from "../core/rows";
import { title } from "../core/title";
import { t } from "../i18n/t";
import { lang } from "../state";
import { placeName } from "./names";
import { SamplePicture } from "./SamplePicture";
import { StatusChip } from "./Words";

export function SampleLine({ view }: { view: SampleView }) {
  const numbers = [view.archive_no, view.model].filter(Boolean).join(" · ");
  return (
    <span class="sample-line">
      <SamplePicture sample={view} size={56} />
      <span class="row-words">
        <strong>{title(view, lang.value)}</strong>
        <small>{numbers || t("sample.no_number")}</small>
        <small class="where">{placeName(view.place) || t("sample.nowhere")}</small>
      </span>
      <span class="row-end">
        <StatusChip status={view.status} />
        {view.quantity > 1 && <small>{t("sample.lot", { n: view.quantity })}</small>}
        {view.pending > 0 && <small class="pending">{t("sample.pending", { n: view.pending })}</small>}
      </span>
    </span>
  );
}
