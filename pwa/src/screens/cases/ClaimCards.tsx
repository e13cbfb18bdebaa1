/** The claims side by side, stacked on a phone: which phone, who did what when, and what makes that less than sure. */
import type { CaseStory } from "../../core/case";
import type { CaseRow } from "../../core/rows";
import { t } from "../../i18n/t";
import { PhotoStrip } from "../../parts/PhotoStrip";
import { link } from "../../parts/route";
import { rows } from "../../state";
import { calling, say } from "./calling";
import { deed, doubts } from "./claim_words";

export function ClaimCards({ row, story }: { row: CaseRow; story: CaseStory | null }) {
  const call = calling(story?.phones);
  return (
    <ol class="claim-cards">
      {row.claims.map((claim) => {
        const told = story?.claims.find((one) => one.action === claim.action);
        return (
          <li key={claim.action} class={told?.undone ? "card undone" : "card"}>
            <p class="claim-phone">{t("case.says", { phone: call.phone(claim.device) })}</p>
            <p class="claim-deed">{say(deed(claim, call, told?.observed_from))}</p>
            <ul class="claim-doubts">
              {doubts(claim, told, call).map((said) => (
                <li key={said.key}>
                  {told?.slip && said.key === "claim.on_slip" && rows.value.slips.has(told.slip) ? (
                    <a href={link("slips", told.slip)}>{say(said)}</a>
                  ) : (
                    say(said)
                  )}
                </li>
              ))}
            </ul>
            {told?.photos && told.photos.length > 0 && <PhotoStrip photos={told.photos} />}
          </li>
        );
      })}
    </ol>
  );
}
