/** The claims of a case, each as it was made: who, when, to where; both times where they differ. */
import type { Claim } from "../core/rows";
import { t, word } from "../i18n/t";
import { personName, placeName } from "./names";
import { TwoTimes } from "./TwoTimes";

export function ClaimList({ claims }: { claims: Claim[] }) {
  return (
    <ol class="claims">
      {claims.map((claim) => (
        <li key={claim.action}>
          <strong>
            {claim.to ? t("timeline.to", { what: word("kind", claim.kind), place: placeName(claim.to) }) : word("kind", claim.kind)}
          </strong>
          <small>
            {personName(claim.by)} · <TwoTimes happened={claim.happened_ms} known={claim.known_ms} />
          </small>
        </li>
      ))}
    </ol>
  );
}
