/** Counts that go on, those that wait for a supervisor, and those that are over; and what should be counted today. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { CountView } from "../../core/rows";
import type { Spot } from "../../core/spot";
import { counts } from "../../device/rows_matters";
import { dayShort } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { money } from "../../parts/money";
import { Empty, Failure } from "../../parts/Notice";
import { placeName, placePath } from "../../parts/names";
import { go, link } from "../../parts/route";
import { rows } from "../../state";
import { begin, countNo, countTitle, differences, isHidden, proposals, seenSoFar } from "./count";

const STAGES = ["open", "over"] as const;
const stage = signal<(typeof STAGES)[number]>("open");
const isOver = ({ status }: CountView): boolean => status === "accepted" || status === "dropped";

export function CountList() {
  const all = rows.value.version >= 0 ? counts() : [];
  const shown = all.filter((count) => isOver(count) === (stage.value === "over"));
  return (
    <div class="counts">
      <Head title={t("counts.title")} back={link("more")} />
      <Segments
        label={t("counts.title")}
        showLabel={false}
        value={stage.value}
        choices={STAGES.map((value) => ({ value, label: t(`counts.${value}`) }))}
        onPick={(value) => (stage.value = value)}
      />
      {shown.length === 0 ? (
        <Empty icon="list" title={t("counts.none")}>
          {t("counts.none_what")}
        </Empty>
      ) : (
        <ul class="slip-cards">
          {shown.map((count) => (
            <CountCard key={count.id} count={count} />
          ))}
        </ul>
      )}
      {stage.value === "open" && <Proposals />}
      <div class="foot-acts">
        <LinkButton href={link("counts", "new")} icon="plus" look="main">
          {t("counts.new")}
        </LinkButton>
        <LinkButton href={link("counts", "join")} icon="people">
          {t("counts.join")}
        </LinkButton>
      </div>
    </div>
  );
}

function CountCard({ count }: { count: CountView }) {
  const { told } = count;
  const all = told.expected.length;
  return (
    <li>
      <a class="slip-card" href={link("counts", count.id)}>
        <span class="slip-card-head">
          <span class="slip-no">
            {countNo(count)}
            {count.pending > 0 && <Icon name="outbox" size={16} />}
          </span>
          <CountChip count={count} />
        </span>
        <strong>{countTitle(count)}</strong>
        <small>
          {[word("count_purpose", told.purpose), told.opened_ms !== null && dayShort(told.opened_ms)].filter(Boolean).join(" · ")}
        </small>
        <span class="slip-progress">
          {isHidden(count) ? t("count.seen", { n: seenSoFar(count) }) : t("count.found_of", { n: told.found.length, all })}
          {count.status === "finished" && ` · ${t("count.differences", { n: differences(count) })}`}
        </span>
      </a>
    </li>
  );
}

export function CountChip({ count }: { count: CountView }) {
  return <span class={`chip count-${count.status}`}>{word("count_status", count.status)}</span>;
}

/** Drawn for today by value and by how long nobody has seen it: one tap begins. */
function Proposals() {
  const found = proposals.value;
  const [error, setError] = useState<unknown>(null);
  if (!found.length) return null;
  const start = (spot: Spot) =>
    void begin({ place: spot.place, mode: "blind", purpose: "spot", deep: false }).then((id) => go("counts", id, "run"), setError);
  return (
    <section class="proposals">
      <h2>{t("counts.proposed")}</h2>
      <p class="small">{t("counts.proposed_what")}</p>
      <ul class="rows">
        {found.map((spot) => (
          <li key={spot.place} class="proposal">
            <span class="row-words">
              <strong>{placeName(spot.place)}</strong>
              <small>{placePath(rows.value.places.get(spot.place)?.parent).join(" › ")}</small>
              <small>{why(spot)}</small>
            </span>
            <Button icon="list" onClick={() => start(spot)}>
              {t("counts.begin")}
            </Button>
          </li>
        ))}
      </ul>
      {error !== null && <Failure error={error} />}
    </section>
  );
}

function why({ value, unseen_days }: Spot): string {
  const worth = Object.entries(value).map(([currency, minor]) => money({ minor, currency }));
  return [...worth, t("counts.unseen", { n: unseen_days })].filter(Boolean).join(" · ");
}
