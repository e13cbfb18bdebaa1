/** The parts of a picture in words: swatch, name, how many, and the way to them. */
import type { ComponentChildren } from "preact";
import { type Part, REST } from "../../core/figures";
import { t } from "../../i18n/t";
import { percent } from "./shown";
import { Swatch, type Tone } from "./tones";

interface Props {
  parts: readonly Part[];
  tone: (part: Part, turn: number) => Tone;
  say: (id: string) => string;
  lead: (id: string) => string | null;
  onPoint?: (id: string | null) => void;
}

export function Legend({ parts, tone, say, lead, onPoint = () => undefined }: Props) {
  return (
    <ul class="legend">
      {parts.map((part, turn) => (
        <li key={part.id} onPointerEnter={() => onPoint(part.id)} onPointerLeave={() => onPoint(null)}>
          <Led to={lead(part.id)} onFocus={() => onPoint(part.id)} onBlur={() => onPoint(null)}>
            <Swatch tone={tone(part, turn)} />
            <span class="legend-name">{part.id === REST ? t("board.rest", { n: part.ids.length }) : say(part.id)}</span>
            <span class="legend-n">{t("common.number", { n: part.n })}</span>
            <span class="legend-share">{percent(part.share)}</span>
          </Led>
        </li>
      ))}
    </ul>
  );
}

/** A way to somewhere, or the same without one. */
export function Led({
  to,
  children,
  onFocus,
  onBlur,
}: {
  to: string | null;
  children: ComponentChildren;
  onFocus?: () => void;
  onBlur?: () => void;
}) {
  if (to === null) return <span class="led">{children}</span>;
  return (
    <a class="led" href={to} onFocus={onFocus} onBlur={onBlur}>
      {children}
    </a>
  );
}
