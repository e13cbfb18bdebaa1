/** "Take three pieces from Mei Chan?": what the giver's code says, to be looked at before one answers for it. */
import { useState } from "preact/hooks";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Failure, Notice } from "../../parts/Notice";
import { personName } from "../../parts/names";
import { Sheet } from "../../parts/Sheet";
import { person } from "../../state";
import { PieceGrid } from "../slips/issue/PieceGrid";
import { later, type Offer, offer, takeOver } from "./take";

export function TakeSheet() {
  const now = offer.value;
  if (!now) return null;
  if (now === "unreadable")
    return (
      <Sheet title={t("take.title")} onClose={later}>
        <Notice tone="refused" title={t("take.unreadable")}>
          {t("take.unreadable_what")}
        </Notice>
      </Sheet>
    );
  return <Offered offer={now} />;
}

function Offered({ offer: { given, missing } }: { offer: Offer }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const n = given.samples.length;
  const isMine = given.from === person.value?.id;
  const take = async () => {
    setBusy(true);
    await takeOver(given).catch(setError);
    setBusy(false);
  };
  return (
    <Sheet
      title={t("take.question", { n, name: personName(given.from) || t("take.somebody") })}
      onClose={later}
      foot={
        <Button look="main" icon="tick" wide busy={busy} disabled={missing > 0 || isMine} onClick={() => void take()}>
          {t("take.act", { n })}
        </Button>
      }
    >
      {missing > 0 && <Notice>{t("take.missing", { n: missing })}</Notice>}
      {isMine && <Notice tone="flagged">{t("take.mine")}</Notice>}
      <PieceGrid pieces={given.samples} />
      <p class="small">{t("take.what")}</p>
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
