/** A desk enrols itself: login and password, a second step where there is one, then this browser becomes a device of the firm. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure } from "../../parts/Notice";
import { go, link } from "../../parts/route";
import { AddStep } from "../steps/AddStep";
import { Prove } from "../steps/Prove";
import type { Session, Steps } from "../steps/step";
import { enrolSelf } from "./enrol_self";

export function SignIn() {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [ways, setWays] = useState<string[] | null>(null);
  const [lacking, setLacking] = useState<Steps | null>(null);
  const join = async () => {
    await enrolSelf(name.trim());
    go("scan");
  };
  const goOn = async (session: Session) => {
    if (session.step === "second") return setWays(session.ways ?? []);
    setWays(null);
    if (session.step === "add") return setLacking(await api<Steps>("GET", "/api/session/steps"));
    await join().catch(setError);
  };
  const enter = async () => {
    setBusy(true);
    setError(null);
    await api<Session>("POST", "/api/session", { login: login.trim(), password }).then(goOn).catch(setError);
    setBusy(false);
  };
  if (ways) return <Prove ways={ways} onProved={goOn} onBack={() => setWays(null)} />;
  if (lacking)
    return (
      <div class="form">
        <h1>{t("account.missing")}</h1>
        <p>{t("account.missing_what")}</p>
        <AddStep
          steps={lacking}
          password={password}
          onAdded={() => {
            setLacking(null);
            void join().catch(setError);
          }}
        />
      </div>
    );
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <h1>{t("signin.title")}</h1>
      <p>{t("signin.what")}</p>
      <Field label={t("signin.login")} value={login} onInput={setLogin} autocomplete="username" required />
      <Field label={t("signin.password")} type="password" value={password} onInput={setPassword} autocomplete="current-password" required />
      <Field label={t("enrol.name")} hint={t("enrol.desk_hint")} value={name} onInput={setName} required maxLength={120} />
      {error !== null && <Failure error={error} />}
      <Button look="main" icon="lock" wide submit busy={busy} disabled={!login || !password || !name.trim()}>
        {t("signin.enter")}
      </Button>
      <p class="small">
        <a href={link("enrol")}>{t("signin.code")}</a>
      </p>
    </form>
  );
}
