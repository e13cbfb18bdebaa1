/** Choosing another PIN or password of one's own, with the one there is. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { syncNow } from "../../device/sync";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure, Notice } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { useAct } from "./AddStep";

type What = "pin" | "password";

const SHORTEST = 10; // of a password, as the office has it
const isWhole = { pin: (text: string) => /^\d{6}$/.test(text), password: (text: string) => text.length >= SHORTEST };

export function OwnSecrets({ has }: { has: Record<What, boolean> }) {
  const [open, setOpen] = useState<What | null>(null);
  const [isChanged, setChanged] = useState(false);
  if (!has.pin && !has.password) return null;
  const button = (what: What) =>
    has[what] && (
      <Button icon={what === "pin" ? "lock" : "pen"} onClick={() => setOpen(what)}>
        {t(`account.own.${what}`)}
      </Button>
    );
  return (
    <section class="card">
      <p>{t("account.own.what")}</p>
      <div class="acts">
        {button("pin")}
        {button("password")}
      </div>
      {isChanged && <Notice tone="stored" title={t("account.own.changed")} />}
      {open && (
        <ChangeSheet
          what={open}
          onClose={() => setOpen(null)}
          onChanged={() => {
            setOpen(null);
            setChanged(true);
          }}
        />
      )}
    </section>
  );
}

function ChangeSheet({ what, onClose, onChanged }: { what: What; onClose: () => void; onChanged: () => void }) {
  const [old, setOld] = useState("");
  const [chosen, setChosen] = useState("");
  const { busy, error, act } = useAct();
  const change = async () => {
    await api("PUT", `/api/session/${what}`, { [what]: old, new: chosen });
    syncNow(); // this phone opens with the new PIN from the next pull on
    onChanged();
  };
  const digits = what === "pin" ? ({ inputMode: "numeric", maxLength: 6 } as const) : {};
  return (
    <Sheet
      title={t(`account.own.${what}`)}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide busy={busy} disabled={!old || !isWhole[what](chosen)} onClick={() => void act(change)}>
          {t("common.keep")}
        </Button>
      }
    >
      <Field
        {...digits}
        label={t(`account.own.old_${what}`)}
        type="password"
        value={old}
        onInput={setOld}
        autocomplete="current-password"
      />
      <Field
        {...digits}
        label={t(`account.own.new_${what}`)}
        hint={t(`account.own.new_${what}_hint`)}
        type="password"
        value={chosen}
        onInput={setChosen}
        autocomplete="new-password"
      />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
