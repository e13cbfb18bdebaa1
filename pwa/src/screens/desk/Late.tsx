/** What should be back and is not: slips by the days they are over, then pieces somebody has had for long with no day agreed. */
import type { LateSlip } from "../../core/late";
import { title } from "../../core/title";
import { dayShort } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { placeName } from "../../parts/names";
import { link } from "../../parts/route";
import { lang } from "../../state";
import { held, late } from "./shown";

const SHOWN = 8;

export function Late() {
  const [slips, pieces] = [late.value, held.value];
  const [some, others] = [slips.slice(0, SHOWN), pieces.slice(0, Math.max(0, SHOWN - slips.length))];
  const left = slips.length + pieces.length - some.length - others.length;
  if (slips.length + pieces.length === 0) return <p class="small">{t("board.late_none")}</p>;
  return (
    <>
      <ul class="late">
        {some.map((one) => (
          <SlipLine key={one.slip.id} one={one} />
        ))}
        {others.map(({ sample, days }) => (
          <li key={sample.id}>
            <a class="led" href={link("samples", sample.id)}>
              <Days n={days} />
              <span class="late-words">
                <strong>{title(sample, lang.value)}</strong>
                <small>{[placeName(sample.holder), t("board.held_long")].filter(Boolean).join(" · ")}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {left > 0 && <p class="small">{t("board.more_cases", { n: left })}</p>}
    </>
  );
}

function SlipLine({ one: { slip, out, days } }: { one: LateSlip }) {
  const { to, by, client, back_ms } = slip.told;
  return (
    <li>
      <a class="led" href={link("slips", slip.id)}>
        <Days n={days} />
        <span class="late-words">
          <strong>{placeName(to ?? by)}</strong>
          <small>
            {[
              slip.no,
              placeName(client),
              t("board.still_out", { n: out }),
              back_ms !== null && t("slip.back_by", { day: dayShort(back_ms) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </small>
        </span>
      </a>
    </li>
  );
}

function Days({ n }: { n: number }) {
  return (
    <span class="late-days">
      <strong>{t("common.number", { n })}</strong>
      <small>{t("board.days", { n })}</small>
    </span>
  );
}
