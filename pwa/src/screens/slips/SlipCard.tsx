/** One slip in a list: what for, whose it is, until when, how it stands, and the faces of its pieces. */
import type { SlipView } from "../../core/rows";
import { t, word } from "../../i18n/t";
import { Icon } from "../../parts/Icon";
import { personName } from "../../parts/names";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { Due } from "./Due";
import { faces, filled, slipNo, slipTitle, wanted } from "./slip";

const FACES = 4;

export function SlipCard({ slip }: { slip: SlipView }) {
  const shown = faces(slip, FACES);
  const rest = wanted(slip) - shown.length;
  return (
    <li>
      <a class="slip-card" href={link("slips", slip.id)}>
        <span class="slip-card-head">
          <span class="slip-no">
            {slipNo(slip)}
            {slip.pending > 0 && <Unsent />}
          </span>
          <SlipChip slip={slip} />
        </span>
        <strong>{slipTitle(slip)}</strong>
        <small>
          {personName(slip.told.by)}
          {slip.told.back_ms !== null && (
            <>
              {" · "}
              <Due slip={slip} />
            </>
          )}
        </small>
        <span class="faces">
          {shown.map((view, i) => (
            <SamplePicture key={`${view.id} ${i}`} sample={view} size={44} />
          ))}
          {rest > 0 && <span class="face-rest">{t("slips.more_pieces", { n: rest })}</span>}
          <span class="slip-progress">{progress(slip)}</span>
        </span>
      </a>
    </li>
  );
}

function progress(slip: SlipView): string {
  const out = filled(slip);
  const all = wanted(slip);
  return out > 0 && slip.status !== "closed" ? t("slips.issued_of", { n: out, all }) : t("basket.pieces", { n: all });
}

/** Not in the office yet: a mark, the slip's own screen says it in words. */
function Unsent() {
  return (
    <span class="unsent" title={t("slip.unsent")}>
      <Icon name="outbox" size={16} />
      <span class="unseen">{t("slip.unsent")}</span>
    </span>
  );
}

export function SlipChip({ slip }: { slip: SlipView }) {
  return <span class={`chip slip-${slip.status}`}>{word("slip_status", slip.status)}</span>;
}
