/** What is still to come in a run: where it lies, who has it; and what has been done, as faces. */
import { stillOut, withWhom } from "../../../core/fair_where";
import type { PackMode } from "../../../core/packing";
import type { FairLine, FairView } from "../../../core/rows";
import { title } from "../../../core/title";
import { expectedIn, seenIn, sharesOf } from "../../../device/fairs";
import { sampleView } from "../../../device/rows_store";
import { t } from "../../../i18n/t";
import { Icon } from "../../../parts/Icon";
import { kindIcon, placeName } from "../../../parts/names";
import { SamplePicture } from "../../../parts/SamplePicture";
import { lang, rows } from "../../../state";
import { night } from "./run";

interface Left {
  samples: string[];
  /** Of models: how many are still to be found. */
  models: { line: FairLine; n: number }[];
  done: string[];
}

function leftOf(fair: FairView, mode: PackMode): Left {
  const { told } = fair;
  if (mode === "back") {
    const out = stillOut(sharesOf(fair));
    return { samples: out, models: [], done: told.packed.map(({ sample }) => sample).filter((id) => !out.includes(id)) };
  }
  if (mode === "safe") {
    const seen = seenIn(night.value ?? "");
    return { samples: expectedIn(night.value ?? "").filter((id) => !seen.has(id)), models: [], done: [...seen] };
  }
  const gone = new Set(told.packed.map(({ sample }) => sample));
  const taken = (line: string) => told.packed.filter((one) => one.line === line).length;
  return {
    samples: told.lines.flatMap(({ sample }) => (sample && !gone.has(sample) ? sample : [])),
    models: told.lines
      .flatMap((line) => (line.sample ? [] : [{ line, n: Math.max(0, (line.n ?? 1) - taken(line.line)) }]))
      .filter(({ n }) => n > 0),
    done: [...gone],
  };
}

export function Rest({ fair, mode }: { fair: FairView; mode: PackMode }) {
  const { samples, models, done } = leftOf(fair, mode);
  const isAll = samples.length === 0 && models.length === 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and holds nothing to focus, so a keyboard could not scroll it
    <section class="stops" aria-label={t("fair.left")} tabIndex={0}>
      {isAll && done.length > 0 && (
        <p class="all-picked">
          <Icon name="tick" size={26} />
          <strong>{t(`fair.all.${mode}`)}</strong>
        </p>
      )}
      <ol>
        {withWhom(samples, sampleView).map(({ place, samples: there }) => (
          <li key={place ?? ""} class="stop">
            <header>
              <Icon name={kindIcon(rows.value.places.get(place ?? "")?.kind)} size={22} />
              <span class="row-words">
                <strong>{placeName(place) || t("sample.nowhere")}</strong>
              </span>
            </header>
            <ul>
              {there.map((id) => (
                <Piece key={id} id={id} />
              ))}
            </ul>
          </li>
        ))}
        {models.map(({ line, n }) => (
          <li key={line.line} class="stop">
            <header>
              <Icon name="samples" size={22} />
              <span class="row-words">
                <strong>{line.model}</strong>
                <small>{t("fair.more_of", { n })}</small>
              </span>
            </header>
          </li>
        ))}
      </ol>
      {done.length > 0 && (
        <>
          <h2>{t(`fair.done.${mode}`, { n: done.length })}</h2>
          <ul class="picked-row">
            {[...done].reverse().map((id) => (
              <Face key={id} id={id} off={mode === "out" && !isListed(fair, id)} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const isListed = ({ told }: FairView, id: string): boolean =>
  told.lines.some(({ sample }) => sample === id) || told.packed.some(({ sample, line }) => sample === id && line !== null);

function Piece({ id }: { id: string }) {
  const view = sampleView(id);
  if (!view) return null;
  return (
    <li class="stop-piece">
      <SamplePicture sample={view} size={44} />
      <span class="row-words">
        <strong>{title(view, lang.value)}</strong>
        <small>{[view.archive_no, view.model].filter(Boolean).join(" · ")}</small>
      </span>
    </li>
  );
}

function Face({ id, off }: { id: string; off: boolean }) {
  const view = sampleView(id);
  const name = view ? title(view, lang.value) : t("slip.piece_unknown");
  return (
    <li class={off ? "off" : ""} title={name}>
      {view && <SamplePicture sample={view} size={48} />}
      <Icon name={off ? "flag" : "tick"} size={16} />
      <span class="unseen">{off ? `${name} · ${t("pack_verdict.not_on_list")}` : name}</span>
    </li>
  );
}
