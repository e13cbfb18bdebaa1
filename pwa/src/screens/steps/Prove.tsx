/** After the password: a passkey, or the six digits of the code app. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { knowsPasskeys, showPasskey, type ToShow } from "../../device/passkeys";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Failure } from "../../parts/Notice";
import { CodeField, isCode } from "./CodeField";
import type { Session } from "./step";

async function byPasskey(): Promise<Session> {
  const { options } = await api<{ options: ToShow }>("POST", "/api/session/second/passkey", {});
  return api("POST", "/api/session/second", { passkey: await showPasskey(options) });
}

export function Prove({ ways, onProved, onBack }: { ways: string[]; onProved: (session: Session) => Promise<void>; onBack: () => void }) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const prove = async (way: () => Promise<Session>) => {
    setBusy(true);
    setError(null);
    try {
      await onProved(await way());
    } catch (failure) {
      setCode("");
      setError(failure);
      setBusy(false);
    }
  };
  const hasKey = ways.includes("passkey") && knowsPasskeys();
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void prove(() => api("POST", "/api/session/second", { code }));
      }}
    >
      <h1>{t("prove.title")}</h1>
      <p>{t("prove.what")}</p>
      {error !== null && <Failure error={error} />}
      {hasKey && (
        <Button look="main" icon="lock" wide busy={busy} onClick={() => void prove(byPasskey)}>
          {t("prove.passkey")}
        </Button>
      )}
      {ways.includes("totp") && (
        <>
          <CodeField value={code} onInput={setCode} />
          <Button look={hasKey ? "plain" : "main"} icon="tick" wide submit busy={busy} disabled={!isCode(code)}>
            {t("prove.enter")}
          </Button>
        </>
      )}
      <Button look="quiet" icon="back" wide onClick={onBack}>
        {t("prove.back")}
      </Button>
    </form>
  );
}
