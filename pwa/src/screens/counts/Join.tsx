/** Counting along: this phone scans the code another one shows, here or on the Scan screen; what both see is one count at the office. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Invitation, readCountCode } from "../../core/count_code";
import { feel } from "../../device/feel";
import { countView } from "../../device/rows_matters";
import { t } from "../../i18n/t";
import { Head } from "../../parts/Head";
import { Failure, Notice } from "../../parts/Notice";
import { goInstead, link } from "../../parts/route";
import { useWedge } from "../../parts/useWedge";
import { Camera } from "../scan/Camera";
import { begin } from "./count";

export function Join({ scanned }: { scanned: string | undefined }) {
  const [isOther, setOther] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isBusy = useRef(false);
  const hear = (text: string) => {
    const invitation = readCountCode(text);
    if (!invitation) {
      setOther(true);
      return feel("refused");
    }
    if (isBusy.current) return;
    isBusy.current = true;
    join(invitation).then(
      () => {
        feel("stored");
        goInstead("counts", invitation.count, "run");
      },
      (failure: unknown) => {
        isBusy.current = false;
        setError(failure);
      },
    );
  };
  useWedge(hear);
  useEffect(() => {
    if (scanned) hear(scanned);
  }, [scanned]);
  return (
    <div class="counts">
      <Head title={t("counts.join")} back={link("counts")} />
      <Camera onSee={(texts) => texts.forEach(hear)} toneOf={() => "again"} />
      <p>{t("counts.join_what")}</p>
      {isOther && <Notice tone="flagged">{t("counts.join_other")}</Notice>}
      {error !== null && <Failure error={error} />}
    </div>
  );
}

/** A phone that has never heard of the count opens it once more with what it knows itself; at the office the first opening counts. */
const join = ({ count, ...wish }: Invitation): Promise<string> => (countView(count) ? Promise.resolve(count) : begin({ count, ...wish }));
