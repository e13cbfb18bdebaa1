/** One piece in a list: picture, title, numbers, where it is and how it stands. */
import type { SampleView } from "../core/rows";
import { spaced } from "../core/tag";
import { title } from "../core/title";
import { t } from "../i18n/t";
import { lang } from "../state";
import { Icon } from "./Icon";
import { placeName } from "./names";
import { SamplePicture } from "./SamplePicture";
import { StatusChip } from "./Words";

export function SampleLine({ view }: { view: SampleView }) {
  const numbers = [view.archive_no ?? (view.entry_no && view.tag ? spaced(view.tag) : null), view.model].filter(Boolean).join(" · ");
  return (
    <span class="sample-line">
      <SamplePicture sample={view} size={56} />
      <span class="row-words">
        <strong>{title(view, lang.value)}</strong>
        <small>
          {[numbers || t("sample.no_number"), view.quantity > 1 && t("sample.lot", { n: view.quantity })].filter(Boolean).join(" · ")}
        </small>
        <small class="where">
          <span>{placeName(view.place) || t("sample.nowhere")}</span>
          {view.pending > 0 && <Waits n={view.pending} />}
          <StatusChip status={view.status} />
        </small>
      </span>
    </span>
  );
}

/** A mark, not a word: the line is short, and the piece's own screen says it in full. */
function Waits({ n }: { n: number }) {
  return (
    <span class="waits" title={t("sample.pending", { n })}>
      <Icon name="outbox" size={17} />
      <span class="unseen">{t("sample.pending", { n })}</span>
      <span aria-hidden="true">{n}</span>
    </span>
  );
}
