/** The second person's word: the piece goes out of stock for good. The office's own act, never by the one who assessed it. */
import { useState } from "preact/hooks";
import type { RepairView, SampleView } from "../../core/rows";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { personName } from "../../parts/names";
import { SampleLine } from "../../parts/SampleLine";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { AuthoritySays, useAuthority } from "../slips/Decide";

const SINKS = ["sink-scrapped", "sink-returned_to_owner", "sink-lost"] as const;

export function WriteOffSheet({ repair, view, onClose }: { repair: RepairView; view: SampleView; onClose: () => void }) {
  const [to, setTo] = useState<(typeof SINKS)[number]>("sink-scrapped");
  const [reason, setReason] = useState("");
  const { busy, error, act } = useAuthority(`/api/samples/${view.id}/write-off`, onClose);
  const { decision, assessed_by, replacement } = repair.told;
  const body = { to, reason: reason.trim(), repair: repair.id, ...(replacement ? { replacement } : {}) };
  return (
    <Sheet
      title={t("repair.write_off")}
      onClose={onClose}
      foot={
        <Button look="danger" icon="gone" wide busy={busy} disabled={!reason.trim()} onClick={() => void act(body)}>
          {t("repair.write_off")}
        </Button>
      }
    >
      <SampleLine view={view} />
      {decision && <p>{t("repair.proposed", { name: personName(assessed_by), what: word("repair_decision", decision) })}</p>}
      <Segments
        label={t("repair.goes_to")}
        value={to}
        choices={SINKS.map((value) => ({ value, label: word("place_kind", value.replace("sink-", "")) }))}
        onPick={setTo}
      />
      <TextArea label={t("common.reason")} value={reason} onInput={setReason} maxLength={500} />
      <AuthoritySays error={error} />
    </Sheet>
  );
}
