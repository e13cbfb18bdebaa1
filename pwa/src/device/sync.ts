/** Sync in one place: deliver what is owed, take what changed; again and again, by itself, whatever the network does. */
import { forgotten, install, link, restored, stored } from "../state";
import { isFull } from "./db";
import { linkDown, linkUp, NoAnswer } from "./exchange";
import { host } from "./host";
import { identityOf, renew, setRevoked } from "./keys";
import { debt } from "./outbox_send";
import { compact } from "./rows_compact";
import { dropRows, rowsHead } from "./rows_disk";
import { pullAll } from "./sync_pull";
import { heartbeat, pushAll } from "./sync_push";
import { Away } from "./sync_trouble";

/** When the office was last asked for changes and answered, in localStorage. */
export const PULLED = "loupe.pulled_ms";
const POLL_MS = 10_000;
const LIVE_MS = 30_000;
const HEARTBEAT_MS = 60_000;
const LOCK_WAIT_MS = 40_000;

let deliverOthers: () => Promise<void> = async () => undefined;
let isStarted = false;
let isRunning = false;
let isWanted = false;
let failures = 0;
let quietUntil = 0; // by the monotonic clock: the office asked to be left alone
let beatAt = Number.NEGATIVE_INFINITY;
let isNews = false; // something the office should hear before the next heartbeat is due
let timer: ReturnType<typeof setTimeout> | undefined;
let said: { epoch: string; commit: number } | null = null; // by the open line
let pulledAt = Number.NEGATIVE_INFINITY; // by the monotonic clock

export function startSync(): void {
  isStarted = true;
  syncNow();
}

/** What this phone tells of itself has changed: the office hears it now and not within the minute. */
export function tellNow(): void {
  isNews = true;
  syncNow();
}

/** For tests and for a phone that is shut out: no turn begins after this one. */
export function stopSync(): void {
  isStarted = false;
  clearTimeout(timer);
}

/** What this phone carries for others goes out after its own; `start` hangs that on here. */
export function onTurn(deliver: () => Promise<void>): void {
  deliverOthers = deliver;
}

/** Asks for a turn as soon as possible. Any number of calls during a turn make one more. */
export function syncNow(): void {
  if (!isStarted) return;
  isWanted = true;
  if (!isRunning) void run();
}

/** The office is at this commit now. */
export function headMoved(epoch: string, commit: number): void {
  link.value = { ...link.value, head: Math.max(commit, epoch === link.value.epoch ? link.value.head : 0), epoch };
  said = { epoch, commit };
  if (isBehind(said)) syncNow();
}

function isBehind({ epoch, commit }: { epoch: string; commit: number }): boolean {
  const mine = rowsHead();
  return !mine || mine.epoch !== epoch || mine.cursor < commit;
}

/** While the line is open it says when there is something new, our own scan too: who scans every second need not ask every second. */
const isToldOfNews = (): boolean => link.value.state === "live" && said !== null && !isBehind(said) && host.mono_ms() - pulledAt < LIVE_MS;

async function run(): Promise<void> {
  const wait = quietUntil - host.mono_ms();
  if (wait > 0) return schedule(wait);
  isRunning = true;
  clearTimeout(timer);
  link.value = { ...link.value, syncing: true };
  try {
    do {
      isWanted = false;
      await alone(() => turn());
    } while (isWanted && isStarted && failures === 0); // after a failure the next turn waits a little
  } finally {
    isRunning = false;
    link.value = { ...link.value, syncing: false };
    schedule(pause());
  }
}

/** One tab at a time where there are locks; a tab that sleeps with the lock is not waited for, since nothing depends on it. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!host.locks) return work();
  const waited = AbortSignal.timeout(LOCK_WAIT_MS);
  let begun = false;
  try {
    await host.locks.request("loupe-sync", { signal: waited }, () => {
      begun = true;
      return work();
    });
  } catch (error) {
    if (begun || !waited.aborted) throw error;
    await work();
  }
}

/** One turn; every failure is a value here, and the outbox and the cursor are as they were. */
async function turn(isRetry = false): Promise<void> {
  try {
    await exchangeAll();
    failures = 0;
    forgotten.value = false;
    linkUp();
    await compact();
  } catch (error) {
    if (error instanceof Away && error.status === 401 && !isRetry && (await renewed())) return turn(true);
    forgotten.value ||= error instanceof Away && error.status === 401;
    await failed(error);
  }
}

async function exchangeAll(): Promise<void> {
  if (!install.value) return;
  if (restored.value !== null) await beatNow(); // asked each time whether it still waits
  const sent = restored.value === null ? await deliver() : 0;
  await beat(sent);
  if (install.value.revoked) return; // it may still deliver, and no more
  if (sent > 0 && isToldOfNews()) return;
  const isOther = await pullAll();
  pulledAt = host.mono_ms();
  if (install.value.revoked) return dropRows(); // shut out in the middle of a pull
  host.kept?.setItem(PULLED, String(Math.floor(host.now_ms())));
  if (isOther) isWanted = true; // what another history made us owe again goes out in the same breath
}

/** Everything owed, ours and others'. An office whose restore waits to be confirmed takes none of it: no failure, it stays here. */
async function deliver(): Promise<number> {
  try {
    const sent = await pushAll();
    await deliverOthers();
    return sent;
  } catch (error) {
    if (restored.value === null) throw error;
    await beatNow();
    return 0;
  }
}

function beatNow(): Promise<void> {
  isNews = true;
  return beat(0);
}

/** The last batch of a delivery says that nothing is left; without one the office hears it once a minute. */
async function beat(sent: number): Promise<void> {
  const now = host.mono_ms();
  if (sent > 0) beatAt = now;
  if (!isNews && now - beatAt < HEARTBEAT_MS) return;
  isNews = false; // what changes while it is on its way is told in the next turn
  try {
    const { owes, since_ms } = await debt();
    if ((await heartbeat(owes, since_ms)) > 0) isWanted = true;
  } catch (error) {
    isNews = true;
    throw error;
  }
  beatAt = now;
}

async function renewed(): Promise<boolean> {
  const identity = install.value && (await identityOf(install.value.id));
  if (!identity) return false;
  return renew(identity).catch((error: unknown) => {
    console.warn("renewing the device session failed", error);
    return false;
  });
}

async function failed(error: unknown): Promise<void> {
  failures += 1;
  if (isFull(error)) {
    stored.value = { ...stored.value, trouble: "full" }; // the office was reached: that is not "offline"
    return console.error("the phone is too full to go on", error);
  }
  isNews = true; // what answers next may be an office put back to a backup: the reply tells how much of ours it has
  linkDown();
  if (error instanceof Away) {
    if (error.code === "device_revoked" && install.value) await setRevoked(install.value.id);
    if (error.retry_s !== null) quietUntil = host.mono_ms() + error.retry_s * 1000 * jitter();
  } else if (!(error instanceof NoAnswer)) {
    console.error("sync failed", error); // a fault of ours or of the disk; the next turn tries again
  }
}

/** Between 1 and 1.25, so that phones told the same do not all come back at once. */
const jitter = (): number => 1 + Math.random() / 4;

function pause(): number {
  if (failures > 0) return Math.min(POLL_MS, 1000 * 2 ** Math.min(failures - 1, 4)) * (0.5 + Math.random() / 2);
  if (link.value.state !== "live") return POLL_MS;
  const left = pulledAt + LIVE_MS - host.mono_ms();
  return left > 0 ? left : LIVE_MS;
}

function schedule(ms: number): void {
  clearTimeout(timer);
  if (!isStarted) return;
  timer = setTimeout(syncNow, Math.max(ms, quietUntil - host.mono_ms()));
}
