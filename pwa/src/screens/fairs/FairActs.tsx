/** What can be done with a fair: the next thing at the thumb, the rest in a sheet; and closing it, which only warns. */
import { useState } from "preact/hooks";
import { closeDraft } from "../../core/fair_drafts";
import { type Share, stillOut, type Where } from "../../core/fair_where";
import type { FairView } from "../../core/rows";
import { stage } from "../../device/fairs";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Act } from "../../parts/Act";
import { Button, IconButton, LinkButton } from "../../parts/Button";
import { Failure, Notice } from "../../parts/Notice";
import { PaperButton } from "../../parts/PaperButton";
import { openPaper } from "../../parts/paper";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { lang } from "../../state";
import { fairNo, mayPlan, nextAct } from "./fair";

interface Props {
  fair: FairView;
  found: ReadonlyMap<Where, Share>;
}

export function FairActs({ fair, found }: Props) {
  const [open, setOpen] = useState<"more" | "close" | null>(null);
  const next = nextAct(fair);
  return (
    <div class="foot-acts slip-acts">
      <IconButton icon="more" name={t("fair.more")} onClick={() => setOpen("more")} />
      <PaperButton path={manifestPath(fair)} name={manifestName(fair)} title={t("fair.manifest")} icon="file">
        {t("fair.manifest_short")}
      </PaperButton>
      {next === "pack" && (
        <LinkButton href={link("fairs", fair.id, "pack")} icon="out" look="main">
          {t("fair.pack")}
        </LinkButton>
      )}
      {next === "safe" && (
        <LinkButton href={link("fairs", fair.id, "safe")} icon="lock" look="main">
          {t("fair.lock_up")}
        </LinkButton>
      )}
      {next === "back" && (
        <LinkButton href={link("fairs", fair.id, "back")} icon="in" look="main">
          {t("fair.pack_back")}
        </LinkButton>
      )}
      {next === "close" && (
        <Button icon="tick" look="main" onClick={() => setOpen("close")}>
          {t("fair.close")}
        </Button>
      )}
      {open === "more" && <MoreActs fair={fair} found={found} onCloseFair={() => setOpen("close")} onClose={() => setOpen(null)} />}
      {open === "close" && <CloseSheet fair={fair} n={stillOut(found).length} onClose={() => setOpen(null)} />}
    </div>
  );
}

const manifestPath = (fair: FairView): string => `/api/fairs/${fair.id}/manifest.pdf?lang=${lang.value}`;
const manifestName = (fair: FairView): string => `${fairNo(fair)}-manifest.pdf`;

function MoreActs({ fair, onCloseFair, onClose }: Props & { onCloseFair: () => void; onClose: () => void }) {
  const [error, setError] = useState<unknown>(null);
  const at = stage(fair);
  const count = (place: string, purpose: string) => `#/counts/new?place=${place}&fair=${fair.id}&purpose=${purpose}`;
  const { booth, safe } = fair.told;
  const isOpen = fair.status !== "closed";
  return (
    <Sheet title={t("fair.more")} onClose={onClose}>
      <ul class="menu">
        {isOpen && <Act icon="out" name={t("fair.pack")} what={t("fair.pack_what")} href={link("fairs", fair.id, "pack")} />}
        {isOpen && booth && <Act icon="tick" name={t("fair.opening")} what={t("fair.opening_what")} href={count(booth, "opening")} />}
        {isOpen && at === "out" && (
          <Act icon="lock" name={t("fair.lock_up")} what={t("fair.lock_up_what")} href={link("fairs", fair.id, "safe")} />
        )}
        {isOpen && safe && <Act icon="list" name={t("fair.closing")} what={t("fair.closing_what")} href={count(safe, "closing")} />}
        {at !== "planned" && (
          <Act icon="in" name={t("fair.pack_back")} what={t("fair.pack_back_what")} href={link("fairs", fair.id, "back")} />
        )}
        <Act
          icon="file"
          name={t("fair.manifest")}
          what={t("fair.manifest_what")}
          onClick={() => void openPaper(manifestPath(fair), manifestName(fair)).then(onClose, setError)}
        />
        {isOpen && mayPlan() && <Act icon="pen" name={t("fair.edit")} href={link("fairs", fair.id, "edit")} />}
        {isOpen && mayPlan() && <Act icon="cross" name={t("fair.close")} what={t("fair.close_what")} onClick={onCloseFair} />}
      </ul>
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

/** It only warns: the fair is over whether or not everything has come home. */
function CloseSheet({ fair, n, onClose }: { fair: FairView; n: number; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = async () => {
    setBusy(true);
    await record([closeDraft(fair.id)]).then(onClose, setError);
    setBusy(false);
  };
  return (
    <Sheet
      title={t("fair.close")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide busy={busy} onClick={() => void close()}>
          {t("fair.close_yes")}
        </Button>
      }
    >
      {n > 0 ? (
        <Notice tone="flagged" title={t("fair.over_out", { n })}>
          {t("fair.close_out_what")}
        </Notice>
      ) : (
        <p>{t("fair.close_all_back")}</p>
      )}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
