/** What changes hands, as pictures with their numbers: the receiver checks them against what lies on the table. */
import { title } from "../../../core/title";
import { sampleView } from "../../../device/rows_store";
import { t } from "../../../i18n/t";
import { SamplePicture } from "../../../parts/SamplePicture";
import { lang } from "../../../state";

export function PieceGrid({ pieces }: { pieces: readonly string[] }) {
  return (
    <ul class="piece-grid">
      {pieces.map((id) => {
        const view = sampleView(id);
        return (
          <li key={id}>
            {view && <SamplePicture sample={view} size={72} />}
            <strong>{view ? title(view, lang.value) : t("slip.piece_unknown")}</strong>
            <small>{view?.archive_no ?? view?.model}</small>
          </li>
        );
      })}
    </ul>
  );
}
