/** A desk enrols itself: login and password, then this browser becomes a device of the firm. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure } from "../../parts/Notice";
import { go, link } from "../../parts/route";
import { enrolSelf } from "./enrol_self";

export function SignIn() {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const enter = async () => {
    setBusy(true);
    setError(null);
    try {
      await api("POST", "/api/session", { login: login.trim(), password });
      await enrolSelf(name.trim());
      go("scan");
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
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
