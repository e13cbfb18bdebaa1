/** Everything about one piece: its picture, where it is and who answers for it, what is not settled, its facts, its history. */
import type { SampleView } from "../../core/rows";
import { title } from "../../core/title";
import { repairView, slipView } from "../../device/rows_matters";
import { sampleView } from "../../device/rows_store";
import { t, word } from "../../i18n/t";
import { LinkButton } from "../../parts/Button";
import { ClaimList } from "../../parts/ClaimList";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Empty, Notice } from "../../parts/Notice";
import { kindIcon, personName, placePath } from "../../parts/names";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { Ago, StatusChip, TagCode } from "../../parts/Words";
import { lang, rights, rows } from "../../state";
import { Due } from "../slips/Due";
import { slipNo } from "../slips/slip";
import { FactList } from "./FactList";
import { Reissue } from "./Reissue";
import { SampleActs } from "./SampleActs";
import { Timeline } from "./Timeline";

export function SampleDetail({ id }: { id: string }) {
  const view = rows.value.version >= 0 ? sampleView(id) : null;
  if (!view) return <Missing />;
  return (
    <article class="sample">
      <Head title={title(view, lang.value)} back={link("samples")} />
      <div class="sample-columns">
        <div class="sample-main">
          <Portrait view={view} />
          <Standing view={view} />
          <Claims view={view} />
          <FactList view={view} />
          {rights.value.includes("tags") && <TagActs view={view} />}
        </div>
        <Timeline view={view} />
      </div>
      <SampleActs view={view} />
    </article>
  );
}

function Missing() {
  return (
    <>
      <Head title={t("sample.one")} back={link("samples")} />
      <Empty icon="samples" title={t("sample.missing")}>
        {t("sample.missing_what")}
      </Empty>
    </>
  );
}

function Portrait({ view }: { view: SampleView }) {
  return (
    <figure class="portrait">
      <SamplePicture sample={view} size={188} />
      <figcaption>
        <strong>{view.archive_no ?? view.entry_no ?? t("sample.no_number")}</strong>
        {view.tag && <TagCode code={view.tag} />}
      </figcaption>
      {view.photos.length > 1 && <PhotoStrip photos={view.photos} />}
    </figure>
  );
}

function Standing({ view }: { view: SampleView }) {
  const path = placePath(view.place);
  const kind = rows.value.places.get(view.place ?? "")?.kind;
  return (
    <section class="standing">
      <p class="standing-where">
        <Icon name={kindIcon(kind)} size={28} />
        <span>
          <strong>{path.at(-1) ?? t("sample.nowhere")}</strong>
          {path.length > 1 && <small>{path.slice(0, -1).join(" › ")}</small>}
        </span>
        <StatusChip status={view.status} />
      </p>
      {view.at && <LotPlaces at={view.at} />}
      <p class="small">
        {view.happened_ms !== null && <Ago ms={view.happened_ms} />}
        {view.last_kind && ` · ${word("kind", view.last_kind)}`}
        {view.last_by && ` · ${personName(view.last_by)}`}
      </p>
      <OnMatters view={view} />
      {view.pending > 0 && <Notice title={t("sample.pending", { n: view.pending })}>{t("sample.pending_what")}</Notice>}
    </section>
  );
}

/** The slip it is out under and the repair it is in, with the way to each. */
function OnMatters({ view }: { view: SampleView }) {
  const slip = view.slip ? slipView(view.slip) : null;
  const repair = view.repair ? repairView(view.repair) : null;
  return (
    <>
      {slip && (
        <a class="matter-link" href={link("slips", slip.id)}>
          <Icon name="slips" size={20} />
          <span>{t("told.on_slip", { no: slipNo(slip) })}</span>
          <Due slip={slip} />
        </a>
      )}
      {view.repair && (
        <a class="matter-link" href={link("repairs", view.repair)}>
          <Icon name="workshop" size={20} />
          <span>{t("told.in_repair", { no: repair?.no ?? "" })}</span>
        </a>
      )}
    </>
  );
}

function LotPlaces({ at }: { at: Record<string, number> }) {
  return (
    <ul class="lot-places">
      {Object.entries(at).map(([place, n]) => (
        <li key={place}>
          <span>{placePath(place).join(" › ")}</span>
          <b>{t("basket.pieces", { n })}</b>
        </li>
      ))}
    </ul>
  );
}

function Claims({ view }: { view: SampleView }) {
  const open = [...rows.value.cases.values()].filter(
    (row) => row.sample === view.id && (row.status === "open" || row.status === "provisional"),
  );
  if (open.length === 0) return null;
  return (
    <>
      {open.map((row) => (
        <Notice
          key={row.id}
          tone="flagged"
          title={word("case_kind", row.kind)}
          act={
            <LinkButton href={link("more", "cases", row.id)} icon="scales">
              {t(rights.value.includes("settle") ? "case.settle" : "cases.look")}
            </LinkButton>
          }
        >
          <p>{t(row.status === "provisional" ? "case.provisional" : "case.open_what")}</p>
          <ClaimList claims={row.claims} />
        </Notice>
      ))}
    </>
  );
}

function TagActs({ view }: { view: SampleView }) {
  return (
    <div class="acts">
      <LinkButton href={link("more", "labels", view.id)} icon="tag">
        {t("sample.print")}
      </LinkButton>
      <Reissue id={view.id} />
    </div>
  );
}
