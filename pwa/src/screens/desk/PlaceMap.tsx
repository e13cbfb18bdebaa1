/** Where the stock lies, as a map: a tile for each cabinet, person, client … as large as what lies there. */
import { useState } from "preact/hooks";
import { type Part, parts, REST } from "../../core/figures";
import { treemap } from "../../core/treemap";
import { t } from "../../i18n/t";
import { rows } from "../../state";
import { percent, placeLead, placeSaid, shown, worth } from "./shown";
import { fill, siteTone } from "./tones";

/** As wide to high as the style draws it; of the whole, what is smaller than `least` is no tile that anybody could read or hit. */
const WIDE = { width: 160, height: 90, most: 18, least: 0.012 };
const UPRIGHT = { width: 80, height: 100, most: 12, least: 0.025 };

export function PlaceMap() {
  const [pointed, setPointed] = useState<string | null>(null);
  const { width, height, most, least } = matchMedia("(width >= 900px)").matches ? WIDE : UPRIGHT;
  const all = parts(shown.value.places, most, least);
  const tiles = treemap(
    all.map((part) => Math.max(part.share, least)),
    width,
    height,
  );
  const told = all.find((part) => part.id === pointed);
  return (
    <>
      <div class="place-map" onPointerLeave={() => setPointed(null)}>
        {all.map((part, at) => {
          const tile = tiles[at];
          if (!tile) return null;
          const style = {
            left: `${(tile.x / width) * 100}%`,
            top: `${(tile.y / height) * 100}%`,
            width: `${(tile.width / width) * 100}%`,
            height: `${(tile.height / height) * 100}%`,
          };
          return <Tile key={part.id} part={part} style={style} onPoint={setPointed} />;
        })}
      </div>
      <p class="small readout">{told ? said(told) : t("board.hint")}</p>
    </>
  );
}

const nameOf = (part: Part): string => (part.id === REST ? t("board.rest", { n: part.ids.length }) : placeSaid(part.id));
const said = (part: Part): string =>
  [nameOf(part), t("board.pieces", { n: part.n }), percent(part.share), worth(part)].filter(Boolean).join(" · ");

interface TileProps {
  part: Part;
  style: Record<string, string>;
  onPoint: (id: string | null) => void;
}

function Tile({ part, style, onPoint }: TileProps) {
  const tone = siteTone(part.id === REST ? "store" : rows.value.places.get(part.id)?.kind);
  const point = () => onPoint(part.id);
  const inside = (
    <span class="tile">
      <svg class="tile-band" aria-hidden="true">
        <rect width="100%" height="100%" fill={fill(tone)} />
      </svg>
      <span class="tile-words">
        <span class="tile-name">{nameOf(part)}</span>
        <span class="tile-n">{t("common.number", { n: part.n })}</span>
      </span>
    </span>
  );
  const to = placeLead(part.id);
  const about = { class: `tile-place tone-${tone.slice(0, tone.lastIndexOf("-"))}`, style, title: said(part), onPointerEnter: point };
  if (to === null) return <span {...about}>{inside}</span>;
  return (
    <a {...about} href={to} aria-label={said(part)} onFocus={point} onBlur={() => onPoint(null)}>
      {inside}
    </a>
  );
}
