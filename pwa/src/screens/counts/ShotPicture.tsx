/** The picture of a tray with its marks: a round tick is right, a square with a flag does not belong, a dashed ring is an empty spot. */
import type { SampleView } from "../../core/rows";
import { title } from "../../core/title";
import { middle } from "../../core/tray_view";
import type { TrayShot } from "../../device/tray_shot";
import { t, word } from "../../i18n/t";
import { lang } from "../../state";
import type { Marked, TrayResult } from "./shot";

interface Props {
  taken: TrayShot;
  result: TrayResult;
  isBlind: boolean;
  onLook: (view: SampleView) => void;
}

export function ShotPicture({ taken, result, isBlind, onLook }: Props) {
  const { width, height, picture, unread } = taken;
  const unit = Math.max(width, height) / 60;
  return (
    <figure class="shot-picture">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t("shot.picture", { n: result.marks.length })}
        style={{ "--word": `${width / 60}px` }}
      >
        <image href={picture} width={width} height={height} />
        {result.marks.map((mark) => (
          <Mark key={mark.text} mark={mark} unit={unit} />
        ))}
        {unread.map(({ left, top, right, bottom }) => (
          <g key={`${left} ${top}`} class="mark-unread">
            <rect x={left} y={top} width={right - left} height={bottom - top} rx={unit / 3} stroke-width={unit / 4} />
            <Word at={{ x: (left + right) / 2, y: top - unit / 3 }} unit={unit} says={t("shot.look_here")} />
          </g>
        ))}
        {!isBlind &&
          result.missing.map(
            ({ view, spot }) =>
              spot && (
                // biome-ignore lint/a11y/noStaticElementInteractions: the list below the picture does the same by key
                <g key={view.id} class="mark-missing" onClick={() => onLook(view)}>
                  <circle cx={spot.x} cy={spot.y} r={unit * 2.4} stroke-width={unit / 3} stroke-dasharray={`${unit} ${unit / 1.6}`} />
                  <Word at={{ x: spot.x, y: spot.y + unit / 3 }} unit={unit} says={t("shot.missing_here")} />
                  <title>{title(view, lang.value)}</title>
                </g>
              ),
          )}
      </svg>
    </figure>
  );
}

function Mark({ mark, unit }: { mark: Marked; unit: number }) {
  const at = middle(mark.corners);
  const isFine = mark.look === "right" || mark.look === "counted";
  return (
    <g class={`mark-${mark.look}`}>
      <polygon points={mark.corners.map(({ x, y }) => `${x},${y}`).join(" ")} stroke-width={unit / 4} />
      {isFine ? (
        <g transform={`translate(${at.x} ${at.y})`}>
          <circle r={unit} />
          <path
            class="mark-sign"
            d={`M${-unit * 0.5} 0 l${unit * 0.38} ${unit * 0.4} l${unit * 0.68} ${-unit * 0.8}`}
            stroke-width={unit / 4}
          />
        </g>
      ) : (
        <g transform={`translate(${at.x} ${at.y})`}>
          <rect x={-unit} y={-unit} width={unit * 2} height={unit * 2} rx={unit / 5} />
          <path
            class="mark-sign"
            d={`M${-unit * 0.4} ${unit * 0.6} v${-unit * 1.2} h${unit * 0.9} l${-unit * 0.3} ${unit * 0.35} l${unit * 0.3} ${unit * 0.35} h${-unit * 0.9}`}
            stroke-width={unit / 5}
          />
          <Word at={{ x: 0, y: -unit * 1.4 }} unit={unit} says={word("count_verdict", mark.counted.sample ? "unexpected" : "unknown")} />
        </g>
      )}
    </g>
  );
}

function Word({ at, unit, says }: { at: { x: number; y: number }; unit: number; says: string }) {
  return (
    <text x={at.x} y={at.y} text-anchor="middle" stroke-width={unit / 5}>
      {says}
    </text>
  );
}
