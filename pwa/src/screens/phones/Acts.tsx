/** What a supervisor does with a phone that is lost or changes hands: each is said in full before it is done. */
import { useState } from "preact/hooks";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure, Notice } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { tell } from "../more/fetched";
import { type InviteReply, Shown } from "./Invite";
import type { PhoneRow } from "./phone";

interface Props {
  row: PhoneRow;
  onClose: () => void;
}

function useAct<T>(method: string, path: string, then: (value: T) => void) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async (body?: unknown) => {
    setBusy(true);
    setError(null);
    await tell<T>(method, path, body).then(then, setError);
    setBusy(false);
  };
  return { busy, error, act };
}

export function Revoke({ row, onClose }: Props) {
  const { busy, error, act } = useAct("POST", `/api/devices/${row.id}/revoke`, onClose);
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

export function Replace({ row, onClose }: Props) {
  const [made, setMade] = useState<InviteReply | null>(null);
  const { busy, error, act } = useAct<InviteReply>("POST", `/api/devices/${row.id}/replace`, setMade);
  return (
    <Sheet
      title={t("phones.replace_title", { name: row.name })}
      onClose={onClose}
      foot={
        made ? null : (
          <Button look="danger" icon="turn" wide busy={busy} onClick={() => void act()}>
            {t("phones.replace_now")}
          </Button>
        )
      }
    >
      {made ? <Shown made={made} /> : <p>{t("phones.replace_what", { name: row.name })}</p>}
      {!made && row.owes > 0 && <Notice tone="flagged" title={t("phones.revoke_owes", { n: row.owes })} />}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

export function HandOver({ row, onClose }: Props) {
  const [name, setName] = useState(row.name);
  const { busy, error, act } = useAct("PATCH", `/api/devices/${row.id}`, onClose);
  return (
    <Sheet
      title={t("phones.hand_over_title", { name: row.name })}
      onClose={onClose}
      foot={
        <Button
          look="main"
          icon="give"
          wide
          busy={busy}
          disabled={!name.trim() || name.trim() === row.name}
          onClick={() => void act({ name: name.trim() })}
        >
          {t("phones.hand_over")}
        </Button>
      }
    >
      <p>{t("phones.hand_over_what")}</p>
      <Field label={t("enrol.name")} hint={t("enrol.name_hint")} value={name} onInput={setName} maxLength={120} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
