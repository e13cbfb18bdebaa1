/** What was not as the delivery note says, open until it is accepted, sent back or claimed — which only the office can write down. */
import { useState } from "preact/hooks";
import type { ReceiptView } from "../../core/rows";
import { dayShort } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { personName } from "../../parts/names";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { AuthoritySays, useAuthority } from "../slips/Decide";
import { type Difference, differences, maySettle } from "./receipt";

export function Differences({ receipt }: { receipt: ReceiptView }) {
  const [open, setOpen] = useState<Difference | null>(null);
  const all = differences(receipt);
  if (!all.length) return null;
  return (
    <section class="differences">
      <h2>{t("receipt.differences")}</h2>
      <ul>
        {all.map((one) => (
          <li key={one.key} class={one.settled ? "settled" : ""}>
            <span class="slip-card-head">
              <strong>{one.title}</strong>
              <span class={`chip outcome-${one.outcome}`}>{word("check", one.outcome)}</span>
            </span>
            <small>
              {one.quantity === null
                ? t("basket.pieces", { n: one.counted })
                : t("receipt.counted_of", { n: one.counted, all: one.quantity })}
            </small>
            {one.note && <p>{one.note}</p>}
            {one.photos.length > 0 && <PhotoStrip photos={one.photos} />}
            {one.settled ? (
              <small class="settled-words">
                {[word("decision", one.settled.decision), one.settled.reason, personName(one.settled.by), dayShort(one.settled.at_ms)]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            ) : (
              maySettle() && (
                <Button icon="scales" onClick={() => setOpen(one)}>
                  {t("receipt.settle")}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {open && <SettleSheet receipt={receipt} difference={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

const DECISIONS = ["accept", "return", "claim"] as const;

function SettleSheet({ receipt, difference, onClose }: { receipt: ReceiptView; difference: Difference; onClose: () => void }) {
  const [decision, setDecision] = useState<(typeof DECISIONS)[number]>("accept");
  const [reason, setReason] = useState("");
  const { busy, error, act } = useAuthority(`/api/receipts/${receipt.id}/settle`, onClose);
  return (
    <Sheet
      title={t("receipt.settle")}
      onClose={onClose}
      foot={
        <Button
          look="main"
          icon="scales"
          wide
          busy={busy}
          disabled={!reason.trim()}
          onClick={() => void act({ line: difference.key, decision, reason: reason.trim() })}
        >
          {t("receipt.settle")}
        </Button>
      }
    >
      <p>
        <strong>{difference.title}</strong> · {word("check", difference.outcome)}
      </p>
      <Segments
        label={t("receipt.decision")}
        value={decision}
        choices={DECISIONS.map((value) => ({ value, label: t(`decision.${value}`) }))}
        onPick={setDecision}
      />
      <TextArea label={t("common.reason")} value={reason} onInput={setReason} maxLength={500} />
      <AuthoritySays error={error} />
    </Sheet>
  );
}
