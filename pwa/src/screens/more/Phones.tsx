/** The phones of the firm: what each still owes, what is odd about it, and enrolling another. */
import { useState } from "preact/hooks";
import { age, ago } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Failure, Waiting } from "../../parts/Notice";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { rights } from "../../state";
import { Care } from "../phones/Care";
import { Invite } from "../phones/Invite";
import { PhoneDetail } from "../phones/PhoneDetail";
import { alarmOf, type PhoneRow, readyOf } from "../phones/phone";
import { useFetched } from "./fetched";

export type { PhoneRow };

export function Phones({ path: [id] }: { path: string[] }) {
  return id ? <PhoneDetail key={id} id={id} /> : <List />;
}

function List() {
  const { found, error, again } = useFetched<{ devices: PhoneRow[] }>("/api/devices", 15_000);
  const [inviting, setInviting] = useState(false);
  const close = () => {
    setInviting(false);
    again();
  };
  return (
    <div class="phones">
      <Head title={t("phones.title")} back={link("more")} />
      {error !== null && <Failure error={error} act={<Button onClick={again}>{t("common.again")}</Button>} />}
      {!found && error === null && <Waiting />}
      {found && <Care phones={found.devices} />}
      <ul class="rows">
        {found?.devices.map((row) => (
          <li key={row.id}>
            <a class="phone-row" href={link("more", "phones", row.id)}>
              <PhoneLine row={row} />
              <Icon name="next" size={20} />
            </a>
          </li>
        ))}
      </ul>
      {rights.value.includes("enrol") && (
        <div class="acts foot-acts">
          <Button look="main" icon="plus" onClick={() => setInviting(true)}>
            {t("phones.enrol")}
          </Button>
        </div>
      )}
      {inviting && <Invite onClose={close} />}
    </div>
  );
}

export function PhoneLine({ row }: { row: PhoneRow }) {
  const seen = row.contact_ms === null ? t("phone.never") : ago(row.contact_ms, now.value);
  const owing =
    row.owes > 0 && row.owes_since_ms !== null
      ? t("phones.owes", { n: row.owes, age: age(Math.max(0, now.value - row.owes_since_ms)) })
      : t("phones.owes_none");
  const alarm = alarmOf(row);
  const ready = readyOf(row);
  return (
    <span class="phone-line">
      <Icon name={alarm ? "warning" : "phone"} />
      <span class="row-words">
        <strong>{row.name}</strong>
        <small>{[seen, row.app].filter(Boolean).join(" · ")}</small>
        <small class={row.owes > 0 ? "flagged-text" : ""}>
          {row.state === "enrolled" ? owing : `${word("device", row.state)} · ${owing}`}
        </small>
        {alarm && <small class="refused-text">{alarm}</small>}
        {ready && <small>{ready}</small>}
      </span>
    </span>
  );
}
