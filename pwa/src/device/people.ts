/** Who holds this phone: unlocked by six digits without a network, and signed in at the office as soon as that can be reached. */
import type { PersonRow, PinVerifier } from "../core/rows";
import { lacksStep, person, rights, rows } from "../state";
import { ApiError, api } from "./api";
import { host } from "./host";
import { touch, wasLeft } from "./idle";
import { base64url } from "./keys";
import { whenLoaded } from "./rows_disk";

interface Tries {
  wrong: number;
  until_ms: number;
}
interface Session {
  person: { id: string } | null;
  rights: string[];
  step?: string;
}

const TRIES = "loupe.tries";
const HERE = "loupe.person";
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const utf8 = new TextEncoder();

/** The PIN of who unlocked, until the office has opened their session; never on the disk. */
let unopened: { person: string; pin: string } | null = null;
/** Being asked for at the office, and whose answer has come: once is enough until somebody unlocks again. */
let asking: { id: string; done: Promise<void> } | null = null;
let answered: string | null = null;
let afterSession: () => void = () => undefined;

/** `start` hangs the live line on this: its rooms depend on who is signed in. */
export function onSession(listener: () => void): void {
  afterSession = listener;
}

/** Who may unlock this phone, by name. */
export function unlockable(): PersonRow[] {
  return [...rows.value.people.values()].filter((row) => row.active && row.pin);
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

async function isPin(pin: string, kept: PinVerifier): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", utf8.encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: fromBase64url(kept.salt), iterations: kept.iterations };
  return base64url(await crypto.subtle.deriveBits(how, key, 256)) === kept.hash;
}

function allTries(): Record<string, Tries> {
  try {
    return JSON.parse(host.kept?.getItem(TRIES) ?? "{}") as Record<string, Tries>;
  } catch {
    return {}; // somebody edited it; the office still counts its own
  }
}

function keepTries(id: string, tries: Tries | null): void {
  const { [id]: _old, ...rest } = allTries();
  host.kept?.setItem(TRIES, JSON.stringify(tries ? { ...rest, [id]: tries } : rest));
}

/** A clock set back must not lock somebody out for ever. */
const isWaiting = (tries: Tries | undefined): boolean => {
  const left = (tries?.until_ms ?? 0) - host.now_ms();
  return left > 0 && left <= LONGEST_WAIT_MS;
};

function countWrong(id: string, before: Tries | undefined): Tries {
  const wrong = (before?.wrong ?? 0) + 1;
  const wait = wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(wrong - FREE_TRIES, 10));
  const tries = { wrong, until_ms: wait ? host.now_ms() + wait : 0 };
  keepTries(id, tries);
  return tries;
}

/** Whether that is this person's PIN, by what this phone knows; "wait" after five wrong ones, longer each time. */
export async function provePin(personId: string, pin: string): Promise<"ok" | "wrong" | "wait"> {
  const tries = allTries()[personId];
  if (isWaiting(tries)) return "wait";
  const row = rows.value.people.get(personId);
  const right = row?.active && row.pin ? await isPin(pin, row.pin) : false;
  if (!right) return isWaiting(countWrong(personId, tries)) ? "wait" : "wrong";
  keepTries(personId, null);
  return "ok";
}

/** By the PIN this phone knows. The person's session follows in the background. */
export async function unlock(personId: string, pin: string): Promise<"ok" | "wrong" | "wait"> {
  await whenLoaded(); // the names are shown before the newest changes of them are read
  const said = await provePin(personId, pin);
  const row = rows.value.people.get(personId);
  if (said !== "ok" || !row) return said === "ok" ? "wrong" : said;
  host.session?.setItem(HERE, personId); // a reload is not a new person; closing the app is
  unopened = { person: personId, pin }; // before anybody hears that there is a person, or they ask for a session without the PIN
  asking = null;
  answered = null;
  rights.value = [];
  touch();
  person.value = row;
  void openSession();
  return "ok";
}

/** Opens (or, after a reload, finds) the session of who is unlocked. Quietly: without it everything but authority works. */
export function openSession(): Promise<void> {
  const id = person.value?.id;
  if (!id) return Promise.resolve();
  if (asking?.id === id) return asking.done;
  const done = askFor(id).finally(() => {
    if (asking?.done === done) asking = null;
  });
  asking = { id, done };
  return done;
}

async function askFor(id: string): Promise<void> {
  try {
    const shown = unopened?.person === id ? unopened : null;
    const session = shown ? await api<Session>("POST", "/api/session/unlock", shown) : await api<Session>("GET", "/api/session");
    if (person.value?.id !== id || unopened !== shown) return; // somebody locked and unlocked meanwhile: that asks for itself
    unopened = null;
    answered = id;
    take(id, session);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 429 || error.status === 403 || error.status === 422) unopened = null; // asking again would not help
    if (error.status === 403 || error.status === 422) answered = id;
  }
}

/** The rights are those of who is unlocked, or nobody's: a session left open by the last person gives nothing. */
function take(id: string, session: Session): void {
  const now = session.person?.id === id ? session.rights : [];
  lacksStep.value = session.person?.id === id && session.step === "add";
  if (now.length === 0 && rights.value.length === 0) return; // nothing new: reopening the line would ask again, for ever
  rights.value = now;
  afterSession();
}

/** What they may do may have changed by what they have just done. */
export async function askSessionAgain(): Promise<void> {
  const id = person.value?.id;
  if (id) take(id, await api<Session>("GET", "/api/session"));
}

export const isSessionWanted = (): boolean => person.value !== null && answered !== person.value.id;

/** Nobody is here. The office's session is ended when it can be reached; the next person's replaces it in any case. */
export function lock(): void {
  const wasOpen = person.value !== null;
  person.value = null;
  rights.value = [];
  lacksStep.value = false;
  unopened = null;
  answered = null;
  host.session?.removeItem(HERE);
  if (wasOpen) void api("DELETE", "/api/session").then(afterSession, () => undefined);
}

/** After a reload of the page the same person is still here. Only when rows are there, and only if still active and not long gone. */
export function stillHere(): void {
  const id = host.session?.getItem(HERE);
  const row = id ? rows.value.people.get(id) : undefined;
  if (person.value || !row?.active) return;
  if (wasLeft()) host.session?.removeItem(HERE);
  else person.value = row;
}

/** The office's newest row of who is unlocked; somebody deactivated is locked out. */
export function refreshPerson(): void {
  const now = person.value && rows.value.people.get(person.value.id);
  if (!now || now === person.value) return;
  if (now.active) person.value = now;
  else lock();
}
