/** Handing the pieces out: the receiver looks at them and signs on the glass, or types the PIN they know. */
import { useState } from "preact/hooks";
import { signDraft } from "../../../core/matter_drafts";
import type { SlipView } from "../../../core/rows";
import { record } from "../../../device/outbox";
import { keepPhoto } from "../../../device/photos";
import { slipView } from "../../../device/rows_matters";
import { t } from "../../../i18n/t";
import { Button } from "../../../parts/Button";
import { Segments } from "../../../parts/Field";
import { Head } from "../../../parts/Head";
import { Empty, Failure } from "../../../parts/Notice";
import { placeName } from "../../../parts/names";
import { go, link } from "../../../parts/route";
import { Signature } from "../../../parts/Signature";
import { rows } from "../../../state";
import { slipNo } from "../slip";
import { PieceGrid } from "./PieceGrid";
import { ProvePin } from "./ProvePin";
import { Receiver } from "./Receiver";
import { unsigned } from "./unsigned";

type How = "signature" | "pin";

export function Issue({ id }: { id: string }) {
  const slip = rows.value.version >= 0 ? slipView(id) : null;
  const pieces = slip ? unsigned(slip) : [];
  if (!slip || pieces.length === 0)
    return (
      <>
        <Head title={t("issue.title")} back={link("slips", id)} />
        <Empty icon="sign" title={t("issue.nothing")}>
          {t("issue.nothing_what")}
        </Empty>
      </>
    );
  return <Confirm slip={slip} pieces={pieces} />;
}

function Confirm({ slip, pieces }: { slip: SlipView; pieces: string[] }) {
  const [receiver, setReceiver] = useState(slip.told.to ?? slip.told.by ?? "");
  const [how, setHow] = useState<How>("signature");
  const [png, setPng] = useState<Blob | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const hasPin = rows.value.people.get(receiver)?.pin != null;
  const sign = async (byPin: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const signature = !byPin && png ? (await keepPhoto(png, "signature")).sha256 : null;
      await record([signDraft(slip.id, receiver, pieces, { signature, pin: byPin })]);
      go("slips", slip.id);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <div class="issue">
      <Head title={t("issue.title")} back={link("slips", slip.id)} />
      <p class="small">{t("issue.what", { no: slipNo(slip), n: pieces.length })}</p>
      <PieceGrid pieces={pieces} />
      <Receiver value={receiver} onPick={setReceiver} />
      {hasPin && (
        <Segments<How>
          label={t("issue.how")}
          showLabel={false}
          value={how}
          choices={[
            { value: "signature", label: t("issue.signature") },
            { value: "pin", label: t("issue.pin") },
          ]}
          onPick={setHow}
        />
      )}
      {how === "pin" && hasPin ? (
        <ProvePin person={receiver} onProved={() => void sign(true)} />
      ) : (
        <>
          <Signature label={t("slip.signature_of", { name: placeName(receiver) })} onSign={setPng} />
          {error !== null && <Failure error={error} />}
          <div class="foot-acts">
            <Button look="main" icon="sign" wide busy={busy} disabled={!png || !receiver} onClick={() => void sign(false)}>
              {t("issue.confirm", { n: pieces.length })}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
