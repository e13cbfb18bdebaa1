/** Approving or rejecting: the office's own act, so it needs the office; without it nothing is lost, it says so. */
import { useState } from "preact/hooks";
import type { SlipView } from "../../core/rows";
import { ApiError, api } from "../../device/api";
import { openSession } from "../../device/people";
import { syncNow } from "../../device/sync";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Failure, Notice } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { link, rights } from "../../state";
import { clashesOf } from "./Bookings";
import { slipNo, slipTitle, wanted } from "./slip";

/** One call of authority: what it answers, and whether the office was there at all. */
export function useAuthority(path: string, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async (body: object) => {
    setBusy(true);
    setError(null);
    if (rights.value.length === 0) await openSession(); // just unlocked: the office may still be looking at the PIN
    await api("POST", path, body).then(() => {
      syncNow();
      onDone();
    }, setError);
    setBusy(false);
  };
  return { busy, error, act };
}

/** Being offline is normal and no fault of anybody's. */
export function AuthoritySays({ error }: { error: unknown }) {
  const isAway = error instanceof ApiError ? error.status === 0 : error === null && link.value.state === "offline";
  if (isAway) return <Notice title={t("authority.offline")}>{t("authority.offline_what")}</Notice>;
  return error === null ? null : <Failure error={error} />;
}

export function Decide({ slip, how, onClose }: { slip: SlipView; how: "approve" | "reject"; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const { busy, error, act } = useAuthority(`/api/slips/${slip.id}/${how}`, onClose);
  const isReject = how === "reject";
  const clashes = isReject ? [] : clashesOf({ slip: slip.id, ...slip.told });
  const decide = () => void act({ request: slip.told.request, reason: reason.trim() || null });
  return (
    <Sheet
      title={t(isReject ? "slip.reject" : "slip.approve")}
      onClose={onClose}
      foot={
        <Button
          look={isReject ? "danger" : "main"}
          icon={isReject ? "cross" : "tick"}
          wide
          busy={busy}
          disabled={isReject && !reason.trim()}
          onClick={decide}
        >
          {t(isReject ? "slip.reject" : "slip.approve")}
        </Button>
      }
    >
      <p>
        <strong>{slipTitle(slip)}</strong>
        <br />
        <span class="small">
          {slipNo(slip)} · {t("basket.pieces", { n: wanted(slip) })}
        </span>
      </p>
      {clashes.length > 0 && <Notice tone="flagged">{t("bookings.some", { n: clashes.length })}</Notice>}
      <TextArea label={t(isReject ? "common.reason" : "slip.remark")} value={reason} onInput={setReason} maxLength={400} />
      <AuthoritySays error={error} />
    </Sheet>
  );
}
