/** The days the pieces of a slip are promised, this slip's and others', as a strip of days; and where that cannot be. */
import { overlap, type Reservation } from "../../core/reserve";
import { title } from "../../core/title";
import { reserved } from "../../device/rows_matters";
import { sampleView } from "../../device/rows_store";
import { dayShort } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { today } from "../../parts/DateField";
import { Notice } from "../../parts/Notice";
import { placeName } from "../../parts/names";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { lang } from "../../state";
import { type Clash, clashes, DAY_MS, span, type Wish } from "./bookings";
import { alike, slips } from "./slip";

const BEFORE = 3;
const LONGEST = 35;
const SHORTEST = 14;

/** Gone for good: nobody can ask for them. */
const GONE: ReadonlySet<string> = new Set(["lost", "scrapped", "sold", "returned_to_owner"]);
const lendable = (model: string): string[] => alike(model).filter((id) => !GONE.has(sampleView(id)?.status ?? ""));

export const clashesOf = (wish: Wish): Clash[] => clashes(wish, slips.value, lendable);

/** Only pieces somebody else has promised in sight of these days; and the clashes in words. */
export function Bookings({ wish }: { wish: Wish }) {
  const found = clashesOf(wish);
  const first = Math.min(wish.out_ms ?? today(), today(1)) - BEFORE * DAY_MS;
  const days = Math.min(LONGEST, Math.max(SHORTEST, Math.round(((wish.back_ms ?? first) - first) / DAY_MS) + 5));
  const pieces = wish.lines.flatMap((line) => (line.sample ? [line.sample] : []));
  const strips = pieces.map((id) => ({ id, others: othersOf(id, wish.slip).filter((one) => span(one, first, days)) }));
  const shown = strips.filter(({ others }) => others.length > 0);
  if (found.length === 0 && shown.length === 0) return null;
  return (
    <section class="bookings">
      <h2>{t("bookings.title")}</h2>
      {found.map((clash) => (
        <ClashNote key={clash.line} clash={clash} />
      ))}
      {shown.length > 0 && (
        <div class="strips" style={{ "--days": days }}>
          <Days first={first} days={days} />
          {shown.map(({ id, others }) => (
            <Strip key={id} id={id} wish={wish} others={others} first={first} days={days} />
          ))}
        </div>
      )}
    </section>
  );
}

const othersOf = (id: string, slip: string | null): Reservation[] => (reserved().get(id) ?? []).filter((one) => one.slip !== slip);

function ClashNote({ clash }: { clash: Clash }) {
  if (clash.kind === "model")
    return <Notice tone="flagged">{t("bookings.model", { model: clash.model, free: clash.free, asked: clash.asked })}</Notice>;
  const view = sampleView(clash.sample);
  return (
    <Notice tone="flagged" title={view ? title(view, lang.value) : t("slip.piece_unknown")}>
      {clash.with.map((one) => (
        <p key={one.slip}>
          <a href={link("slips", one.slip)}>{t("bookings.piece", { no: one.no ?? t("slip.no_number"), client: placeName(one.client) })}</a>{" "}
          {daysOf(one)}
        </p>
      ))}
    </Notice>
  );
}

const daysOf = ({ out_ms, back_ms }: Reservation): string => [out_ms, back_ms].map((ms) => (ms === null ? "…" : dayShort(ms))).join(" – ");

function Days({ first, days }: { first: number; days: number }) {
  const weeks = Array.from({ length: Math.ceil(days / 7) }, (_, i) => i * 7);
  const now = span({ out_ms: today(), back_ms: today() }, first, days);
  return (
    <p class="strip-days" aria-hidden="true">
      {weeks.map((at) => (
        <span key={at} style={{ gridColumn: `${at + 1} / span ${Math.min(7, days - at)}` }}>
          {dayShort(first + at * DAY_MS)}
        </span>
      ))}
      {now && <i style={{ gridColumn: `${now[0]} / ${now[1]}` }} />}
    </p>
  );
}

function Strip({ id, wish, others, first, days }: { id: string; wish: Wish; others: Reservation[]; first: number; days: number }) {
  const view = sampleView(id);
  const mine = span(wish, first, days);
  return (
    <div class="strip">
      <p>
        {view && <SamplePicture sample={view} size={28} />}
        <span>{view ? title(view, lang.value) : t("slip.piece_unknown")}</span>
      </p>
      <div class="strip-line" role="img" aria-label={others.map((one) => `${one.no ?? ""} ${daysOf(one)}`).join(", ")}>
        {mine && <span class="mine" style={{ gridColumn: `${mine[0]} / ${mine[1]}` }} />}
        {others.map((one) => {
          const at = span(one, first, days);
          return (
            at && (
              <span key={one.slip} class={overlap(one, wish) ? "other clash" : "other"} style={{ gridColumn: `${at[0]} / ${at[1]}` }}>
                {one.no?.slice(-4)}
              </span>
            )
          );
        })}
      </div>
    </div>
  );
}
