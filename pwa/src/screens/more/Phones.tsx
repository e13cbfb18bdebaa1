/** The phones of the firm: what each still owes, enrolling another, shutting one out. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { age, ago, clock } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Failure, Notice, Waiting } from "../../parts/Notice";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { rights } from "../../state";
import { useFetched } from "./fetched";

export interface PhoneRow {
  id: string;
  name: string;
  state: string;
  contact_ms: number | null;
  owes: number;
  owes_since_ms: number | null;
  app: string | null;
  waited_for: boolean;
}

export function Phones(_: { path: string[] }) {
  const { found, error, again } = useFetched<{ devices: PhoneRow[] }>("/api/devices", 15_000);
  const [inviting, setInviting] = useState(false);
  const [revoking, setRevoking] = useState<PhoneRow | null>(null);
  const may = rights.value.includes("enrol");
  const close = () => {
    setInviting(false);
    setRevoking(null);
    again();
  };
  return (
    <div class="phones">
      <Head title={t("phones.title")} back={link("more")} />
      {error !== null && <Failure error={error} act={<Button onClick={again}>{t("common.again")}</Button>} />}
      {!found && error === null && <Waiting />}
      <ul class="rows">
        {found?.devices.map((row) => (
          <li key={row.id} class="phone-row">
            <PhoneLine row={row} />
            {may && row.state === "enrolled" && (
              <Button look="quiet" onClick={() => setRevoking(row)}>
                {t("phones.revoke")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <div class="acts foot-acts">
          <Button look="main" icon="plus" onClick={() => setInviting(true)}>
            {t("phones.enrol")}
          </Button>
        </div>
      )}
      {inviting && <Invite onClose={close} />}
      {revoking && <Revoke row={revoking} onClose={close} />}
    </div>
  );
}

export function PhoneLine({ row }: { row: PhoneRow }) {
  const seen = row.contact_ms === null ? t("phone.never") : ago(row.contact_ms, now.value);
  const owing =
    row.owes > 0 && row.owes_since_ms !== null
      ? t("phones.owes", { n: row.owes, age: age(Math.max(0, now.value - row.owes_since_ms)) })
      : t("phones.owes_none");
  return (
    <span class="phone-line">
      <Icon name="phone" />
      <span class="row-words">
        <strong>{row.name}</strong>
        <small>{[seen, row.app].filter(Boolean).join(" · ")}</small>
        <small class={row.owes > 0 ? "flagged-text" : ""}>{row.state === "enrolled" ? owing : word("device", row.state)}</small>
      </span>
    </span>
  );
}

interface InviteReply {
  code: string;
  url: string;
  expires_ms: number;
  qr?: string; // the picture as SVG text
}

function Invite({ onClose }: { onClose: () => void }) {
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

function Shown({ made }: { made: InviteReply }) {
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

function Revoke({ row, onClose }: { row: PhoneRow; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async () => {
    setBusy(true);
    await api("POST", `/api/devices/${row.id}/revoke`).then(onClose, setError);
    setBusy(false);
  };
  return (
    <Sheet
      title={t("phones.revoke_title", { name: row.name })}
      onClose={onClose}
      foot={
        <Button look="danger" icon="lock" wide busy={busy} onClick={() => void act()}>
          {t("phones.revoke")}
        </Button>
      }
    >
      <p>{t("phones.revoke_what")}</p>
      {row.owes > 0 && <Notice tone="flagged" title={t("phones.revoke_owes", { n: row.owes })} />}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
