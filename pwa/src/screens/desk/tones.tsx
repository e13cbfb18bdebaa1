/** What colours and patterns stand for in the board's pictures: each with a pattern of its own, so that none depends on colour. */
import { NONE } from "../../core/whereabouts";

const COLOURS = { accent: 1, stored: 1, gold: 1, again: 1, flagged: 1, refused: 1, "ink-3": 1 } as const;
type Colour = keyof typeof COLOURS;
/** Drawn on a square of eight by eight, over the colour. */
const PATTERNS = {
  plain: "",
  rising: "M-2 2 2-2 M0 8 8 0 M6 10 10 6",
  falling: "M-2 6 2 10 M0 0 8 8 M6-2 10 2",
  crossed: "M0 8 8 0 M0 0 8 8",
  level: "M0 2h8 M0 6h8",
  upright: "M2 0v8 M6 0v8",
  dotted: "M2 2h.1 M6 6h.1",
} as const;
type Pattern = keyof typeof PATTERNS;
export type Tone = `${Colour}-${Pattern}`;

const STATUSES: Record<string, Tone> = {
  in_store: "stored-plain",
  out: "accent-rising",
  at_client: "gold-dotted",
  in_repair: "again-level",
  at_booth: "accent-crossed",
  in_transit: "again-upright",
  disputed: "refused-crossed",
  found: "flagged-rising",
  unregistered: "flagged-dotted",
  lost: "refused-plain",
  sold: "ink-3-rising",
  scrapped: "ink-3-dotted",
  returned_to_owner: "ink-3-level",
};
const SITES: Record<string, Tone> = {
  store: "stored-plain",
  person: "accent-rising",
  client: "gold-dotted",
  workshop: "again-level",
  booth: "accent-crossed",
  courier: "again-upright",
  [NONE]: "flagged-dotted",
};
const ANY: readonly Tone[] = [
  "accent-plain",
  "gold-rising",
  "stored-dotted",
  "again-level",
  "accent-falling",
  "gold-crossed",
  "ink-3-upright",
];
const OTHER: Tone = "ink-3-rising";

export const statusTone = (status: string): Tone => STATUSES[status] ?? OTHER;
export const siteTone = (site: string | undefined): Tone => SITES[site ?? NONE] ?? OTHER;
/** By its turn: categories are the firm's own. */
export const turnTone = (turn: number): Tone => ANY[turn % ANY.length] ?? OTHER;

const ALL = [...new Set([...Object.values(STATUSES), ...Object.values(SITES), ...ANY])];

/** Once on the page; every fill below names one of these. */
export function Tones() {
  return (
    <svg class="tones" width="0" height="0" aria-hidden="true">
      <defs>
        {ALL.map((tone) => {
          const at = tone.lastIndexOf("-");
          return (
            <pattern key={tone} id={`tone-${tone}`} width="8" height="8" patternUnits="userSpaceOnUse">
              <rect width="8" height="8" style={{ fill: `var(--${tone.slice(0, at)})` }} />
              <path d={PATTERNS[tone.slice(at + 1) as Pattern]} />
            </pattern>
          );
        })}
      </defs>
    </svg>
  );
}

export const fill = (tone: Tone): string => `url(#tone-${tone})`;

export function Swatch({ tone }: { tone: Tone }) {
  return (
    <svg class="swatch" width="16" height="16" aria-hidden="true">
      <rect width="16" height="16" rx="3" fill={fill(tone)} />
    </svg>
  );
}
