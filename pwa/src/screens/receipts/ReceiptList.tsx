/** Receipts, those that still want something first. */
import { signal } from "@preact/signals";
import type { ReceiptStatus, ReceiptView } from "../../core/rows";
import { receipts } from "../../device/rows_matters";
import { dayShort } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { LinkButton } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Empty } from "../../parts/Notice";
import { link } from "../../parts/route";
import { rows } from "../../state";
import { counted, depositor, expected, receiptNo } from "./receipt";

const STAGES = ["open", "closed"] as const;
const stage = signal<(typeof STAGES)[number]>("open");
const FIRST: ReceiptStatus[] = ["differences", "checking", "expected", "closed"];

export function ReceiptList() {
  const all = rows.value.version >= 0 ? receipts() : [];
  const shown = all
    .filter(({ status }) => (status === "closed") === (stage.value === "closed"))
    .sort((a, b) => FIRST.indexOf(a.status) - FIRST.indexOf(b.status));
  return (
    <div class="receipts">
      <Head title={t("receipts.title")} back={link("more")} />
      <Segments
        label={t("receipts.title")}
        showLabel={false}
        value={stage.value}
        choices={STAGES.map((value) => ({ value, label: t(`receipts.${value}`) }))}
        onPick={(value) => (stage.value = value)}
      />
      {shown.length === 0 ? (
        <Empty icon="receipt" title={t("receipts.none")}>
          {stage.value === "open" && t("receipts.none_what")}
        </Empty>
      ) : (
        <ul class="slip-cards">
          {shown.map((receipt) => (
            <ReceiptCard key={receipt.id} receipt={receipt} />
          ))}
        </ul>
      )}
      <div class="foot-acts">
        <LinkButton href={link("receipts", "new")} icon="plus" look="main">
          {t("receipts.new")}
        </LinkButton>
      </div>
    </div>
  );
}

function ReceiptCard({ receipt }: { receipt: ReceiptView }) {
  const { told } = receipt;
  return (
    <li>
      <a class="slip-card" href={link("receipts", receipt.id)}>
        <span class="slip-card-head">
          <span class="slip-no">
            {receiptNo(receipt)}
            {receipt.pending > 0 && <Icon name="outbox" size={16} />}
          </span>
          <ReceiptChip receipt={receipt} />
        </span>
        <strong>{depositor(receipt)}</strong>
        <small>{[told.note_no, told.opened_ms !== null && dayShort(told.opened_ms)].filter(Boolean).join(" · ")}</small>
        <span class="slip-progress">{t("receipt.counted_of", { n: counted(receipt), all: expected(receipt) })}</span>
      </a>
    </li>
  );
}

export function ReceiptChip({ receipt }: { receipt: ReceiptView }) {
  return <span class={`chip receipt-${receipt.status}`}>{word("receipt_status", receipt.status)}</span>;
}
