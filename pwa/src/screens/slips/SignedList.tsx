/** Who took the pieces over and signed for them on the glass. */
import type { SlipView } from "../../core/rows";
import { moment } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { placeName } from "../../parts/names";
import { Photo } from "../../parts/Photo";

export function SignedList({ slip }: { slip: SlipView }) {
  const { signed } = slip.told;
  if (signed.length === 0) return null;
  return (
    <section class="signed">
      <h2>{t("slip.signed")}</h2>
      <ul>
        {signed.map((one) => (
          <li key={`${one.at_ms} ${one.receiver}`}>
            {one.signature && <Photo sha256={one.signature} size="full" alt={t("slip.signature_of", { name: placeName(one.receiver) })} />}
            <span class="row-words">
              <strong>{placeName(one.receiver)}</strong>
              <small>
                {[t("basket.pieces", { n: one.samples.length }), one.pin && t("slip.by_pin"), moment(one.at_ms)]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
