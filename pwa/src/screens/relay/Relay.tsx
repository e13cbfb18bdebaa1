/** Phone to phone without a network: one phone shows its unsent scans, another takes them along to the office. */
import { useRef, useState } from "preact/hooks";
import { carry, giveUp, NotCarried } from "../../device/cargo";
import { parcelsOfFile } from "../../device/cargo_pack";
import { syncNow } from "../../device/sync";
import { moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Icon } from "../../parts/Icon";
import { Failure, Notice } from "../../parts/Notice";
import { link } from "../../parts/route";
import { cargo, install, owed } from "../../state";
import { Show } from "./Show";
import { Take } from "./Take";
import { type Taken, takenOf } from "./taking";

export function Relay({ path: [where] }: { path: string[] }) {
  if (where === "show") return <Show />;
  if (where === "take") return <Take />;
  return (
    <div class="relay">
      <Head title={t("relay.title")} back={link("outbox")} />
      <p class="small">{t("relay.what")}</p>
      <section class="card relay-way">
        <h2>{t("relay.give")}</h2>
        <p class="small">{t("relay.give_what")}</p>
        {owed.value.length > 0 ? (
          <LinkButton href={link("relay", "show")} look="main" icon="phone">
            {t("relay.show_n", { n: owed.value.length })}
          </LinkButton>
        ) : (
          <p class="stored-text">
            <Icon name="ticks" size={22} />
            {t("outbox.all_there")}
          </p>
        )}
      </section>
      <section class="card relay-way">
        <h2>{t("relay.fetch")}</h2>
        <p class="small">{t("relay.fetch_what")}</p>
        <LinkButton href={link("relay", "take")} look={owed.value.length > 0 ? "plain" : "main"} icon="camera">
          {t("relay.take")}
        </LinkButton>
        <FromFile />
      </section>
      <Carried />
    </div>
  );
}

function FromFile() {
  const input = useRef<HTMLInputElement>(null);
  const [taken, setTaken] = useState<Taken[]>([]);
  const [error, setError] = useState<unknown>(null);
  const read = async (file: File) => {
    setError(null);
    setTaken([]);
    try {
      const parcels = await parcelsOfFile(await file.text());
      if (!parcels) throw new NotCarried("cargo_damaged");
      await carry(parcels, install.value?.id ?? null);
      setTaken(parcels.map(takenOf));
      syncNow();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <Button icon="file" onClick={() => input.current?.click()}>
        {t("relay.file")}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t("relay.file")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void read(file);
        }}
      />
      {taken.map((one) => (
        <Notice key={one.key} tone="stored" title={t("relay.taken", { n: one.count, name: one.name })}>
          {t("relay.taken_what")}
        </Notice>
      ))}
      {error !== null && <Failure error={error} />}
    </>
  );
}

function Carried() {
  const { waiting, delivered } = cargo.value;
  if (!waiting.length && !delivered.length) return null;
  return (
    <section class="card">
      <h2>{t("relay.carried")}</h2>
      <ul class="rows">
        {waiting.map((one) => (
          <li key={`${one.install} ${one.first} ${one.last}`} class="cargo-line">
            <Icon name="courier" />
            <span class="row-words">
              <strong>{t("relay.of", { n: one.count, name: one.name })}</strong>
              <small class="flagged-text">
                {one.refused ? word("cargo", one.refused) : t("relay.waits", { time: moment(one.taken_ms) })}
              </small>
            </span>
            {one.refused && (
              <Button look="quiet" onClick={() => void giveUp(one.install, one.first, one.last)}>
                {t("relay.give_up")}
              </Button>
            )}
          </li>
        ))}
        {delivered.map((one) => (
          <li key={`${one.install} ${one.first} ${one.last} there`} class="cargo-line">
            <Icon name="ticks" />
            <span class="row-words">
              <strong>{t("relay.of", { n: one.count, name: one.name })}</strong>
              <small>{t("relay.delivered", { time: moment(one.delivered_ms) })}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
