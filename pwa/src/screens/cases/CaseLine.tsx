/** A case in one line: the piece, what does not fit, since when; and whether it is this person's. */
import { parties } from "../../core/case";
import type { CaseRow } from "../../core/rows";
import { spaced } from "../../core/tag";
import { title } from "../../core/title";
import { sampleView } from "../../device/rows_store";
import { t, word } from "../../i18n/t";
import { Icon } from "../../parts/Icon";
import { SamplePicture } from "../../parts/SamplePicture";
import { Ago } from "../../parts/Words";
import { lang, person, rows } from "../../state";

/** `piece`: under a head that says what does not fit already, so that the piece comes first. */
export function CaseLine({ row, piece = false }: { row: CaseRow; piece?: boolean }) {
  const view = row.sample ? sampleView(row.sample) : null;
  const isMine = !!person.value && parties(row, view, rows.value.places).has(person.value.id);
  const name = view ? title(view, lang.value) : row.tag && spaced(row.tag);
  return (
    <span class="sample-line case-line">
      {view ? (
        <SamplePicture sample={view} size={56} />
      ) : (
        <span class="picture only-tag">
          <Icon name="tag" size={30} />
        </span>
      )}
      <span class="row-words">
        {!piece && <strong>{word("case_kind", row.kind)}</strong>}
        {piece ? <strong>{name}</strong> : <small>{name}</small>}
        <small class="where">
          <span>
            {view?.archive_no && <span class="whole">{view.archive_no}</span>}
            {view?.archive_no && " · "}
            <span class="whole">
              <Ago ms={row.opened_ms} />
            </span>
          </span>
          <span class={`chip case-${row.status}`}>{word("case_status", row.status)}</span>
          {isMine && <span class="chip mine">{t("case.you")}</span>}
        </small>
      </span>
    </span>
  );
}
