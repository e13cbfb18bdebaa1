/** Starting the engine: who we are, what is owed, the rows; then sync and the live line, by themselves for as long as the app is open. */
import { computed, effect, untracked } from "@preact/signals";
import { cargo, install, link, owed, person, ready, rows, stored } from "../state";
import { recallFailure } from "./exchange";
import { host } from "./host";
import { touch, watchIdle } from "./idle";
import { loadIdentity, OWED, onEnrol } from "./keys";
import { closeLine, openLine, reopenLine } from "./live";
import { loadOutbox, onRecord } from "./outbox";
import { prune } from "./outbox_send";
import { layBallast } from "./outbox_write";
import { isSessionWanted, lock, onSession, openSession, refreshPerson, stillHere } from "./people";
import { countPhotos, dropAllPhotos, prunePhotos } from "./photo_room";
import { startPhotos } from "./photo_send";
import { forgetUrls } from "./photos";
import { catchUp, dropRows, loadRows, whenLoaded } from "./rows_disk";
import { keepSearchWarm } from "./rows_store";
import { watchUpdates } from "./start_update";
import { onTurn, startSync, syncNow, tellNow } from "./sync";
import { onPush } from "./sync_push";
import { listenTabs, type Told } from "./tabs";

/** Resolves when the phone knows who it is; rows and outbox follow without holding up the first screen. Never rejects. */
export async function start(): Promise<void> {
  const reading = loadRows(); // beside the rest: the lock screen waits for the people in them
  reading.catch(() => undefined); // `begin` hears of it; a phone that is not enrolled has no rows
  recallFailure();
  try {
    await loadIdentity();
  } catch (error) {
    console.error("the phone's own store cannot be opened", error);
    stored.value = { ...stored.value, trouble: "unavailable" };
    ready.value = "failed";
    return;
  }
  listenTabs((what) => void hear(what));
  onRecord(() => {
    touch(); // a camera that reads tags is touched by nobody
    syncNow();
  });
  onEnrol(() => void begin());
  onSession(reopenLine);
  watchPage();
  watchIdle(() => person.value && lock());
  watchUpdates();
  if (ready.value === "enrolled") await begin();
}

const HEALTH_MS = 5 * 60_000;
const PRUNE_MS = 6 * 3_600_000;
const ROOM_MS = 20_000;
let isBegun = false;
let isLineWanted = false; // not before the first screen: it brings a library with it

/** Once this browser is a phone of the firm. */
async function begin(): Promise<void> {
  if (isBegun) return syncNow();
  isBegun = true;
  watchState();
  try {
    await whenLoaded(); // first: which confirmed actions the rows do not show yet depends on their cursor
    await loadOutbox();
  } catch (error) {
    console.error("reading the phone's store failed", error);
    stored.value = { ...stored.value, trouble: "unreadable" };
  }
  startSync();
  isLineWanted = true;
  if (!install.value?.revoked) void openLine().catch((error: unknown) => console.warn("no live line", error)); // polling does the same, later
  void settleIn();
}

/** What can wait until the first screen is up. */
async function settleIn(): Promise<void> {
  try {
    stored.value = { ...stored.value, persisted: await isPersistent() };
    await layBallast();
    setInterval(lookForRoom, ROOM_MS);
    await prune();
    startPhotos();
    await startCargo();
    await startHealth();
    await prunePhotos();
    setInterval(() => void prune().catch((error: unknown) => console.warn("pruning failed", error)), PRUNE_MS);
    keepSearchWarm(idle);
  } catch (error) {
    console.warn("settling in was not finished", error);
  }
}

/** A phone that was full says so until its reserve lies there again. */
function lookForRoom(): void {
  if (stored.value.trouble === "full") void layBallast().catch((error: unknown) => console.warn("no look for room", error));
}

/** Most phones carry nothing for others: what does it comes late. */
async function startCargo(): Promise<void> {
  const [{ loadCargo }, { deliverCargo }] = await Promise.all([import("./cargo"), import("./cargo_send")]);
  await loadCargo();
  onTurn(deliverCargo);
  if (cargo.value.waiting.length > 0) syncNow();
}

/** What the office is told of this phone. */
async function startHealth(): Promise<void> {
  const { health, lookAfter } = await import("./health");
  const look = () => void lookAfter().catch((error: unknown) => console.warn("no look at this phone", error));
  onPush(health); // before the look, which some browsers never answer
  tellNow();
  look();
  setInterval(look, HEALTH_MS);
}

async function isPersistent(): Promise<boolean> {
  const storage = globalThis.navigator?.storage;
  if (!storage?.persist) return false;
  return (await storage.persisted()) || storage.persist();
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 20);
  });

async function hear(what: Told): Promise<void> {
  if (what === "identity") {
    await loadIdentity();
    await begin();
  }
  if (what === "rows") await catchUp();
  if (what === "outbox") await loadOutbox();
  if (what === "photos") await countPhotos();
  if (what === "cargo") await (await import("./cargo")).loadCargo();
}

function watchPage(): void {
  if (typeof document === "undefined") return;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    lookForRoom(); // somebody may have been away to make some
    syncNow();
  });
  globalThis.addEventListener("online", syncNow); // a hint to try, never a proof
}

/** What follows from the state by itself. */
function watchState(): void {
  effect(() => {
    rows.value.version; // the person's own row may have come or changed
    untracked(stillHere);
    untracked(refreshPerson);
  });
  effect(() => host.kept?.setItem(OWED, String(owed.value.length)));
  const isUp = computed(() => link.value.state !== "offline");
  effect(() => {
    if (isUp.value && person.value) untracked(() => isSessionWanted() && void openSession());
  });
  effect(() => {
    if (install.value?.revoked) untracked(() => void shutOut());
    else if (install.value && isLineWanted) untracked(() => void openLine());
  });
}

/** A lost phone shows nothing of the firm any more. Its outbox stays until it is delivered. */
async function shutOut(): Promise<void> {
  lock();
  closeLine();
  await dropRows();
  forgetUrls();
  await dropAllPhotos();
  host.session?.removeItem("loupe.person");
}
