/** The slips by whose turn it is: mine, to approve, to pick, out, overdue, closed; a search looks through all of them. */
import { signal } from "@preact/signals";
import type { SlipView } from "../../core/rows";
import { hayOf, holds, words } from "../../core/search";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { LinkButton } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Empty } from "../../parts/Notice";
import { personName, placeName } from "../../parts/names";
import { link } from "../../parts/route";
import { person } from "../../state";
import { SlipCard } from "./SlipCard";
import { firstTurn, inTurn, mayRequest, slips, slipTitle, TURNS, type Turn } from "./slip";

/** Kept while the person looks at a slip and comes back; the next person on this phone begins with their own turn. */
const chosen = signal<{ by: string | undefined; turn: Turn } | null>(null);
const typed = signal("");

export function SlipList() {
  const turn = chosen.value?.by === person.value?.id && chosen.value ? chosen.value.turn : firstTurn();
  const shown = typed.value.trim() ? slips.value.filter(matching(typed.value)) : inTurn.value[turn];
  return (
    <div class="slips">
      <Head title={t("tab.slips")} />
      <Field label={t("slips.search")} type="search" inputMode="search" value={typed.value} onInput={(text) => (typed.value = text)} />
      <Turns turn={typed.value.trim() ? null : turn} />
      {shown.length > 0 ? (
        <ul class="slip-cards" aria-label={t("tab.slips")}>
          {shown.map((slip) => (
            <SlipCard key={slip.id} slip={slip} />
          ))}
        </ul>
      ) : (
        <Nothing turn={turn} />
      )}
      {mayRequest() && (
        <div class="foot-acts">
          <LinkButton href={link("slips", "new")} icon="plus" look="main">
            {t("slips.new")}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

function Turns({ turn }: { turn: Turn | null }) {
  const pick = (next: Turn) => {
    typed.value = "";
    chosen.value = { by: person.value?.id, turn: next };
  };
  return (
    <fieldset class="turns" aria-label={t("slips.turns")}>
      {TURNS.map((one) => {
        const n = inTurn.value[one].length;
        return (
          <button
            key={one}
            type="button"
            class={one === "overdue" && n > 0 ? "turn alarm" : "turn"}
            aria-pressed={one === turn}
            onClick={() => pick(one)}
          >
            <b>{one === "closed" ? "" : t("common.number", { n })}</b>
            <span>{t(`slips.turn.${one}`)}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

function Nothing({ turn }: { turn: Turn }) {
  if (typed.value.trim())
    return (
      <Empty icon="search" title={t("slips.none")}>
        {t("slips.none_what")}
      </Empty>
    );
  return (
    <Empty icon="slips" title={t(`slips.empty.${turn}`)}>
      {slips.value.length === 0 ? t("slips.empty_what") : null}
    </Empty>
  );
}

/** By number, people, client, purpose, note and the pieces on it. */
function matching(text: string): (slip: SlipView) => boolean {
  const wish = words(text);
  return (slip) => {
    const { told } = slip;
    const pieces = told.lines.flatMap((line) => [line.model, ...(line.sample ? [sampleView(line.sample)?.archive_no] : [])]);
    const people = [personName(told.by), placeName(told.to), placeName(told.client)];
    const hay = hayOf([slip.no, slipTitle(slip), told.note, ...people, ...pieces]);
    return wish.every((word) => holds(hay, word));
  };
}
