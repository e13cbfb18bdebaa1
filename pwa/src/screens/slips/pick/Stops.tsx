/** The way through the store: this place next, with the faces of what to take there; then the rest; then what is picked. */
import type { Stop, ToPick } from "../../../core/route";
import type { SlipView } from "../../../core/rows";
import { title } from "../../../core/title";
import { sampleView } from "../../../device/rows_store";
import { t } from "../../../i18n/t";
import { Icon } from "../../../parts/Icon";
import { placePath } from "../../../parts/names";
import { SamplePicture } from "../../../parts/SamplePicture";
import { lang, rows } from "../../../state";
import { issuedPieces } from "../slip";
import { standsAt } from "./run";

const CHOICES = 3; // of a model; more would hide the next place

export function Stops({ slip, route }: { slip: SlipView; route: Stop[] }) {
  const picked = [...new Set(issuedPieces(slip))].reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and holds nothing to focus, so a keyboard could not scroll it
    <section class="stops" aria-label={t("pick.route")} tabIndex={0}>
      {route.length === 0 && (
        <p class="all-picked">
          <Icon name="tick" size={26} />
          <strong>{t("pick.all")}</strong>
        </p>
      )}
      <ol>
        {route.map((stop, i) => (
          <StopCard key={stop.place ?? "nowhere"} stop={stop} isNext={i === 0} />
        ))}
      </ol>
      {picked.length > 0 && (
        <>
          <h2>{t("pick.picked", { n: picked.length })}</h2>
          <ul class="picked-row">
            {picked.map((id) => (
              <PickedFace key={id} id={id} off={slip.told.off_slip.some((one) => one.sample === id)} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function StopCard({ stop, isNext }: { stop: Stop; isNext: boolean }) {
  const path = placePath(stop.place);
  const isStore = rows.value.places.get(stop.place ?? "")?.kind === "store";
  const here = stop.place !== null && stop.place === standsAt.value;
  return (
    <li class={isNext ? "stop next" : "stop"}>
      <header>
        <Icon name={isStore ? "store" : "person"} size={22} />
        <span class="row-words">
          <small>{t(here ? "pick.here" : isNext ? "pick.next" : "pick.then")}</small>
          <strong>{path.at(-1) ?? t("sample.nowhere")}</strong>
          {path.length > 1 && <small>{path.slice(0, -1).join(" › ")}</small>}
        </span>
      </header>
      <ul>
        {shortened(stop.pieces).map((piece) => (
          <Piece key={piece.sample} piece={piece} />
        ))}
      </ul>
    </li>
  );
}

/** Of the pieces that would do for a line only the first few. */
function shortened(pieces: readonly ToPick[]): ToPick[] {
  const seen = new Map<string, number>();
  return pieces.filter((piece) => {
    if (!piece.choice) return true;
    const n = (seen.get(piece.line) ?? 0) + 1;
    seen.set(piece.line, n);
    return n <= CHOICES;
  });
}

function Piece({ piece }: { piece: ToPick }) {
  const view = sampleView(piece.sample);
  if (!view) return null;
  return (
    <li class="stop-piece">
      <SamplePicture sample={view} size={44} />
      <span class="row-words">
        <strong>{title(view, lang.value)}</strong>
        <small>{[view.archive_no, view.model].filter(Boolean).join(" · ")}</small>
      </span>
      {piece.choice && <span class="chip">{t("pick.any")}</span>}
    </li>
  );
}

function PickedFace({ id, off }: { id: string; off: boolean }) {
  const view = sampleView(id);
  const name = view ? title(view, lang.value) : t("slip.piece_unknown");
  return (
    <li class={off ? "off" : ""} title={name}>
      {view && <SamplePicture sample={view} size={48} />}
      <Icon name={off ? "flag" : "tick"} size={16} />
      <span class="unseen">{off ? `${name} · ${t("slip.piece.off")}` : name}</span>
    </li>
  );
}
