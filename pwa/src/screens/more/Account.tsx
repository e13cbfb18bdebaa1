/** How the person signs in: the second steps after their password, and their own PIN and password. */
import { useState } from "preact/hooks";
import { api } from "../../device/api";
import { askSessionAgain } from "../../device/people";
import { ago, day } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon, type IconName } from "../../parts/Icon";
import { Failure, Notice, Waiting } from "../../parts/Notice";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { person } from "../../state";
import { AddStep, PasswordField, useAct } from "../steps/AddStep";
import { OwnSecrets } from "../steps/OwnSecrets";
import type { PasskeyRow, Steps } from "../steps/step";
import { useFetched } from "./fetched";

interface Chosen {
  id: string;
  name: string;
}

export function Account(_: { path: string[] }) {
  const { found, error, again } = useFetched<Steps>("/api/session/steps");
  const [changed, setChanged] = useState<Steps | null>(null);
  const [leaving, setLeaving] = useState<Chosen | null>(null);
  const steps = changed ?? found;
  const take = (next: Steps) => {
    setLeaving(null);
    setChanged(next);
    void askSessionAgain().catch(() => undefined); // offline: it is asked for with the next exchange
  };
  return (
    <div class="account">
      <Head title={t("account.title")} back={link("more")} />
      {!steps && error !== null && <Failure error={error} act={<Button onClick={again}>{t("common.again")}</Button>} />}
      {!steps && error === null && <Waiting />}
      {steps && !steps.has_password && <Notice title={t("account.no_password")} />}
      {steps?.missing && (
        <Notice tone="flagged" title={t("account.missing")}>
          {t("account.missing_what")}
        </Notice>
      )}
      {steps?.has_password && (
        <section class="card">
          <p>{t("account.what")}</p>
          <StepList steps={steps} onRemove={setLeaving} />
          <AddStep steps={steps} onAdded={take} />
        </section>
      )}
      {steps && <OwnSecrets has={{ pin: person.value?.pin != null, password: steps.has_password }} />}
      {leaving && <RemoveSheet step={leaving} onClose={() => setLeaving(null)} onRemoved={take} />}
    </div>
  );
}

function StepList({ steps, onRemove }: { steps: Steps; onRemove: (step: Chosen) => void }) {
  const { passkeys, totp_since_ms, host } = steps;
  if (passkeys.length === 0 && totp_since_ms === null) return <p class="small">{t("account.none")}</p>;
  return (
    <ul class="rows">
      {passkeys.map((key) => (
        <Line key={key.id} icon="lock" name={key.name} said={saidOf(key, host)} onRemove={() => onRemove(key)} />
      ))}
      {totp_since_ms !== null && (
        <Line
          icon="phone"
          name={t("account.totp")}
          said={t("account.added", { day: day(totp_since_ms) })}
          onRemove={() => onRemove({ id: "totp", name: t("account.totp") })}
        />
      )}
    </ul>
  );
}

function saidOf(key: PasskeyRow, host: string | null): string {
  const used = key.last_used_ms === null ? t("account.never_used") : t("account.used", { when: ago(key.last_used_ms, now.value) });
  const where = key.host === host ? [] : [t("account.at", { host: key.host })];
  return [t("account.passkey"), t("account.added", { day: day(key.added_ms) }), used, ...where].join(" · ");
}

function Line({ icon, name, said, onRemove }: { icon: IconName; name: string; said: string; onRemove: () => void }) {
  return (
    <li class="step-line">
      <Icon name={icon} />
      <span class="row-words">
        <strong>{name}</strong>
        <small>{said}</small>
      </span>
      <Button look="quiet" onClick={onRemove}>
        {t("account.remove")}
      </Button>
    </li>
  );
}

function RemoveSheet({ step, onClose, onRemoved }: { step: Chosen; onClose: () => void; onRemoved: (steps: Steps) => void }) {
  const [password, setPassword] = useState("");
  const { busy, error, act } = useAct();
  const remove = async () => onRemoved(await api<Steps>("POST", `/api/session/steps/${step.id}/remove`, { password }));
  return (
    <Sheet
      title={t("account.remove_title", { name: step.name })}
      onClose={onClose}
      foot={
        <Button look="danger" icon="cross" wide busy={busy} disabled={!password} onClick={() => void act(remove)}>
          {t("account.remove")}
        </Button>
      }
    >
      <PasswordField value={password} onInput={setPassword} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
