/** Gives a piece a new tag; the old one is void from that moment. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure, Notice } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { TagCode } from "../../parts/Words";

export function Reissue({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="turn" onClick={() => setOpen(true)}>
        {t("reissue.title")}
      </Button>
      {open && <ReissueSheet id={id} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReissueSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async () => {
    setBusy(true);
    setError(null);
    await api<{ code: string }>("POST", `/api/samples/${id}/tag`, { reason }).then((made) => setCode(made.code), setError);
    setBusy(false);
  };
  const foot = code ? (
    <Button look="main" wide onClick={onClose}>
      {t("common.close")}
    </Button>
  ) : (
    <Button look="main" wide busy={busy} disabled={!reason.trim()} onClick={() => void act()}>
      {t("reissue.act")}
    </Button>
  );
  return (
    <Sheet title={t("reissue.title")} onClose={onClose} foot={foot}>
      <p>{t("reissue.what")}</p>
      {code ? (
        <Notice tone="stored" title={t("reissue.done")}>
          <TagCode code={code} />
        </Notice>
      ) : (
        <Field label={t("common.reason")} value={reason} onInput={setReason} maxLength={200} />
      )}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
