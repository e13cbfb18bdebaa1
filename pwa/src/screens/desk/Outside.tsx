/** The insured value of everything that is in no store: by currency, by the kind of place, by who has it; and over the last day. */
import { useEffect } from "preact/hooks";
import { amounts, parts } from "../../core/figures";
import { DAY_MS, runs, type Span } from "../../core/seen";
import { clock } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { money } from "../../parts/money";
import { now } from "../../parts/now";
import { Holders } from "./Holders";
import { Legend } from "./Legend";
import { look, seenSpans } from "./seen";
import { holderSaid, outsideLead, shown, siteLead, siteSaid } from "./shown";
import { siteTone } from "./tones";

export function Outside() {
  const { outside, sites, outsideHolders } = shown.value;
  const [first, ...others] = amounts(outside);
  useEffect(() => look(first?.currency ?? null, first?.minor ?? 0), [first?.currency, first?.minor, now.value]);
  return (
    <>
      <p class="outside-value">
        <strong>{first ? money(whole(first)) : t("board.no_value")}</strong>
        {others.map((one) => (
          <span key={one.currency}>+ {money(whole(one))}</span>
        ))}
      </p>
      <p class="small">
        {t("board.pieces", { n: outside.n })}
        {outside.unvalued > 0 && (
          <>
            {" · "}
            <span class="flagged-text">{t("board.unvalued", { n: outside.unvalued })}</span>
          </>
        )}
      </p>
      <Line spans={seenSpans.value.spans} currency={seenSpans.value.currency} />
      <Legend parts={parts(sites, 6)} tone={(part) => siteTone(part.id)} say={siteSaid} lead={siteLead} />
      <h3>{t("board.outside_by")}</h3>
      <Holders tallies={outsideHolders} most={5} say={holderSaid} lead={outsideLead} />
    </>
  );
}

const whole = (one: { minor: number; currency: string }) => ({ ...one, minor: Math.round(one.minor / 100) * 100 });

const HIGH = 40;
const WIDE = 240;

/** Steps, not slopes: between two scans the value stood still. Where the board was not looking there is no line. */
function Line({ spans, currency }: { spans: readonly Span[]; currency: string | null }) {
  const [newest, from_ms] = [now.value, now.value - DAY_MS];
  if (spans.length === 0 || currency === null) return null;
  const values = spans.map((span) => span.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (ms: number): number => (Math.max(0, ms - from_ms) / DAY_MS) * WIDE;
  const y = (value: number): number => (most === least ? HIGH / 2 : HIGH - 4 - ((value - least) / (most - least)) * (HIGH - 8));
  const path = (run: readonly Span[]): string =>
    run.map((span, at) => `${at ? "V" : `M${x(span.from_ms)} `}${y(span.value)}H${Math.max(x(span.from_ms) + 1, x(span.to_ms))}`).join("");
  const range = [least, most].map((minor) => money(whole({ minor, currency })) ?? "");
  const since = clock(spans[0]?.from_ms ?? newest);
  const words =
    least === most ? t("board.line_flat", { time: since }) : t("board.line", { from: range[0] ?? "", to: range[1] ?? "", time: since });
  return (
    <figure class="seen">
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" aria-hidden="true">
        {runs(spans).map((run) => (
          <path key={run[0]?.from_ms} d={path(run)} />
        ))}
      </svg>
      <figcaption class="small">{words}</figcaption>
    </figure>
  );
}
