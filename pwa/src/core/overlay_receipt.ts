/** The office's row of a receipt with this phone's unsent actions laid over it. */
import type { Action } from "./action";
import { count, objects, standing, text, texts } from "./overlay_words";
import type { CheckOutcome, Extra, ReceiptLine, ReceiptRow, ReceiptStatus, ReceiptTold, ReceiptView } from "./rows_matters";

export const blankReceipt = (): ReceiptTold => ({
  note_no: null,
  supplier: null,
  from: null,
  ownership: null,
  arrived: null,
  return_by: null,
  by: null,
  opened_ms: null,
  note: null,
  photos: [],
  lines: [],
  extras: [],
});

const blankLine = (line: string): ReceiptLine => ({
  line,
  type: null,
  quantity: 0,
  model: null,
  specification: null,
  photos: [],
  counted: null,
  outcome: null,
  check_note: null,
  check_photos: [],
  checked_by: null,
  check: null,
  pieces: [],
  settled: null,
});

/** Opened, or edited: what was checked stays with its line, and what has no line any more is told apart until it has one again. */
function open(told: ReceiptTold, action: Action): void {
  const { body } = action;
  Object.assign(told, {
    note_no: text(body.note_no),
    supplier: text(body.supplier),
    from: text(body.from),
    ownership: text(body.ownership),
    arrived: text(body.arrived),
    return_by: text(body.return_by),
    by: told.by ?? action.by,
    opened_ms: told.opened_ms ?? action.wall_ms,
    note: text(body.note),
    photos: texts(body.photos),
  });
  const before = new Map(told.lines.map((line) => [line.line, line]));
  const apart = new Map(told.extras.map((extra) => [extra.line ?? null, extra]));
  told.lines = objects(body.lines).map((expected, i) => {
    const line = text(expected.line) ?? String(i + 1);
    const counted = apart.get(line);
    return {
      ...(before.get(line) ?? (counted ? lineOfExtra(line, counted) : blankLine(line))),
      type: text(expected.type),
      quantity: count(expected.quantity) ?? 1,
      model: text(expected.model),
      specification: text(expected.specification),
      photos: texts(expected.photos),
    };
  });
  const now = new Set(told.lines.map((line) => line.line));
  const left = [...before.values()].filter((line) => line.outcome !== null && !now.has(line.line)).map(extraOfLine);
  told.extras = [...told.extras.filter((extra) => !now.has(extra.line ?? "")), ...left];
}

const lineOfExtra = (line: string, { counted, outcome, note, photos, by, action, settled }: Extra): ReceiptLine => ({
  ...blankLine(line),
  counted,
  outcome,
  check_note: note,
  check_photos: photos,
  checked_by: by,
  check: action,
  settled,
});

const extraOfLine = ({ line, counted, outcome, check_note, check_photos, checked_by, check, settled }: ReceiptLine): Extra => ({
  counted: counted ?? 0,
  outcome: outcome ?? "right",
  note: check_note,
  photos: check_photos,
  by: checked_by,
  action: check ?? "",
  line,
  settled,
});

function check(told: ReceiptTold, action: Action): void {
  const { body, by } = action;
  const said = { counted: count(body.counted) ?? 0, outcome: text(body.outcome) as CheckOutcome };
  const [named, note, photos] = [text(body.line), text(body.note), texts(body.photos)];
  const line = told.lines.find((one) => one.line === named);
  if (line) {
    Object.assign(line, said, { check_note: note, check_photos: photos, checked_by: by, check: action.id, settled: null });
    return;
  }
  told.extras = told.extras.filter((extra) => named === null || extra.line !== named); // the later count of a line counts
  told.extras.push({ ...said, note, photos, by, action: action.id, line: named, settled: null });
}

/** A piece of a line: it arrived on its own, or was registered at once. */
function addPiece(told: ReceiptTold, action: Action): void {
  const named = text(action.kind === "arrive" ? action.body.line : action.body.entry);
  const line = told.lines.find((one) => one.line === named);
  if (line && action.sample && !line.pieces.includes(action.sample)) line.pieces.push(action.sample);
}

const isOpen = (one: { outcome: CheckOutcome | null; settled: unknown }): boolean => one.outcome !== "right" && one.settled === null;

function receiptStatus(told: ReceiptTold): ReceiptStatus {
  const checked = told.lines.filter((line) => line.outcome !== null);
  const isTouched = checked.length > 0 || told.extras.length > 0 || told.lines.some((line) => line.pieces.length > 0);
  if (!isTouched) return "expected";
  if (checked.length < told.lines.length) return "checking";
  return [...told.lines, ...told.extras].some(isOpen) ? "differences" : "closed";
}

function takeBack(told: ReceiptTold, undone: Action): void {
  if (undone.kind === "arrive") for (const line of told.lines) line.pieces = line.pieces.filter((piece) => piece !== undone.sample);
  if (undone.kind !== "receipt_check") return;
  told.extras = told.extras.filter((extra) => extra.action !== undone.id);
  const line = told.lines.find((one) => one.line === text(undone.body.line));
  if (line) Object.assign(line, { counted: null, outcome: null, check_note: null, check_photos: [], checked_by: null, check: null });
}

/** `pending`: unsent actions that name the receipt, in order. Null when nothing at all is known. */
export function overlayReceipt(
  id: string,
  row: ReceiptRow | null,
  pending: readonly Action[],
  known: (id: string) => Action | undefined,
): ReceiptView | null {
  const { acts, undone } = standing(pending, known);
  if (row && !acts.length && !undone.length) return { ...row, pending: pending.length };
  if (!row && !acts.some((action) => action.kind === "receipt_open")) return null;
  const before = row?.told ?? blankReceipt();
  const lines = before.lines.map((line) => ({ ...line, pieces: [...line.pieces] }));
  const told: ReceiptTold = { ...before, lines, extras: [...before.extras] };
  for (const action of undone) takeBack(told, action);
  for (const action of acts) {
    if (action.kind === "receipt_open") open(told, action);
    else if (action.kind === "receipt_check") check(told, action);
  }
  for (const action of acts) if (action.kind === "arrive" || action.kind === "register") addPiece(told, action); // once every line is known
  return { id, no: row?.no ?? null, status: receiptStatus(told), told, commit: row?.commit ?? 0, pending: pending.length };
}
