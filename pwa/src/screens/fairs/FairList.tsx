/** The fairs: those running and to come first, then those that are over. */

import { stillOut } from "../../core/fair_where";
import type { FairView } from "../../core/rows";
import { fairs, sharesOf, stage } from "../../device/fairs";
import { t, word } from "../../i18n/t";
import { LinkButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Empty } from "../../parts/Notice";
import { placeName } from "../../parts/names";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { days, faces, fairNo, fairTitle, isOver, mayPlan, wanted } from "./fair";

const FACES = 4;

export function FairList() {
  const all = fairs();
  return (
    <div class="slips fairs">
      <Head title={t("fairs.title")} back={link("more")} />
      {all.length > 0 ? (
        <ul class="slip-cards" aria-label={t("fairs.title")}>
          {all.map((fair) => (
            <Card key={fair.id} fair={fair} />
          ))}
        </ul>
      ) : (
        <Empty icon="booth" title={t("fairs.none")}>
          {t("fairs.none_what")}
        </Empty>
      )}
      {mayPlan() && (
        <div class="foot-acts">
          <LinkButton href={link("fairs", "new")} icon="plus" look="main">
            {t("fairs.new")}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

function Card({ fair }: { fair: FairView }) {
  const { told } = fair;
  const out = stillOut(sharesOf(fair));
  const pieces = told.packed.length ? told.packed.map(({ sample }) => sample) : told.lines.flatMap(({ sample }) => sample ?? []);
  return (
    <li>
      <a class="slip-card" href={link("fairs", fair.id)}>
        <span class="slip-card-head">
          <span class="slip-no">
            {fairNo(fair)}
            {fair.pending > 0 && (
              <span class="unsent" title={t("slip.unsent")}>
                <Icon name="outbox" size={16} />
                <span class="unseen">{t("slip.unsent")}</span>
              </span>
            )}
          </span>
          <FairChip fair={fair} />
        </span>
        <strong>{fairTitle(fair)}</strong>
        <small>{[days(fair), placeName(told.booth)].filter(Boolean).join(" · ")}</small>
        <span class="faces">
          {faces(pieces, FACES).map((view) => (
            <SamplePicture key={view.id} sample={view} size={44} />
          ))}
          <span class={out.length > 0 && isOver(fair) ? "slip-progress overdue" : "slip-progress"}>
            {out.length > 0 ? t("fair.out_n", { n: out.length }) : t("basket.pieces", { n: wanted(told.lines) || told.packed.length })}
          </span>
        </span>
      </a>
    </li>
  );
}

const LOOKS = { planned: "slip-draft", out: "slip-issued", back: "slip-approved", closed: "slip-closed" } as const;

/** By the pieces' own word; a closed fair stays closed. */
export function FairChip({ fair }: { fair: FairView }) {
  const at = stage(fair);
  return <span class={`chip ${LOOKS[at]}`}>{word("fair_status", at)}</span>;
}
