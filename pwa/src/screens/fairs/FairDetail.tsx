/** Everything about one fair: how far it is, where its pieces are and what they are worth there, who has what, its lists and counts. */
import { OUTSIDE, type Share, stillOut, together, type Where, withWhom } from "../../core/fair_where";
import type { FairView } from "../../core/rows";
import { title } from "../../core/title";
import { fairView, sharesOf, stage } from "../../device/fairs";
import { sampleView } from "../../device/rows_store";
import { moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Head } from "../../parts/Head";
import { Icon, type IconName } from "../../parts/Icon";
import { NotHere } from "../../parts/NotHere";
import { Notice } from "../../parts/Notice";
import { kindIcon, personName, placeName } from "../../parts/names";
import { type Pair, Pairs } from "../../parts/Pairs";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang, rows } from "../../state";
import { FairActs } from "./FairActs";
import { FairChip } from "./FairList";
import { days, fairNo, fairTitle, isOver, wanted, worth } from "./fair";

export function FairDetail({ id }: { id: string }) {
  const fair = rows.value.version >= 0 ? fairView(id) : null;
  if (!fair) return <NotHere head={t("fairs.title")} back={link("fairs")} icon="booth" title={t("fair.missing")} />;
  const found = sharesOf(fair);
  return (
    <article class="slip fair">
      <Head title={fairTitle(fair)} back={link("fairs")} />
      <div class="slip-columns">
        <div class="slip-main">
          <section class="slip-face">
            <p class="slip-card-head">
              <span class="slip-no">{fairNo(fair)}</span>
              <FairChip fair={fair} />
            </p>
            <Progress fair={fair} found={found} />
            <Says fair={fair} found={found} />
          </section>
          <Value found={found} />
          <Out fair={fair} found={found} />
        </div>
        <div class="slip-side">
          <About fair={fair} />
          <Lists fair={fair} />
          <Counts fair={fair} />
        </div>
      </div>
      <FairActs fair={fair} found={found} />
    </article>
  );
}

interface Both {
  fair: FairView;
  found: ReadonlyMap<Where, Share>;
}

/** To go, gone, back, still out: four numbers. */
function Progress({ fair, found }: Both) {
  const { told } = fair;
  const out = stillOut(found).length;
  const figures: [string, number, boolean][] = [
    [t("fair.listed"), wanted(told.lines), false],
    [t("fair.went"), told.packed.length, false],
    [t("fair.came_back"), told.packed.length - out, false],
    [t("fair.still_out"), out, out > 0 && (isOver(fair) || fair.status === "closed")],
  ];
  return (
    <dl class="fair-figures">
      {figures.map(([name, n, isAlarm]) => (
        <div key={name} class={isAlarm ? "alarm" : ""}>
          <dt>{name}</dt>
          <dd>{t("common.number", { n })}</dd>
        </div>
      ))}
    </dl>
  );
}

function Says({ fair, found }: Both) {
  const out = stillOut(found).length;
  return (
    <>
      {fair.pending > 0 && <Notice title={t("fair.unsent", { n: fair.pending })}>{t("slip.unsent_what")}</Notice>}
      {fair.status === "closed" && out > 0 && <Notice tone="flagged" title={t("fair.closed_out", { n: out })} />}
      {fair.status !== "closed" && isOver(fair) && out > 0 && <Notice tone="flagged" title={t("fair.over_out", { n: out })} />}
    </>
  );
}

const WHERE_ICONS: Partial<Record<Where, IconName>> = {
  booth: "booth",
  safe: "lock",
  hands: "person",
  courier: "courier",
  client: "client",
  workshop: "workshop",
  lost: "warning",
};

/** What lies outside the safe in one figure, then place by place; said from this phone alone. */
function Value({ found }: { found: ReadonlyMap<Where, Share> }) {
  const outside = together(
    "booth",
    OUTSIDE.map((where) => found.get(where)),
  );
  const there = (["safe", ...OUTSIDE] as const).flatMap((where) => found.get(where) ?? []);
  if (!there.length) return null;
  return (
    <section class="fair-value">
      <h2>{t("fair.outside_safe")}</h2>
      <p class="fair-worth">
        <strong>{worth(outside.values) || t("common.number", { n: 0 })}</strong>
        <small>
          {[t("basket.pieces", { n: outside.samples.length }), outside.valueless > 0 && t("customs.valueless", { n: outside.valueless })]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </p>
      <ul>
        {there.map((share) => (
          <li key={share.where}>
            <Icon name={WHERE_ICONS[share.where] ?? "note"} size={22} />
            <span>{word("where", share.where)}</span>
            <span>{t("basket.pieces", { n: share.samples.length })}</span>
            <b>{worth(share.values) || "—"}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Still out, under whoever answers for it. */
function Out({ fair, found }: Both) {
  const groups = withWhom(stillOut(found), sampleView);
  if (!fair.told.packed.length || !groups.length) return null;
  return (
    <section class="slip-lines fair-out">
      <h2>{t(stage(fair) === "closed" || isOver(fair) ? "fair.still_out_with" : "fair.who_has")}</h2>
      {groups.map(({ place, samples }) => (
        <details key={place ?? ""} open={groups.length <= 3 && samples.length <= 12}>
          <summary>
            <Icon name={kindIcon(rows.value.places.get(place ?? "")?.kind)} size={22} />
            <strong>{placeName(place) || t("sample.nowhere")}</strong>
            <span class="count">{t("common.number", { n: samples.length })}</span>
          </summary>
          <ul>
            {samples.map((id) => (
              <li key={id}>
                <Piece id={id} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function Piece({ id }: { id: string }) {
  const view = sampleView(id);
  if (!view) return <span class="row-words">{t("slip.piece_unknown")}</span>;
  const last = [view.happened_ms && moment(view.happened_ms), personName(view.last_by)].filter(Boolean).join(" · ");
  return (
    <a class="piece" href={link("samples", id)}>
      <SamplePicture sample={view} size={44} />
      <span class="row-words">
        <strong>{title(view, lang.value)}</strong>
        <small>{[view.archive_no, last].filter(Boolean).join(" · ")}</small>
      </span>
      <Icon name="next" size={18} />
    </a>
  );
}

function About({ fair }: { fair: FairView }) {
  const { told } = fair;
  const pairs: Pair[] = [
    [t("fair.days"), days(fair)],
    [t("fair.booth"), placeName(told.booth)],
    [t("fair.safe"), placeName(told.safe)],
    [t("fair.team"), told.team.map(personName).filter(Boolean).join(t("common.comma"))],
    [t("fair.country"), told.country ?? ""],
    [t("fair.carnet"), told.carnet ?? ""],
    [t("slip.note"), told.note ?? ""],
    [t("fair.closed_by"), told.closed_ms === null ? "" : `${personName(told.closed_by)} · ${moment(told.closed_ms)}`],
  ];
  return (
    <section class="slip-about">
      <Pairs of={pairs} />
    </section>
  );
}

function Lists({ fair }: { fair: FairView }) {
  const { told } = fair;
  return (
    <nav class="card menu" aria-label={t("fair.lists")}>
      <ul>
        <ListLink icon="list" name={t("customs.title")} n={told.lines.length} href={link("fairs", fair.id, "customs")} />
        <ListLink icon="file" name={t("customs.border")} n={told.packed.length} href={link("fairs", fair.id, "border")} />
        {told.slips.map((slip) => (
          <ListLink key={slip} icon="slips" name={rows.value.slips.get(slip)?.no ?? t("slip.no_number")} href={link("slips", slip)} />
        ))}
      </ul>
    </nav>
  );
}

function ListLink({ icon, name, n, href }: { icon: IconName; name: string; n?: number; href: string }) {
  return (
    <li>
      <a href={href}>
        <Icon name={icon} />
        <span>{name}</span>
        {n !== undefined && n > 0 && <span class="count">{t("common.number", { n })}</span>}
        <Icon name="next" size={20} />
      </a>
    </li>
  );
}

/** What each count of the fair found. */
function Counts({ fair }: { fair: FairView }) {
  const counts = fair.told.counts.flatMap((id) => rows.value.counts.get(id) ?? []);
  if (!counts.length) return null;
  return (
    <section class="card fair-counts">
      <h2>{t("fair.counts")}</h2>
      <ul class="rows">
        {counts.map(({ id, no, told }) => (
          <li key={id}>
            <a class="row-link" href={link("counts", id)}>
              <Icon name={told.missing.length ? "flag" : "tick"} size={22} />
              <span class="row-words">
                <strong>
                  {[word("count_purpose", told.purpose), told.opened_ms && moment(told.opened_ms)].filter(Boolean).join(" · ")}
                </strong>
                <small>{[no, t("fair.found_of", { n: told.found.length, all: told.expected.length })].filter(Boolean).join(" · ")}</small>
              </span>
              <Icon name="next" size={18} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
