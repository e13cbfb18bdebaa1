/** Who answers for how much: pieces as a bar, the insured value in words. */
import { type Part, parts, REST, type Tally } from "../../core/figures";
import { t } from "../../i18n/t";
import { Led } from "./Legend";
import { worth } from "./shown";

interface Props {
  tallies: ReadonlyMap<string, Tally>;
  most: number;
  say: (id: string) => string;
  lead: (id: string) => string | null;
}

export function Holders({ tallies, most, say, lead }: Props) {
  const all = parts(tallies, most);
  const longest = Math.max(1, ...all.map((part) => part.n));
  if (all.length === 0) return <p class="small">{t("board.none")}</p>;
  return (
    <ul class="bars">
      {all.map((part) => (
        <li key={part.id}>
          <Led to={lead(part.id)}>
            <span class="bar-name">{part.id === REST ? t("board.rest", { n: part.ids.length }) : say(part.id)}</span>
            <span class="bar-n">{t("common.number", { n: part.n })}</span>
            <span class="bar-worth">{valued(part)}</span>
            <span class="bar-line" aria-hidden="true">
              <span style={{ transform: `scaleX(${part.n / longest})` }} />
            </span>
          </Led>
        </li>
      ))}
    </ul>
  );
}

const valued = (part: Part): string => worth(part) || t("board.no_value");
