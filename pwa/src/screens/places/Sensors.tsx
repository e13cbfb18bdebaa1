/** Instruments that post by themselves: a token is shown once, and can be taken back at any time. */
import { useState } from "preact/hooks";
import { ago } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Failure, Notice } from "../../parts/Notice";
import { now } from "../../parts/now";
import { Sheet } from "../../parts/Sheet";
import { tell, useFetched } from "../more/fetched";

interface Sensor {
  id: string;
  place: string;
  name: string;
  revoked_ms: number | null;
  heard_ms: number | null;
}

export function Sensors({ place }: { place: string }) {
  const { found, again } = useFetched<{ sensors: Sensor[] }>("/api/sensors");
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Sensor | null>(null);
  if (!found) return null;
  const here = found.sensors.filter((one) => one.place === place && one.revoked_ms === null);
  return (
    <section class="slip-about sensors">
      <h2>{t("place.sensors")}</h2>
      <ul class="plain">
        {here.map((one) => (
          <li key={one.id}>
            <span>
              <strong>{one.name}</strong>
              <small>{one.heard_ms ? ago(one.heard_ms, now.value) : t("place.never_heard")}</small>
            </span>
            <Button look="quiet" onClick={() => setLeaving(one)}>
              {t("place.revoke")}
            </Button>
          </li>
        ))}
      </ul>
      <Button icon="plus" look="quiet" onClick={() => setAdding(true)}>
        {t("place.add_sensor")}
      </Button>
      {leaving && (
        <RevokeSensor
          sensor={leaving}
          onClose={() => {
            setLeaving(null);
            again();
          }}
        />
      )}
      {adding && (
        <AddSensor
          place={place}
          onClose={() => {
            setAdding(false);
            again();
          }}
        />
      )}
    </section>
  );
}

function RevokeSensor({ sensor, onClose }: { sensor: Sensor; onClose: () => void }) {
  const [error, setError] = useState<unknown>(null);
  const revoke = () => tell("POST", `/api/sensors/${sensor.id}/revoke`).then(onClose, setError);
  return (
    <Sheet
      title={sensor.name}
      onClose={onClose}
      foot={
        <Button look="danger" icon="cross" wide onClick={() => void revoke()}>
          {t("place.revoke")}
        </Button>
      }
    >
      <p>{t("place.revoke_what")}</p>
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

function AddSensor({ place, onClose }: { place: string; onClose: () => void }) {
  const [name, setName] = useState("");
  const [token, setToken] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const add = () =>
    tell<{ token: string }>("POST", "/api/sensors", { place, name: name.trim() }).then((made) => setToken(made.token), setError);
  return (
    <Sheet
      title={t("place.add_sensor")}
      onClose={onClose}
      foot={
        token === null ? (
          <Button look="main" icon="tick" wide disabled={!name.trim()} onClick={() => void add()}>
            {t("place.make_token")}
          </Button>
        ) : (
          <Button look="main" icon="tick" wide onClick={onClose}>
            {t("common.done")}
          </Button>
        )
      }
    >
      {token === null ? (
        <Field label={t("place.sensor_name")} value={name} maxLength={120} onInput={setName} autofocus />
      ) : (
        <Notice tone="stored" title={t("place.token_once")}>
          <code class="token">{token}</code>
          <p class="small">{t("place.token_what")}</p>
        </Notice>
      )}
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
