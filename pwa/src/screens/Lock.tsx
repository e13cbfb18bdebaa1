/** Who is at this device: a name, then six digits. Works with no network. */
import { useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { PersonRow } from "../core/rows";
import { armSound } from "../device/feel";
import { unlock, unlockable } from "../device/people";
import { t, word } from "../i18n/t";
import { Head } from "../parts/Head";
import { Keypad } from "../parts/Keypad";
import { Languages } from "../parts/Languages";
import { LinkBadge } from "../parts/LinkBadge";
import { Failure, Notice, Waiting } from "../parts/Notice";
import { nameOf } from "../parts/names";
import { Wordmark } from "../parts/Wordmark";
import { install, lang, rows } from "../state";

export function Lock() {
  const [chosen, choose] = useState<PersonRow | null>(null);
  if (chosen) return <Pin who={chosen} onBack={() => choose(null)} />;
  return (
    <main class="lock">
      <header class="lock-head">
        <Wordmark size={36} />
        <LinkBadge />
      </header>
      <Who onPick={choose} />
      <footer class="lock-foot">
        <Languages />
        <p class="small">{install.value?.name}</p>
      </footer>
    </main>
  );
}

function Who({ onPick }: { onPick: (who: PersonRow) => void }) {
  if (!rows.value.loaded && rows.value.people.size === 0) return <Waiting>{t("lock.first_sync")}</Waiting>;
  const people = unlockable().sort((a, b) => nameOf(a.names).localeCompare(nameOf(b.names), lang.value));
  if (people.length === 0) return <Notice title={t("lock.nobody")}>{t("lock.nobody_what")}</Notice>;
  return (
    <section class="who">
      <h1>{t("lock.who")}</h1>
      <ul class="names-grid">
        {people.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              onClick={() => {
                armSound();
                onPick(row);
              }}
            >
              <Initial name={nameOf(row.names)} />
              <span>
                <strong>{nameOf(row.names)}</strong>
                <small>{row.roles.map((role) => word("role", role)).join(t("common.comma"))}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The family name of a Chinese name, the first letters of a Latin one. */
export function Initial({ name }: { name: string }) {
  const letters = /^[\p{Script=Han}]/u.test(name)
    ? name.slice(0, 1)
    : name
        .split(/\s+/)
        .slice(0, 2)
        .map((part) => part.slice(0, 1))
        .join("");
  return (
    <span class="initial" aria-hidden="true">
      {letters}
    </span>
  );
}

type State = "typing" | "checking" | "wrong" | "wait";

function Pin({ who, onBack }: { who: PersonRow; onBack: () => void }) {
  const typed = useSignal("");
  const [state, setState] = useState<State>("typing");
  const [error, setError] = useState<unknown>(null);
  const check = async (pin: string) => {
    setError(null);
    setState("checking");
    try {
      const answer = await unlock(who.id, pin);
      if (answer !== "ok") setState(answer);
    } catch (failure) {
      setError(failure);
      setState("typing");
    }
    typed.value = "";
  };
  return (
    <main class="lock pin" aria-busy={state === "checking"}>
      <Head title={nameOf(who.names)}>
        <button type="button" class="button quiet" onClick={onBack}>
          <span>{t("lock.other")}</span>
        </button>
      </Head>
      <div class="pin-says" role="status">
        {(state === "typing" || typed.value) && state !== "checking" && <p>{t("lock.pin")}</p>}
        {state === "checking" && <p>{t("lock.checking")}</p>}
        {state === "wrong" && !typed.value && <Notice tone="refused" title={t("lock.wrong")} />}
        {state === "wait" && (
          <Notice tone="flagged" title={t("lock.wait")}>
            {t("lock.wait_what")}
          </Notice>
        )}
        {error !== null && <Failure error={error} />}
      </div>
      <Keypad typed={typed} onFull={(pin) => void check(pin)} disabled={state === "checking"} wrong={state === "wrong"} />
    </main>
  );
}
