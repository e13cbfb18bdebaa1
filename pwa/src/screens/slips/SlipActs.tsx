/** What this person can do with a slip as it stands: the likeliest act large and low, the rest behind "more". */
import { useState } from "preact/hooks";
import { submitDraft } from "../../core/matter_drafts";
import type { SlipView } from "../../core/rows";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button, IconButton, LinkButton } from "../../parts/Button";
import { Failure } from "../../parts/Notice";
import { link } from "../../parts/route";
import { person } from "../../state";
import { Cancel } from "./Cancel";
import { Decide } from "./Decide";
import { Extend } from "./Extend";
import { unsigned } from "./issue/unsigned";
import { MoreActs } from "./MoreActs";
import { isApprover, isOut, isOver, mayDecide, mayIssue, mayRequest, piecesOut } from "./slip";

export type Open = "approve" | "reject" | "extend" | "cancel" | "more" | null;

export function SlipActs({ slip }: { slip: SlipView }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <div class="foot-acts slip-acts">
      <Likely slip={slip} onOpen={setOpen} />
      <IconButton icon="more" name={t("slip.more")} onClick={() => setOpen("more")} />
      {open === "more" && <MoreActs slip={slip} onOpen={setOpen} onClose={close} />}
      {(open === "approve" || open === "reject") && <Decide slip={slip} how={open} onClose={close} />}
      {open === "extend" && <Extend slip={slip} onClose={close} />}
      {open === "cancel" && <Cancel slip={slip} onClose={close} />}
    </div>
  );
}

/** One or two acts that move the slip on from here. */
function Likely({ slip, onOpen }: { slip: SlipView; onOpen: (open: Open) => void }) {
  const { status } = slip;
  if ((status === "draft" || status === "rejected") && isOurs(slip)) return <HandIn slip={slip} />;
  if (status === "submitted" && mayDecide(slip))
    return (
      <>
        <Button icon="cross" onClick={() => onOpen("reject")}>
          {t("slip.reject")}
        </Button>
        <Button look="main" icon="tick" onClick={() => onOpen("approve")}>
          {t("slip.approve")}
        </Button>
      </>
    );
  if (status === "submitted") return <p class="small">{t(isApprover() ? "slip.waits_other" : "slip.waits_approval")}</p>;
  if ((status === "approved" || status === "picking") && mayIssue()) return <PickOrSign slip={slip} />;
  if (isOut(slip) && mayIssue() && unsigned(slip).length > 0) return <PickOrSign slip={slip} />;
  if (isOut(slip) && piecesOut(slip).length > 0 && mayRequest())
    return (
      <Button look="main" icon="turn" onClick={() => onOpen("extend")}>
        {t(mayDecide(slip) ? "slip.extend" : "slip.extend_ask")}
      </Button>
    );
  return <span />;
}

/** Who asked for it, or will hold it, or anybody who may: a slip is a sheet of the firm's, not of one person. */
const isOurs = (slip: SlipView): boolean => slip.told.by === person.value?.id || mayRequest();

function PickOrSign({ slip }: { slip: SlipView }) {
  const toSign = unsigned(slip).length;
  return (
    <>
      {toSign > 0 && (
        <LinkButton href={link("slips", slip.id, "issue")} icon="sign" look={isOut(slip) ? "main" : "plain"}>
          {t("slip.sign_for", { n: toSign })}
        </LinkButton>
      )}
      {!isOut(slip) && (
        <LinkButton href={link("slips", slip.id, "pick")} icon="scan" look="main">
          {t(slip.status === "picking" ? "slip.pick_on" : "slip.pick")}
        </LinkButton>
      )}
    </>
  );
}

function HandIn({ slip }: { slip: SlipView }) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    await record([submitDraft(slip.id, slip.told.request ?? "")]).catch(setError);
    setBusy(false);
  };
  return (
    <>
      <LinkButton href={link("slips", slip.id, "edit")} icon="pen">
        {t("slip.edit")}
      </LinkButton>
      {slip.status === "draft" && !isOver(slip) && (
        <Button look="main" icon="next" busy={busy} onClick={() => void submit()}>
          {t("slip.submit")}
        </Button>
      )}
      {error !== null && <Failure error={error} />}
    </>
  );
}
