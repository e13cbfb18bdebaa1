/** A delivery note: typed, read from a file, or photographed and typed later. */
import { useRef, useState } from "preact/hooks";
import { openDraft } from "../../core/matter_drafts";
import type { ExpectedLine, ReceiptView } from "../../core/rows";
import { newId } from "../../device/clock";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { receiptView } from "../../device/rows_matters";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field, Select } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Failure, Notice } from "../../parts/Notice";
import { nameOf } from "../../parts/names";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { go, link } from "../../parts/route";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";
import { rows } from "../../state";
import { Day, words } from "../register/Made";
import { OWNERSHIPS, TYPES } from "../register/paper";
import { Repeated } from "../register/Repeated";
import { type Imported, readNote } from "./read_note";

interface LinePaper {
  line: string;
  type: string;
  quantity: string;
  model: string;
  specification: string;
}
interface Paper {
  note_no: string;
  supplier: string;
  from: string;
  ownership: string;
  arrived: string;
  return_by: string;
  note: string;
  photos: string[];
  lines: LinePaper[];
}

const BLANK_LINE: LinePaper = { line: "", type: "ring", quantity: "1", model: "", specification: "" };

const blank = (): Paper => ({
  note_no: "",
  supplier: "",
  from: "",
  ownership: "memo_in",
  arrived: new Date().toLocaleDateString("sv"),
  return_by: "",
  note: "",
  photos: [],
  lines: [BLANK_LINE],
});

function paperOf({ told }: ReceiptView): Paper {
  const text = (value: string | null) => value ?? "";
  return {
    note_no: text(told.note_no),
    supplier: text(told.supplier),
    from: text(told.from),
    ownership: told.ownership ?? "own",
    arrived: text(told.arrived),
    return_by: text(told.return_by),
    note: text(told.note),
    photos: told.photos,
    lines: told.lines.map(({ line, type, quantity, model, specification }) => ({
      line,
      type: text(type),
      quantity: String(quantity),
      model: text(model),
      specification: text(specification),
    })),
  };
}

/** Lines keep their names when the note is edited; new ones get the next free number. */
function linesOf(papers: LinePaper[]): ExpectedLine[] {
  const used = new Set(papers.map(({ line }) => line).filter(Boolean));
  let next = 1;
  const free = () => {
    while (used.has(String(next))) next += 1;
    used.add(String(next));
    return String(next);
  };
  return papers.map(({ line, type, quantity, model, specification }) => ({
    line: line || free(),
    type,
    quantity: Number(quantity),
    model: model.trim() || null,
    specification: specification.trim() || null,
  }));
}

const isCount = (text: string) => /^[1-9]\d{0,4}$/.test(text);

export function ReceiptForm({ id }: { id: string | null }) {
  const known = id && rows.value.version >= 0 ? receiptView(id) : null;
  const [paper, setPaper] = useDraft<Paper>("paper", () => (known ? paperOf(known) : blank()));
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const put = (change: Partial<Paper>) => setPaper((before) => ({ ...before, ...change }));
  const isWhole = paper.lines.length > 0 && paper.lines.every(({ quantity }) => isCount(quantity));
  const keep = async () => {
    setBusy(true);
    const receipt = id ?? newId();
    const { lines, supplier, ...form } = paper;
    await record([openDraft(receipt, { ...form, supplier: supplier || null, lines: linesOf(lines) })]).then(
      () => {
        feel("stored");
        go("receipts", receipt);
      },
      (failure) => {
        feel("refused");
        setError(failure);
      },
    );
    setBusy(false);
  };
  return (
    <form
      class="receipt-form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Head title={t(id ? "receipt.edit" : "receipts.new")} back={id ? link("receipts", id) : link("receipts")} />
      <div class="slip-columns">
        <div class="form slip-main">
          <FromFile onRead={({ lines }) => put({ lines })} />
          <Lines lines={paper.lines} onChange={(lines) => put({ lines })} />
        </div>
        <div class="form slip-side">
          <Field label={t("receipt.note_no")} value={paper.note_no} maxLength={80} onInput={(note_no) => put({ note_no })} />
          <From paper={paper} put={put} />
          <Select
            label={t("fact.ownership")}
            value={paper.ownership}
            choices={words("ownership", OWNERSHIPS)}
            onPick={(ownership) => put({ ownership })}
          />
          <Day label={t("register.arrived")} value={paper.arrived} onInput={(arrived) => put({ arrived })} />
          <Day label={t("receipt.return_by")} value={paper.return_by} onInput={(return_by) => put({ return_by })} />
          <PhotoStrip photos={paper.photos} onChange={(photos) => put({ photos })} label={t("receipt.note_photos")} />
          <TextArea label={t("fact.notes")} value={paper.note} onInput={(note) => put({ note })} />
        </div>
      </div>
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <Button look="main" icon="tick" submit busy={busy} disabled={!isWhole}>
          {t("receipt.keep")}
        </Button>
      </div>
    </form>
  );
}

function From({ paper, put }: { paper: Paper; put: (change: Partial<Paper>) => void }) {
  const clients = [...rows.value.places.values()].filter((place) => place.kind === "client" && !place.retired);
  const known = [
    { value: "", label: t("receipt.other_from") },
    ...clients.map((place) => ({ value: place.id, label: nameOf(place.names) })),
  ];
  return (
    <>
      <Select label={t("receipt.from")} value={paper.supplier} choices={known} onPick={(supplier) => put({ supplier })} />
      {!paper.supplier && <Field label={t("receipt.from_name")} value={paper.from} maxLength={120} onInput={(from) => put({ from })} />}
    </>
  );
}

function Lines({ lines, onChange }: { lines: LinePaper[]; onChange: (lines: LinePaper[]) => void }) {
  return (
    <Repeated title={t("receipt.lines")} add={t("receipt.add_line")} rows={lines} blank={BLANK_LINE} onChange={onChange}>
      {(row, change) => (
        <>
          <Select label={t("fact.type")} value={row.type} choices={words("type", TYPES)} onPick={(type) => change({ type })} />
          <Field
            label={t("fact.quantity")}
            inputMode="numeric"
            maxLength={5}
            value={row.quantity}
            wrong={isCount(row.quantity) ? undefined : t("register.number_wrong")}
            onInput={(quantity) => change({ quantity })}
          />
          <Field label={t("fact.model")} maxLength={80} value={row.model} onInput={(model) => change({ model })} />
          <Field
            label={t("receipt.specification")}
            maxLength={500}
            value={row.specification}
            onInput={(specification) => change({ specification })}
          />
        </>
      )}
    </Repeated>
  );
}

/** A delivery note as a spreadsheet; the office reads it, so it needs the office. */
function FromFile({ onRead }: { onRead: (read: { lines: LinePaper[] }) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [problems, setProblems] = useState<Imported["problems"]>([]);
  const read = async (file: File) => {
    setBusy(true);
    setError(null);
    try {
      const found = await readNote(file);
      setProblems(found.problems);
      const lines = found.lines.map((line) => ({
        line: "",
        type: line.type ?? "ring",
        quantity: String(line.quantity ?? 1),
        model: line.model ?? "",
        specification: line.specification ?? "",
      }));
      if (lines.length) onRead({ lines });
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <div class="from-file">
      <Button icon="file" busy={busy} onClick={() => input.current?.click()}>
        {t("receipt.from_file")}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.xlsx,.txt"
        hidden
        aria-label={t("receipt.from_file")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void read(file);
        }}
      />
      {problems.length > 0 && (
        <Notice tone="flagged" title={t("receipt.file_problems", { n: problems.length })}>
          <ul>
            {problems.slice(0, 20).map((one) => (
              <li key={`${one.line} ${one.column} ${one.message}`}>{t("receipt.file_line", { line: one.line, what: one.message })}</li>
            ))}
          </ul>
        </Notice>
      )}
      {error !== null && <Failure error={error} />}
    </div>
  );
}
