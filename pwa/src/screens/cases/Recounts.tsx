/** Holes in what phones brought: the pieces that may have moved meanwhile, each ticked off by being seen. */
import { useState } from "preact/hooks";
import { readTag } from "../../core/tag";
import { title } from "../../core/title";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { byTag, sampleView } from "../../device/rows_store";
import { moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Empty, Failure, Notice, Waiting } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { link } from "../../parts/route";
import { SampleLine } from "../../parts/SampleLine";
import { Sheet } from "../../parts/Sheet";
import { useWedge } from "../../parts/useWedge";
import { lang, owed, rights, rows } from "../../state";
import { useFetched } from "../more/fetched";
import { Camera } from "../scan/Camera";
import { DeskTabs } from "./DeskTabs";

interface Line {
  sample: string;
  why: "touched" | "held";
  last_ms: number | null;
  seen_ms: number | null;
  seen_by: string | null;
}
interface Recount {
  device: string;
  phone: string | null;
  seq: number;
  missing: number;
  from_ms: number | null;
  to_ms: number;
  people: string[];
  seen: number;
  lines: Line[];
}

export function Recounts() {
  if (!rights.value.includes("take_back"))
    return (
      <div class="recounts">
        <DeskTabs here="recounts" />
        <Empty icon="list" title={t("recounts.hidden")} />
      </div>
    );
  return <Listed />;
}

function Listed() {
  const { found, error, again } = useFetched<{ recounts: Recount[] }>("/api/recounts", 0, rows.value.cursor);
  const [scanning, setScanning] = useState(false);
  const all = found?.recounts ?? [];
  return (
    <div class="recounts">
      <DeskTabs here="recounts" />
      {!found && error === null && <Waiting />}
      {!found && error !== null && <Failure error={error} act={<Button onClick={again}>{t("common.again")}</Button>} />}
      {found && all.length === 0 && (
        <Empty icon="list" title={t("recounts.empty")}>
          {t("recounts.empty_what")}
        </Empty>
      )}
      {all.map((one) => (
        <OneRecount key={`${one.device} ${one.seq}`} recount={one} />
      ))}
      {all.length > 0 && (
        <div class="acts foot-acts">
          <Button look="main" icon="scan" onClick={() => setScanning(true)}>
            {t("recounts.scan")}
          </Button>
        </div>
      )}
      {scanning && <SeeSheet onClose={() => setScanning(false)} />}
    </div>
  );
}

function OneRecount({ recount }: { recount: Recount }) {
  const names = recount.people.map(personName).filter(Boolean).join(t("common.comma"));
  const here = new Set(owed.value.map((row) => row.sample)); // seen on this phone, the office has not heard of it yet
  return (
    <section class="card recount">
      <h2>{t("case.phone", { name: recount.phone ?? "" })}</h2>
      <p>
        <strong>{t("recounts.missing", { n: recount.missing })}</strong>
      </p>
      <p class="small">
        {recount.from_ms !== null && t("recounts.between", { from: moment(recount.from_ms), to: moment(recount.to_ms) })}
        {names && ` · ${t("recounts.people", { names })}`}
      </p>
      <p>{t("recounts.what")}</p>
      <p class="recount-count">
        <progress value={recount.seen} max={recount.lines.length} aria-label={t("recounts.what")} />
        {t("recounts.done", { seen: recount.seen, all: recount.lines.length })}
      </p>
      <ul class="rows">
        {recount.lines.map((line) => (
          <RecountLine key={line.sample} line={line} isHere={here.has(line.sample)} />
        ))}
      </ul>
    </section>
  );
}

function RecountLine({ line, isHere }: { line: Line; isHere: boolean }) {
  const view = sampleView(line.sample);
  if (!view) return null;
  const isSeen = line.seen_ms !== null || isHere;
  return (
    <li class={isSeen ? "recount-line ticked" : "recount-line"}>
      <a class="row-link" href={link("samples", view.id)}>
        <SampleLine view={view} />
      </a>
      <small>
        <Icon name={isSeen ? "tick" : "search"} size={18} />
        {line.seen_ms !== null
          ? [t("recounts.seen", { time: moment(line.seen_ms) }), personName(line.seen_by)].filter(Boolean).join(" · ")
          : isHere
            ? word("state", "waiting")
            : t(line.why === "held" ? "recounts.held" : "recounts.touched")}
      </small>
    </li>
  );
}

/** Every piece that is shown to the camera is recorded as seen, on this phone first, as any scan is. */
function SeeSheet({ onClose }: { onClose: () => void }) {
  const [last, setLast] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [taken] = useState(() => new Set<string>());
  const see = (text: string) => {
    const code = readTag(text);
    const found = code ? byTag(code) : null;
    const view = found?.id && (found.kind === "sample" || found.kind === "void") ? sampleView(found.id) : null;
    setWrong(!view);
    if (!view) return feel("refused");
    if (taken.has(view.id)) return;
    taken.add(view.id);
    record([{ kind: "sighting", sample: view.id, tag: code, believed_from: view.place }]).then(
      () => {
        feel("stored");
        setLast(title(view, lang.value));
      },
      (failure) => {
        taken.delete(view.id);
        setError(failure);
      },
    );
  };
  useWedge(see);
  return (
    <Sheet title={t("recounts.scan")} onClose={onClose}>
      <div class="sheet-camera">
        <Camera onSee={(texts) => texts.forEach(see)} toneOf={() => "stored"} />
      </div>
      {last && <Notice tone="stored" title={t("recounts.taken", { name: last })} />}
      {wrong && <Notice tone="flagged" title={t("recounts.unknown")} />}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
