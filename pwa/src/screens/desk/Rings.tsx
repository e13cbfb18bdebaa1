/** How the stock stands, as a ring, and what it is, as one divided bar; both with their words beside them. */
import { useState } from "preact/hooks";
import { parts } from "../../core/figures";
import { t, word } from "../../i18n/t";
import { Legend } from "./Legend";
import { categoryLead, categorySaid, shown, statusLead } from "./shown";
import { fill, statusTone, turnTone } from "./tones";

const MOST = 9;
/** Of a hundred: what is smaller would be no line at all. */
const LEAST = 0.8;
const GAP = 0.5;

export function StatusRing() {
  const [pointed, setPointed] = useState<string | null>(null);
  const all = parts(shown.value.statuses, MOST);
  const lengths = all.map((part) => Math.max(LEAST, part.share * 100));
  const whole = lengths.reduce((sum, one) => sum + one, 0) / 100;
  let along = 0;
  const arcs = all.map((part, at) => {
    const [from, length] = [along, (lengths[at] ?? 0) / whole];
    along += length;
    return { id: part.id, from, length: length - GAP, tone: statusTone(part.id) };
  });
  return (
    <div class="ring-card">
      <svg class="ring" viewBox="0 0 120 120" aria-hidden="true">
        {arcs.map((arc) => (
          <circle
            key={arc.id}
            class={pointed === null || pointed === arc.id ? "" : "faint"}
            cx="60"
            cy="60"
            r="48"
            pathLength={100}
            fill="none"
            stroke={fill(arc.tone)}
            stroke-width={pointed === arc.id ? 19 : 15}
            stroke-dasharray={`${arc.length} ${100 - arc.length}`}
            stroke-dashoffset={25 - arc.from}
          />
        ))}
        <text x="60" y="60">
          {t("common.number", { n: all.reduce((sum, part) => sum + part.n, 0) })}
        </text>
        <text class="ring-word" x="60" y="77">
          {t("board.ring_word")}
        </text>
      </svg>
      <Legend parts={all} tone={(part) => statusTone(part.id)} say={(id) => word("status", id)} lead={statusLead} onPoint={setPointed} />
    </div>
  );
}

export function CategoryBar() {
  const all = parts(shown.value.categories, MOST);
  return (
    <>
      <svg class="divided" aria-hidden="true">
        {all.map((part, turn) => {
          const from = all.slice(0, turn).reduce((sum, one) => sum + one.share, 0) * 100;
          return <rect key={part.id} x={`${from}%`} width={`${part.share * 100}%`} height="100%" fill={fill(turnTone(turn))} />;
        })}
      </svg>
      <Legend parts={all} tone={(_, turn) => turnTone(turn)} say={categorySaid} lead={categoryLead} />
    </>
  );
}
