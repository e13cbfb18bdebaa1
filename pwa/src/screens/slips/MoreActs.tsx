/** Everything else that can be done with a slip, as a list. */
import { useState } from "preact/hooks";
import type { SlipView } from "../../core/rows";
import { t } from "../../i18n/t";
import { Act } from "../../parts/Act";
import { Failure } from "../../parts/Notice";
import { openPaper } from "../../parts/paper";
import { go } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { lang } from "../../state";
import { ShowSheet } from "../handover/ShowSheet";
import type { Open } from "./SlipActs";
import { isOut, isOver, issuedPieces, mayDecide, mayIssue, mayRequest, piecesOut, slipNo } from "./slip";

export function MoreActs({ slip, onOpen, onClose }: { slip: SlipView; onOpen: (open: Open) => void; onClose: () => void }) {
  const [showing, setShowing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const note = () => openPaper(`/api/slips/${slip.id}/note.pdf?lang=${lang.value}`, `${slipNo(slip)}.pdf`).then(onClose, setError);
  if (showing) return <ShowSheet samples={piecesOut(slip)} slip={slip.id} client={slip.told.client} onClose={onClose} />;
  const isIssued = issuedPieces(slip).length > 0;
  return (
    <Sheet title={t("slip.more")} onClose={onClose}>
      <ul class="menu">
        {isIssued && <Act icon="file" name={t("slip.note_pdf")} what={t("slip.note_pdf_what")} onClick={() => void note()} />}
        {piecesOut(slip).length > 0 && (
          <Act icon="client" name={t("show.title")} what={t("show.slip_what")} onClick={() => setShowing(true)} />
        )}
        {isOut(slip) && mayIssue() && (
          <Act icon="scan" name={t("slip.pick_on")} what={t("slip.pick_on_what")} onClick={() => go("slips", slip.id, "pick")} />
        )}
        {isOut(slip) && piecesOut(slip).length > 0 && mayRequest() && (
          <Act icon="turn" name={t(mayDecide(slip) ? "slip.extend" : "slip.extend_ask")} onClick={() => onOpen("extend")} />
        )}
        {!isOver(slip) && mayRequest() && (
          <Act icon="pen" name={t("slip.edit")} what={voids(slip)} onClick={() => go("slips", slip.id, "edit")} />
        )}
        {!isOver(slip) && mayRequest() && <Act icon="cross" name={t("slip.cancel")} onClick={() => onOpen("cancel")} />}
      </ul>
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

const voids = (slip: SlipView): string | undefined => (slip.status === "draft" ? undefined : t("slip.edit_voids"));
