/** One receipt: each line counted in the hand, each piece given a temporary tag, each difference kept open until somebody settles it. */
import { useState } from "preact/hooks";
import type { ReceiptLine, ReceiptView } from "../../core/rows";
import { receiptView } from "../../device/rows_matters";
import { sampleView } from "../../device/rows_store";
import { t, word } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { NotHere } from "../../parts/NotHere";
import { Notice } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { type Pair, Pairs } from "../../parts/Pairs";
import { PaperButton } from "../../parts/PaperButton";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { link } from "../../parts/route";
import { lang, rows } from "../../state";
import { ArriveSheet } from "./ArriveSheet";
import { CheckSheet } from "./CheckSheet";
import { Differences } from "./Differences";
import { ReceiptChip } from "./ReceiptList";
import { counted, depositor, expected, lineTitle, receiptNo } from "./receipt";

/** By its name: what is known of the line changes while the sheet is up. */
type Open = { sheet: "check" | "arrive"; line: string | null } | null;

export function ReceiptDetail({ id }: { id: string }) {
  const receipt = rows.value.version >= 0 ? receiptView(id) : null;
  const [open, setOpen] = useState<Open>(null);
  if (!receipt) return <Missing />;
  const close = () => setOpen(null);
  const line = receipt.told.lines.find((one) => one.line === open?.line) ?? null;
  return (
    <article class="receipt">
      <Head title={depositor(receipt)} back={link("receipts")} />
      <div class="slip-columns">
        <div class="slip-main">
          <section class="slip-face">
            <p class="slip-card-head">
              <span class="slip-no">{receiptNo(receipt)}</span>
              <ReceiptChip receipt={receipt} />
            </p>
            <p class="receipt-count">{t("receipt.counted_of", { n: counted(receipt), all: expected(receipt) })}</p>
            {receipt.pending > 0 && <Notice title={t("receipt.unsent")}>{t("receipt.unsent_what")}</Notice>}
          </section>
          <ul class="receipt-lines">
            {receipt.told.lines.map((line) => (
              <Line key={line.line} line={line} onOpen={setOpen} />
            ))}
          </ul>
          <Button look="quiet" icon="plus" onClick={() => setOpen({ sheet: "check", line: null })}>
            {t("receipt.extra")}
          </Button>
        </div>
        <div class="slip-side">
          <Differences receipt={receipt} />
          <About receipt={receipt} />
        </div>
      </div>
      <div class="foot-acts">
        <LinkButton href={link("receipts", id, "edit")} icon="pen">
          {t("receipt.edit")}
        </LinkButton>
        <PaperButton
          path={`/api/receipts/${id}/receipt.pdf?lang=${lang.value}`}
          name={`${receipt.no ?? "receipt"}.pdf`}
          title={t("receipt.paper")}
        >
          {t("receipt.paper")}
        </PaperButton>
      </div>
      {open?.sheet === "check" && <CheckSheet receipt={receipt} line={line} onClose={close} />}
      {open?.sheet === "arrive" && line && <ArriveSheet receipt={receipt} line={line} onClose={close} />}
    </article>
  );
}

const Missing = () => <NotHere head={t("receipts.title")} back={link("receipts")} icon="receipt" title={t("receipt.missing")} />;

function Line({ line, onOpen }: { line: ReceiptLine; onOpen: (open: Open) => void }) {
  const isDone = line.counted !== null;
  return (
    <li class="receipt-line">
      <div class="receipt-line-words">
        <strong>{lineTitle(line)}</strong>
        {line.specification && <small>{line.specification}</small>}
        <small>
          {isDone
            ? t("receipt.counted_by", { n: line.counted ?? 0, all: line.quantity, name: personName(line.checked_by) })
            : t("receipt.to_count", { n: line.quantity })}
        </small>
      </div>
      {line.outcome && <span class={`chip outcome-${line.outcome}`}>{word("check", line.outcome)}</span>}
      <div class="receipt-line-acts">
        <Button look={isDone ? "quiet" : "plain"} icon="tick" onClick={() => onOpen({ sheet: "check", line: line.line })}>
          {t(isDone ? "receipt.check_again" : "receipt.check")}
        </Button>
        {isDone && (line.counted ?? 0) > line.pieces.length && (
          <Button icon="tag" onClick={() => onOpen({ sheet: "arrive", line: line.line })}>
            {t("receipt.tag_pieces")}
          </Button>
        )}
      </div>
      <Pieces ids={line.pieces} />
    </li>
  );
}

/** The pieces taken in: registered ones lead to their archive, others to the registration form. */
function Pieces({ ids }: { ids: string[] }) {
  if (!ids.length) return null;
  return (
    <ul class="receipt-pieces">
      {ids.map((id) => {
        const view = sampleView(id);
        const isNew = view?.status === "unregistered" || !view?.archive_no;
        return (
          <li key={id}>
            <a href={isNew ? `${link("register")}?piece=${id}` : link("samples", id)}>
              <span>{view?.archive_no ?? view?.entry_no ?? t("receipt.piece")}</span>
              <small>{isNew ? t("receipt.register") : t("receipt.registered")}</small>
              <Icon name="next" size={16} />
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function About({ receipt }: { receipt: ReceiptView }) {
  const { told } = receipt;
  const pairs: Pair[] = [
    [t("receipt.note_no"), told.note_no],
    [t("receipt.from"), depositor(receipt)],
    [t("fact.ownership"), word("ownership", told.ownership)],
    [t("register.arrived"), told.arrived],
    [t("receipt.return_by"), told.return_by],
    [t("receipt.opened_by"), personName(told.by)],
    [t("fact.notes"), told.note],
  ];
  return (
    <section class="slip-about">
      <Pairs of={pairs} />
      {told.photos.length > 0 && <PhotoStrip photos={told.photos} label={t("receipt.note_photos")} />}
    </section>
  );
}
