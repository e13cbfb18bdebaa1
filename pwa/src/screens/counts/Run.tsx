/** Counting: how many, the camera, what each scan was; guided it shows what is still missing, blind it shows nothing of that. */
import { useEffect, useState } from "preact/hooks";
import { missingByPlace } from "../../core/counting";
import type { CountView } from "../../core/rows";
import { title } from "../../core/title";
import { countView } from "../../device/rows_matters";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { IconButton, LinkButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Empty } from "../../parts/Notice";
import { placeName, placePath } from "../../parts/names";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { useWedge } from "../../parts/useWedge";
import { lang, rows } from "../../state";
import { Camera } from "../scan/Camera";
import { Typed } from "../scan/Typed";
import { countTitle, seenSoFar } from "./count";
import { HowMany } from "./HowMany";
import { asking, begin, isNeutral, see, shown, standsAt, take } from "./run";
import { Said } from "./Said";

const SHOWN = 60; // of one place; nobody looks for more at once

export function Run({ id }: { id: string }) {
  const count = rows.value.version >= 0 ? countView(id) : null;
  useEffect(() => begin(id), [id]);
  useWedge((text) => void take(text, "scanner"));
  if (!count)
    return (
      <Empty icon="list" title={t("count.not_here")}>
        {t("receipt.missing_what")}
      </Empty>
    );
  const toneOf = (text: string): string => {
    const last = shown.value;
    if (last?.text !== text) return "again";
    return isNeutral(last.counted, count) ? "stored" : last.counted.outcome;
  };
  return (
    <div class="scan picking counting">
      <Band count={count} />
      <div class="scan-stage">
        <Camera onSee={see} toneOf={toneOf} />
        <Said count={count} />
      </div>
      {count.told.mode === "blind" ? <Blind count={count} /> : <Missing count={count} />}
      <Acts count={count} />
      {asking.value && <HowMany key={asking.value.sample.id} lot={asking.value} />}
    </div>
  );
}

function Band({ count }: { count: CountView }) {
  const isBlind = count.told.mode === "blind";
  const [n, all] = [isBlind ? seenSoFar(count) : count.told.found.length, count.told.expected.length];
  const tray = standsAt.value && standsAt.value.place !== count.told.place ? placeName(standsAt.value.place) : null;
  return (
    <header class="pick-band count-band">
      <a class="icon-button" href={link("counts", count.id)} aria-label={t("common.back")} title={t("common.back")}>
        <Icon name="back" />
      </a>
      <span class="band-words">
        <span class="band-direction">{tray ? t("count.at", { place: tray }) : t("count.counting")}</span>
        <h1>{countTitle(count)}</h1>
      </span>
      <span class="pick-count">
        <strong>{t("common.number", { n })}</strong>
        <small>{isBlind ? t("count.counted") : t("pick.of", { n: all })}</small>
      </span>
      {!isBlind && <progress class="pick-bar" value={n} max={Math.max(1, all)} aria-label={t("count.found_of", { n, all })} />}
    </header>
  );
}

/** Only what was seen: a list of what is left would be found and not counted. */
function Blind({ count }: { count: CountView }) {
  const seen = [...count.told.found, ...count.told.unexpected.map((one) => one.sample)];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and holds nothing to focus, so a keyboard could not scroll it
    <section class="stops" aria-label={t("count.counted")} tabIndex={0}>
      <p class="small">{t("count.blind_what")}</p>
      <Faces ids={seen} />
    </section>
  );
}

function Missing({ count }: { count: CountView }) {
  const groups = missingByPlace(count, sampleView);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and holds nothing to focus, so a keyboard could not scroll it
    <section class="stops" aria-label={t("count.missing")} tabIndex={0}>
      {groups.length === 0 && (
        <p class="all-picked">
          <Icon name="tick" size={26} />
          <strong>{t("count.all")}</strong>
        </p>
      )}
      <ol>
        {groups.map(({ place, pieces }) => (
          <li key={place} class={place === standsAt.value?.place ? "stop next" : "stop"}>
            <header>
              <Icon name="store" size={22} />
              <span class="row-words">
                <small>{t("count.still", { n: pieces.length })}</small>
                <strong>{placePath(place).at(-1) ?? t("sample.nowhere")}</strong>
              </span>
            </header>
            <ul>
              {pieces.slice(0, SHOWN).map((view) => (
                <li key={view.id} class="stop-piece">
                  <SamplePicture sample={view} size={44} />
                  <span class="row-words">
                    <strong>{title(view, lang.value)}</strong>
                    <small>{[view.archive_no, view.model].filter(Boolean).join(" · ")}</small>
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {count.told.found.length > 0 && (
        <>
          <h2>{t("count.found_n", { n: count.told.found.length })}</h2>
          <Faces ids={count.told.found} />
        </>
      )}
    </section>
  );
}

function Faces({ ids }: { ids: readonly string[] }) {
  const views = ids.map(sampleView).filter((view) => view !== null);
  return (
    <ul class="picked-row">
      {views.slice(-SHOWN).map((view) => (
        <li key={view.id} title={title(view, lang.value)}>
          <SamplePicture sample={view} size={48} />
          <Icon name="tick" size={16} />
          <span class="unseen">{title(view, lang.value)}</span>
        </li>
      ))}
    </ul>
  );
}

function Acts({ count }: { count: CountView }) {
  const [typing, setTyping] = useState(false);
  return (
    <div class="scan-acts">
      <div class="acts">
        <IconButton icon="keyboard" name={t("scan.type")} onClick={() => setTyping(true)} />
        <a class="icon-button" href={link("counts", count.id, "code")} aria-label={t("count.second")} title={t("count.second")}>
          <Icon name="people" />
        </a>
        <a class="icon-button" href={link("counts", count.id, "shot")} aria-label={t("count.shot")} title={t("count.shot")}>
          <Icon name="photo" />
        </a>
        <LinkButton href={link("counts", count.id)} icon="tick" look="main">
          {t("count.end")}
        </LinkButton>
      </div>
      {typing && <Typed onClose={() => setTyping(false)} onTake={(text) => void take(text, "typed")} />}
    </div>
  );
}
