/** What is said of a receipt in several places: its name, how far the count is, what is still to settle. */
import type { ReceiptLine, ReceiptView, Settlement } from "../../core/rows";
import { t, word } from "../../i18n/t";
import { placeName } from "../../parts/names";
import { rights } from "../../state";

/** The office gives the number; until it has, the delivery note's own stands in for it. */
export const receiptNo = (receipt: ReceiptView): string => receipt.no ?? t("receipt.no_number");

export const depositor = ({ told }: ReceiptView): string => placeName(told.supplier) || told.from || t("receipt.unknown_from");

export const lineTitle = (line: ReceiptLine): string =>
  [word("type", line.type), line.model].filter(Boolean).join(" · ") || line.specification || t("receipt.line", { line: line.line });

export const expected = ({ told }: ReceiptView): number => told.lines.reduce((sum, line) => sum + line.quantity, 0);
export const counted = ({ told }: ReceiptView): number =>
  [...told.lines, ...told.extras].reduce((sum, line) => sum + (line.counted ?? 0), 0);

export interface Difference {
  /** As the office wants it named: the line, or the id of the check of a thing on no line. */
  key: string;
  title: string;
  outcome: string;
  quantity: number | null;
  counted: number;
  note: string | null;
  photos: string[];
  settled: Settlement | null;
}

/** Whatever was not as the delivery note says, settled or not. */
export function differences({ told }: ReceiptView): Difference[] {
  const lines = told.lines
    .filter((line) => line.outcome !== null && line.outcome !== "right")
    .map((line) => ({
      key: line.line,
      title: lineTitle(line),
      outcome: line.outcome ?? "",
      quantity: line.quantity,
      counted: line.counted ?? 0,
      note: line.check_note,
      photos: line.check_photos,
      settled: line.settled,
    }));
  const extras = told.extras.map((extra) => ({
    key: extra.action,
    title: t("receipt.on_no_line"),
    outcome: extra.outcome,
    quantity: null,
    counted: extra.counted,
    note: extra.note,
    photos: extra.photos,
    settled: extra.settled,
  }));
  return [...lines, ...extras];
}

export const maySettle = (): boolean => rights.value.includes("settle");
