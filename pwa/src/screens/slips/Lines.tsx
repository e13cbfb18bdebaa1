/** The lines of a slip, each with its pieces and what became of them; below, what was taken off the slip. */
import type { SampleView, SlipLine, SlipView } from "../../core/rows";
import { title } from "../../core/title";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Icon, type IconName } from "../../parts/Icon";
import { placeName } from "../../parts/names";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang } from "../../state";
import { alike, wanted } from "./slip";

type State = "open" | "out" | "back" | "off";
const ICONS: Record<State, IconName> = { open: "store", out: "out", back: "in", off: "flag" };

export function Lines({ slip }: { slip: SlipView }) {
  const { lines, off_slip } = slip.told;
  return (
    <section class="slip-lines">
      <h2>{t("basket.pieces", { n: wanted(slip) })}</h2>
      <ul>
        {lines.map((line) =>
          line.sample ? <One key={line.line} line={line} id={line.sample} /> : <OfModel key={line.line} line={line} />,
        )}
      </ul>
      {off_slip.length > 0 && (
        <>
          <h2>{t("slip.off_slip")}</h2>
          <ul>
            {off_slip.map(({ sample, action }) => (
              <Piece key={action} id={sample} state={sampleView(sample)?.slip === slip.id ? "off" : "back"} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const stateOf = (line: SlipLine, id: string): State => (line.returned.includes(id) ? "back" : line.issued.includes(id) ? "out" : "open");

function One({ line, id }: { line: SlipLine; id: string }) {
  return <Piece id={id} state={stateOf(line, id)} />;
}

function OfModel({ line }: { line: SlipLine }) {
  const face = sampleView(alike(line.model)[0] ?? "");
  return (
    <>
      <li class="piece model">
        {face ? <SamplePicture sample={face} size={52} /> : <Icon name="samples" size={28} />}
        <span class="row-words">
          <strong>{t("slip.of_model", { n: line.n, model: line.model ?? "" })}</strong>
          <small>{t("slip.line_issued", { n: line.issued.length, all: line.n })}</small>
        </span>
      </li>
      {line.issued.map((id) => (
        <Piece key={id} id={id} state={stateOf(line, id)} inner />
      ))}
    </>
  );
}

function Piece({ id, state, inner = false }: { id: string; state: State; inner?: boolean }) {
  const view = sampleView(id);
  return (
    <li class={inner ? "inner" : ""}>
      <a class={`piece ${state}`} href={link("samples", id)}>
        {view ? <SamplePicture sample={view} size={52} /> : <span class="no-picture" />}
        <span class="row-words">
          <strong>{view ? title(view, lang.value) : t("slip.piece_unknown")}</strong>
          <small>{view && numbersOf(view)}</small>
        </span>
        <span class="piece-state">
          <Icon name={ICONS[state]} size={17} />
          {t(`slip.piece.${state}`)}
        </span>
      </a>
    </li>
  );
}

const numbersOf = (view: SampleView): string =>
  [view.archive_no ?? view.entry_no ?? t("sample.no_number"), placeName(view.place)].filter(Boolean).join(" · ");
