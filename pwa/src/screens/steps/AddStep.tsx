/** Adding a passkey or a code app; the password first, unless it was given a moment ago. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { knowsPasskeys, makePasskey, type ToMake } from "../../device/passkeys";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure } from "../../parts/Notice";
import { Sheet } from "../../parts/Sheet";
import { CodeField, isCode } from "./CodeField";
import type { Steps } from "./step";

interface Props {
  password?: string;
  onClose: () => void;
  onAdded: (steps: Steps) => void;
}

export function AddStep({ steps, password, onAdded }: { steps: Steps } & Pick<Props, "password" | "onAdded">) {
  const [open, setOpen] = useState<"passkey" | "totp" | null>(null);
  const Open = open === "passkey" ? PasskeySheet : TotpSheet;
  const canPasskey = steps.host !== null && knowsPasskeys();
  return (
    <div class="acts">
      {canPasskey && (
        <Button look="main" icon="lock" onClick={() => setOpen("passkey")}>
          {t("account.add_passkey")}
        </Button>
      )}
      {steps.totp_since_ms === null && (
        <Button look={canPasskey ? "plain" : "main"} icon="phone" onClick={() => setOpen("totp")}>
          {t("account.add_totp")}
        </Button>
      )}
      {!canPasskey && <p class="small">{t("account.no_passkeys")}</p>}
      {open && (
        <Open
          {...(password === undefined ? {} : { password })}
          onClose={() => setOpen(null)}
          onAdded={(now) => {
            setOpen(null);
            onAdded(now);
          }}
        />
      )}
    </div>
  );
}

export function PasswordField({ value, onInput }: { value: string; onInput: (password: string) => void }) {
  return (
    <Field
      label={t("signin.password")}
      hint={t("account.password_hint")}
      type="password"
      value={value}
      onInput={onInput}
      autocomplete="current-password"
    />
  );
}

/** One act at a time, and what went wrong with it. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async (doing: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    await doing().catch(setError);
    setBusy(false);
  };
  return { busy, error, act };
}

function PasskeySheet({ password: given, onClose, onAdded }: Props) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState(given ?? "");
  const { busy, error, act } = useAct();
  const add = async () => {
    const { options } = await api<{ options: ToMake }>("POST", "/api/session/steps/passkey/begin", { password });
    const passkey = await makePasskey(options);
    onAdded(await api<Steps>("POST", "/api/session/steps/passkey", { name: name.trim(), passkey }));
  };
  return (
    <Sheet
      title={t("account.add_passkey")}
      onClose={onClose}
      foot={
        <Button look="main" icon="lock" wide busy={busy} disabled={!name.trim() || !password} onClick={() => void act(add)}>
          {t("account.go_on")}
        </Button>
      }
    >
      <p>{t("account.passkey_what")}</p>
      <Field label={t("account.name")} hint={t("account.name_hint")} value={name} onInput={setName} maxLength={120} />
      {given === undefined && <PasswordField value={password} onInput={setPassword} />}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

interface Made {
  secret: string;
  qr: string;
}

function TotpSheet({ password: given, onClose, onAdded }: Props) {
  const [password, setPassword] = useState(given ?? "");
  const [made, setMade] = useState<Made | null>(null);
  const [code, setCode] = useState("");
  const { busy, error, act } = useAct();
  const begin = async () => setMade(await api<Made>("POST", "/api/session/steps/totp/begin", { password }));
  const confirm = async () => onAdded(await api<Steps>("POST", "/api/session/steps/totp", { code }));
  return (
    <Sheet
      title={t("account.add_totp")}
      onClose={onClose}
      foot={
        <Button
          look="main"
          icon="tick"
          wide
          busy={busy}
          disabled={made ? !isCode(code) : !password}
          onClick={() => void act(made ? confirm : begin)}
        >
          {t(made ? "account.confirm" : "account.go_on")}
        </Button>
      }
    >
      {made ? <Secret made={made} /> : <p>{t("account.totp_what")}</p>}
      {!made && given === undefined && <PasswordField value={password} onInput={setPassword} />}
      {made && <CodeField value={code} onInput={setCode} />}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

function Secret({ made }: { made: Made }) {
  return (
    <div class="invite">
      <p>{t("account.scan")}</p>
      <img src={`data:image/svg+xml,${encodeURIComponent(made.qr)}`} alt={t("account.qr")} width="220" height="220" />
      <p class="small">{t("account.key")}</p>
      <p class="code secret">{made.secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
    </div>
  );
}
