/** What a count found otherwise than expected, each with what one needs to go and look for it. */
import type { ComponentChildren } from "preact";
import type { Adjustment, CountView } from "../../core/rows";
import { title } from "../../core/title";
import { sampleView } from "../../device/rows_store";
import { ago } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Icon, type IconName } from "../../parts/Icon";
import { personName, placeName } from "../../parts/names";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { TagCode } from "../../parts/Words";
import { lang } from "../../state";
import { differences, lotsApart } from "./count";

export function Differences({ count }: { count: CountView }) {
  const { told } = count;
  if (differences(count) === 0 && told.misplaced.length === 0)
    return (
      <p class="all-picked">
        <Icon name="tick" size={26} />
        <strong>{t("count.all")}</strong>
      </p>
    );
  const decided = new Map(told.accepted?.adjust.map(({ sample, decision }) => [sample, decision]));
  return (
    <div class="count-lists">
      <List icon="search" tone="refused" name={t("count.missing")} n={told.missing.length}>
        {told.missing.map((id) => (
          <PieceRow key={id} id={id} says={lastSight(id)} decision={decided.get(id)} />
        ))}
      </List>
      <List icon="flag" tone="flagged" name={t("count.unexpected")} n={told.unexpected.length}>
        {told.unexpected.map(({ sample, believed_from }) => (
          <PieceRow key={sample} id={sample} says={belongs(believed_from)} decision={decided.get(sample)} />
        ))}
      </List>
      <List icon="turn" tone="flagged" name={t("count.misplaced")} n={told.misplaced.length}>
        {told.misplaced.map(({ sample, place, believed_from }) => (
          <PieceRow key={sample} id={sample} says={`${placeName(believed_from)} → ${placeName(place)}`} />
        ))}
      </List>
      <List icon="tag" tone="flagged" name={t("count.unknown")} n={told.unknown.length}>
        {told.unknown.map(({ tag, by }) => (
          <li key={tag} class="row-plain">
            <span class="row-words">
              <strong>
                <TagCode code={tag} />
              </strong>
              <small>{personName(by)}</small>
            </span>
          </li>
        ))}
      </List>
      <List icon="samples" tone="again" name={t("count.lots")} n={lotsApart(count).length}>
        {lotsApart(count).map((lot) => (
          <PieceRow key={lot.sample} id={lot.sample} says={t("count.of", { n: lot.counted, all: lot.expected })} />
        ))}
      </List>
    </div>
  );
}

function List({ icon, tone, name, n, children }: { icon: IconName; tone: string; name: string; n: number; children: ComponentChildren }) {
  if (n === 0) return null;
  return (
    <section class={`count-list ${tone}`}>
      <h2>
        <Icon name={icon} size={22} />
        {name}
        <b>{t("common.number", { n })}</b>
      </h2>
      <ul class="rows">{children}</ul>
    </section>
  );
}

function PieceRow({ id, says, decision }: { id: string; says: string; decision?: Adjustment["decision"] }) {
  const view = sampleView(id);
  return (
    <li>
      <a class="row-button" href={link("samples", id)}>
        {view && <SamplePicture sample={view} size={48} />}
        <span class="row-words">
          <strong>{view ? title(view, lang.value) : t("slip.piece_unknown")}</strong>
          <small>{[view?.archive_no, view?.model].filter(Boolean).join(" · ")}</small>
          <small>{says}</small>
          {decision && (
            <small class="count-decided">
              <Icon name="scales" size={16} />
              {t("count.decided", { what: word("count_decision", decision) })}
            </small>
          )}
        </span>
      </a>
    </li>
  );
}

/** Who had it in the hand last, when, and who answers for it. */
export function lastSight(id: string): string {
  const view = sampleView(id);
  if (!view) return "";
  const seen =
    view.happened_ms !== null && t("count.last_seen", { name: personName(view.last_by), when: ago(view.happened_ms, now.value) });
  const holder = view.holder !== view.place && view.holder ? t("count.answers", { name: placeName(view.holder) }) : null;
  return [seen, holder].filter(Boolean).join(" · ");
}

export const belongs = (place: string | null): string => (place ? t("count.belongs", { place: placeName(place) }) : t("sample.nowhere"));
