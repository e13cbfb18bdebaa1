/** The pieces a slip asks for, one by one or "three of R-102", and adding to them. */
import { useState } from "preact/hooks";
import type { AskedLine } from "../../core/rows";
import { title } from "../../core/title";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button, IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { placeName } from "../../parts/names";
import { SamplePicture } from "../../parts/SamplePicture";
import { StatusChip } from "../../parts/Words";
import { lang } from "../../state";
import { AddPieces } from "./AddPieces";
import { alike } from "./slip";
import { type Wish, withModel } from "./wish";

interface Props {
  wish: Wish;
  onChange: (wish: Wish) => void;
  wrong?: string | undefined;
}

export function AskedLines({ wish, onChange, wrong }: Props) {
  const [adding, setAdding] = useState(false);
  const n = wish.lines.reduce((sum, line) => sum + (line.sample ? 1 : (line.n ?? 1)), 0);
  const remove = (gone: AskedLine) => onChange({ ...wish, lines: wish.lines.filter((line) => line !== gone) });
  return (
    <section class="slip-lines">
      <h2>{t("basket.pieces", { n })}</h2>
      {wish.lines.length > 0 && (
        <ul>
          {wish.lines.map((line) => (
            <li key={line.line} class="piece">
              {line.sample ? (
                <Named id={line.sample} />
              ) : (
                <OfModel line={line} onCount={(many) => onChange(withModel(wish, line.model ?? "", many))} />
              )}
              <IconButton icon="cross" name={t("slip.remove_line", { n: line.line })} onClick={() => remove(line)} />
            </li>
          ))}
        </ul>
      )}
      {wrong && <p class="wrong-text">{wrong}</p>}
      <Button icon="plus" wide onClick={() => setAdding(true)}>
        {t("slip.add_pieces")}
      </Button>
      {adding && <AddPieces wish={wish} onChange={onChange} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Named({ id }: { id: string }) {
  const view = sampleView(id);
  if (!view) return <span class="row-words">{t("slip.piece_unknown")}</span>;
  return (
    <>
      <SamplePicture sample={view} size={52} />
      <span class="row-words">
        <strong>{title(view, lang.value)}</strong>
        <small>{[view.archive_no, placeName(view.place)].filter(Boolean).join(" · ")}</small>
        {view.status !== "in_store" && <StatusChip status={view.status} />}
      </span>
    </>
  );
}

const MOST = 999;

function OfModel({ line, onCount }: { line: AskedLine; onCount: (n: number) => void }) {
  const n = line.n ?? 1;
  const face = sampleView(alike(line.model ?? "")[0] ?? "");
  return (
    <>
      {face ? <SamplePicture sample={face} size={52} /> : <Icon name="samples" size={28} />}
      <span class="row-words">
        <strong>{line.model}</strong>
        <small>{t("slip.any_of", { n: alike(line.model ?? "").length })}</small>
      </span>
      <span class="counter">
        <IconButton icon="minus" name={t("lot.less")} onClick={() => onCount(Math.max(1, n - 1))} />
        <b>{t("common.number", { n })}</b>
        <IconButton icon="plus" name={t("lot.more")} onClick={() => onCount(Math.min(MOST, n + 1))} />
      </span>
    </>
  );
}
