/** Keeping the pieces longer: the approver says so at the office, anybody else asks for it. */
import { useState } from "preact/hooks";
import { extendAskDraft } from "../../core/matter_drafts";
import type { SlipView } from "../../core/rows";
import { record } from "../../device/outbox";
import { day } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { DateField, today } from "../../parts/DateField";
import { Failure } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { AuthoritySays, useAuthority } from "./Decide";
import { mayDecide } from "./slip";

export function Extend({ slip, onClose }: { slip: SlipView; onClose: () => void }) {
  const [back_ms, setBack] = useState<number | null>(slip.told.asked_back_ms ?? slip.told.back_ms);
  const [reason, setReason] = useState("");
  const [failed, setFailed] = useState<unknown>(null);
  const { busy, error, act } = useAuthority(`/api/slips/${slip.id}/extend`, onClose);
  const decides = mayDecide(slip);
  const body = { back_ms, reason: reason.trim() || null };
  const ask = () => record([extendAskDraft(slip.id, back_ms ?? 0, reason.trim())]).then(onClose, setFailed);
  const isChanged = back_ms !== null && back_ms !== slip.told.back_ms;
  return (
    <Sheet
      title={t(decides ? "slip.extend" : "slip.extend_ask")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide busy={busy} disabled={!isChanged} onClick={() => void (decides ? act(body) : ask())}>
          {t(decides ? "slip.extend" : "slip.extend_ask")}
        </Button>
      }
    >
      {slip.told.back_ms !== null && <p class="small">{t("slip.back_now", { day: day(slip.told.back_ms) })}</p>}
      <DateField label={t("slip.back")} value={back_ms} onInput={setBack} min={today()} />
      <TextArea label={t("common.reason")} value={reason} onInput={setReason} maxLength={400} />
      {decides && <AuthoritySays error={error} />}
      {failed !== null && <Failure error={failed} />}
    </Sheet>
  );
}
