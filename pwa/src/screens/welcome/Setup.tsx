/** The very first start: the first person, how they sign in, and whether to fill the house with demo pieces. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Failure, Notice } from "../../parts/Notice";
import { go } from "../../parts/route";
import { lang } from "../../state";
import { enrolSelf } from "./enrol_self";

const PASSWORD_LEAST = 10;

interface Answers {
  name: string;
  login: string;
  password: string;
  pin: string;
  device: string;
  demo: "yes" | "no";
}

const BLANK: Answers = { name: "", login: "", password: "", pin: "", device: "", demo: "no" };

function isWhole(answers: Answers): boolean {
  const { name, login, password, pin, device } = answers;
  return Boolean(name.trim() && login.trim() && device.trim()) && password.length >= PASSWORD_LEAST && /^\d{6}$/.test(pin);
}

async function setUp(token: string, answers: Answers): Promise<void> {
  const { name, login, password, pin, demo, device } = answers;
  const names = { [lang.value]: name.trim() };
  await api("POST", "/api/setup", { token, names, login: login.trim(), password, pin, demo: demo === "yes", lang: lang.value });
  await enrolSelf(device.trim());
}

export function Setup({ token }: { token: string }) {
  const [answers, setAnswers] = useState(BLANK);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const put = (key: keyof Answers) => (value: string) => setAnswers((before) => ({ ...before, [key]: value }));
  const submit = async () => {
    setBusy(true);
    setError(null);
    await setUp(token, answers).then(() => go("scan"), setError);
    setBusy(false);
  };
  if (!token)
    return (
      <Notice tone="flagged" title={t("setup.no_token")}>
        {t("setup.needed_what")}
      </Notice>
    );
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>{t("setup.title")}</h1>
      <p>{t("setup.what")}</p>
      <Field label={t("setup.name")} value={answers.name} onInput={put("name")} autocomplete="name" required />
      <Field label={t("signin.login")} value={answers.login} onInput={put("login")} autocomplete="username" required />
      <Field
        label={t("signin.password")}
        hint={t("setup.password_hint", { n: PASSWORD_LEAST })}
        type="password"
        value={answers.password}
        onInput={put("password")}
        autocomplete="new-password"
        required
      />
      <Field
        label={t("setup.pin")}
        hint={t("setup.pin_hint")}
        type="password"
        inputMode="numeric"
        maxLength={6}
        value={answers.pin}
        onInput={put("pin")}
        autocomplete="new-password"
        required
      />
      <Field label={t("enrol.name")} hint={t("enrol.desk_hint")} value={answers.device} onInput={put("device")} required maxLength={120} />
      <Segments
        label={t("setup.demo")}
        value={answers.demo}
        choices={[
          { value: "no", label: t("setup.demo_no") },
          { value: "yes", label: t("setup.demo_yes") },
        ]}
        onPick={put("demo")}
      />
      {error !== null && <Failure error={error} />}
      <Button look="main" icon="tick" wide submit busy={busy} disabled={!isWhole(answers)}>
        {t("setup.start")}
      </Button>
    </form>
  );
}
