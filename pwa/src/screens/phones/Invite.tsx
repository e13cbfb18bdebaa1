/** A one-time code by which a browser becomes a phone of the firm, shown to be scanned. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { clock } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure, Notice } from "../../parts/Notice";
import { now } from "../../parts/now";
import { Sheet } from "../../parts/Sheet";

export interface InviteReply {
  code: string;
  url: string;
  expires_ms: number;
  qr?: string; // the picture as SVG text
}

export function Invite({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [made, setMade] = useState<InviteReply | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ask = async () => {
    setBusy(true);
    setError(null);
    await api<InviteReply>("POST", "/api/devices/invites", { name: name.trim() }).then(setMade, setError);
    setBusy(false);
  };
  return (
    <Sheet
      title={t("phones.enrol")}
      onClose={onClose}
      foot={
        made ? null : (
          <Button look="main" icon="scan" wide busy={busy} disabled={!name.trim()} onClick={() => void ask()}>
            {t("invite.show")}
          </Button>
        )
      }
    >
      {made ? (
        <Shown made={made} />
      ) : (
        <Field label={t("enrol.name")} hint={t("enrol.name_hint")} value={name} onInput={setName} maxLength={120} />
      )}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

export function Shown({ made }: { made: InviteReply }) {
  if (now.value > made.expires_ms) return <Notice tone="flagged" title={t("invite.over")} />;
  return (
    <div class="invite">
      {made.qr && <img src={`data:image/svg+xml,${encodeURIComponent(made.qr)}`} alt={t("invite.qr")} width="260" height="260" />}
      <p>{t("invite.what")}</p>
      <p class="code big">{made.code}</p>
      <p class="small">{made.url}</p>
      <p class="small">{t("invite.until", { time: clock(made.expires_ms) })}</p>
    </div>
  );
}
