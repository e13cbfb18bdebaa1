/** The code a second phone scans to count along; neither needs a network. */
import { useEffect } from "preact/hooks";
import { countCode } from "../../core/count_code";
import { countView } from "../../device/rows_matters";
import { keepAwake } from "../../device/wake";
import { t } from "../../i18n/t";
import { LinkButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Empty } from "../../parts/Notice";
import { QrCode } from "../../parts/QrCode";
import { link } from "../../parts/route";
import { rows } from "../../state";
import { countTitle } from "./count";

export function JoinCode({ id }: { id: string }) {
  useEffect(() => keepAwake(), []);
  const count = rows.value.version >= 0 ? countView(id) : null;
  if (!count?.told.place)
    return (
      <Empty icon="list" title={t("count.not_here")}>
        {t("receipt.missing_what")}
      </Empty>
    );
  const { place, mode, purpose, deep } = count.told;
  return (
    <div class="handover codes">
      <Head title={t("count.second")} back={link("counts", id, "run")} />
      <p>
        <strong>{countTitle(count)}</strong>
      </p>
      <p class="small">{t("count.second_what")}</p>
      <QrCode text={countCode({ count: id, place, mode, purpose, deep })} name={t("count.second")} />
      <div class="foot-acts">
        <LinkButton href={link("counts", id, "run")} icon="list" look="main">
          {t("count.go_on")}
        </LinkButton>
      </div>
    </div>
  );
}
