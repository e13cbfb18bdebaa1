/** Who works here, what each may do, and how they sign in. */
import { useState } from "preact/hooks";
import type { Names } from "../../core/rows";
import { api } from "../../device/api";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { NamesFields, namesGiven } from "../../parts/NamesFields";
import { Failure, Notice, Waiting } from "../../parts/Notice";
import { nameOf } from "../../parts/names";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { person, rights } from "../../state";
import { Initial } from "../Lock";
import { tell, useFetched } from "./fetched";

interface Row {
  id: string;
  names: Names;
  login: string | null;
  roles: string[];
  active: boolean;
  badge: string | null;
  has_pin: boolean;
  second_steps: string[];
}

const ROLES = ["keeper", "clerk", "supervisor", "approver", "holder", "repairer", "admin"];

export function People(_: { path: string[] }) {
  const { found, error, again } = useFetched<{ people: Row[] }>("/api/people");
  const [open, setOpen] = useState<Row | "new" | null>(null);
  const close = () => {
    setOpen(null);
    again();
  };
  return (
    <div class="people">
      <Head title={t("people.title")} back={link("more")} />
      {error !== null && <Failure error={error} act={<Button onClick={again}>{t("common.again")}</Button>} />}
      {!found && error === null && <Waiting />}
      <ul class="rows">
        {found?.people.map((row) => (
          <li key={row.id}>
            <button type="button" class="row-button" onClick={() => setOpen(row)}>
              <Initial name={nameOf(row.names)} />
              <span class="row-words">
                <strong>{nameOf(row.names)}</strong>
                <small>{row.roles.map((role) => word("role", role)).join(t("common.comma")) || t("people.no_role")}</small>
              </span>
              <span class="row-end">{!row.active && <span class="chip">{t("people.inactive")}</span>}</span>
            </button>
          </li>
        ))}
      </ul>
      {rights.value.includes("people") && (
        <div class="acts foot-acts">
          <Button look="main" icon="plus" onClick={() => setOpen("new")}>
            {t("people.add")}
          </Button>
        </div>
      )}
      {open && <PersonSheet row={open === "new" ? null : open} onClose={close} />}
    </div>
  );
}

interface Form {
  names: Names;
  login: string;
  password: string;
  pin: string;
  roles: string[];
  active: "yes" | "no";
}

function formOf(row: Row | null): Form {
  return {
    names: row?.names ?? {},
    login: row?.login ?? "",
    password: "",
    pin: "",
    roles: row?.roles ?? ["holder"],
    active: row?.active === false ? "no" : "yes",
  };
}

/** What goes to the office: secrets only where somebody typed one. */
function asked(form: Form, isNew: boolean) {
  const { names, login, password, pin, roles, active } = form;
  return {
    names: namesGiven(names),
    roles,
    active: active === "yes",
    ...(login.trim() ? { login: login.trim() } : {}),
    ...(password ? { password } : {}),
    ...(pin ? { pin } : {}),
    ...(isNew ? { badge: true } : {}),
  };
}

function PersonSheet({ row, onClose }: { row: Row | null; onClose: () => void }) {
  const [form, setForm] = useState(formOf(row));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const put = (change: Partial<Form>) => setForm((before) => ({ ...before, ...change }));
  const keep = async () => {
    setBusy(true);
    setError(null);
    const call = row ? api("PATCH", `/api/people/${row.id}`, asked(form, false)) : api("POST", "/api/people", asked(form, true));
    await call.then(onClose, setError);
    setBusy(false);
  };
  const isWhole = Object.keys(namesGiven(form.names)).length > 0 && (form.pin === "" || /^\d{6}$/.test(form.pin));
  return (
    <Sheet
      title={row ? nameOf(row.names) : t("people.add")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide busy={busy} disabled={!isWhole} onClick={() => void keep()}>
          {t("common.keep")}
        </Button>
      }
    >
      <NamesFields names={form.names} onChange={(names) => put({ names })} />
      <Roles taken={form.roles} onChange={(roles) => put({ roles })} />
      <Field
        label={t("people.pin")}
        hint={row?.has_pin ? t("people.pin_kept") : t("setup.pin_hint")}
        type="password"
        inputMode="numeric"
        maxLength={6}
        value={form.pin}
        onInput={(pin) => put({ pin })}
        autocomplete="new-password"
      />
      <Field label={t("signin.login")} hint={t("people.login_hint")} value={form.login} onInput={(login) => put({ login })} />
      <Field
        label={t("signin.password")}
        type="password"
        value={form.password}
        onInput={(password) => put({ password })}
        autocomplete="new-password"
      />
      {row && (
        <Segments
          label={t("people.active")}
          value={form.active}
          choices={[
            { value: "yes", label: t("common.yes") },
            { value: "no", label: t("common.no") },
          ]}
          onPick={(active) => put({ active })}
        />
      )}
      {row && row.second_steps.length > 0 && row.id !== person.value?.id && <TakeSteps row={row} onTaken={onClose} />}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

/** They lost their phone or passkey: said once more before it is done. */
function TakeSteps({ row, onTaken }: { row: Row; onTaken: () => void }) {
  const [isSure, setSure] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const take = () => void tell("DELETE", `/api/people/${row.id}/second-steps`).then(onTaken, setError);
  if (!isSure)
    return (
      <Button icon="lock" wide onClick={() => setSure(true)}>
        {t("people.take_steps")}
      </Button>
    );
  return (
    <Notice
      tone="flagged"
      title={t("people.take_steps")}
      act={
        <Button look="danger" icon="cross" onClick={take}>
          {t("people.take_steps_sure")}
        </Button>
      }
    >
      {t("people.take_steps_what")}
      {error !== null && <Failure error={error} />}
    </Notice>
  );
}

function Roles({ taken, onChange }: { taken: string[]; onChange: (roles: string[]) => void }) {
  const turn = (role: string) => onChange(taken.includes(role) ? taken.filter((other) => other !== role) : [...taken, role]);
  return (
    <fieldset class="checks">
      <legend>{t("people.roles")}</legend>
      {ROLES.map((role) => (
        <label key={role}>
          <input type="checkbox" checked={taken.includes(role)} onChange={() => turn(role)} />
          <span>{word("role", role)}</span>
        </label>
      ))}
    </fieldset>
  );
}
