/** Cancelling a slip; pieces that are out already stay where they are and have to come back. */
import { useState } from "preact/hooks";
import { cancelDraft } from "../../core/matter_drafts";
import type { SlipView } from "../../core/rows";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Failure, Notice } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { piecesOut } from "./slip";

export function Cancel({ slip, onClose }: { slip: SlipView; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>(null);
  const out = piecesOut(slip).length;
  const act = () => record([cancelDraft(slip.id, reason.trim())]).then(onClose, setError);
  return (
    <Sheet
      title={t("slip.cancel")}
      onClose={onClose}
      foot={
        <Button look="danger" icon="cross" wide onClick={() => void act()}>
          {t("slip.cancel")}
        </Button>
      }
    >
      {out > 0 && <Notice tone="flagged">{t("slip.cancel_out", { n: out })}</Notice>}
      <TextArea label={t("common.reason")} value={reason} onInput={setReason} maxLength={400} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
