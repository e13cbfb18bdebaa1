/** Delivering photos: one at a time, after the actions, never in the way of a scan. */
import { computed, effect, untracked } from "@preact/signals";
import { isObject } from "../core/reply";
import { install, link, owed, photos } from "../state";
import { errorOf } from "./api";
import { exchange, NoAnswer } from "./exchange";
import { host } from "./host";
import { countPhotos } from "./photo_room";
import { editNote, pictureOf } from "./photo_tables";
import { tellTabs } from "./tabs";

const TIMEOUT_MS = 60_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** An office of an earlier version has no place for photos. */
const NOT_THERE_MS = 10 * 60_000;

let isRunning = false;
let failures = 0;
let quietUntil = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const isOwing = computed(() => owed.value.some((row) => row.state === "waiting"));
const isUp = computed(() => link.value.state !== "offline");
const next = computed(() => photos.value.waiting.find((photo) => photo.refused === null)?.sha256 ?? null);

/** Whenever the link is up, nothing else is owed and a photo waits. */
export function startPhotos(): void {
  void countPhotos().catch((error: unknown) => console.warn("counting photos failed", error));
  effect(() => {
    if (isUp.value && !isOwing.value && next.value) untracked(() => void sendPhotos());
  });
}

/** One tab at a time; what another tab is sending comes to nothing twice in any case: the name is the content. */
export async function sendPhotos(): Promise<void> {
  if (isRunning || host.mono_ms() < quietUntil) return;
  isRunning = true;
  clearTimeout(timer);
  try {
    if (!host.locks) await drain();
    else await host.locks.request("loupe-photos", { ifAvailable: true }, (lock) => (lock ? drain() : undefined));
  } catch (error) {
    console.error("sending photos failed", error);
    waitLonger(null);
  } finally {
    isRunning = false;
    photos.value = { ...photos.value, sending: null };
  }
}

/** Before each it is looked again whether a scan was made meanwhile: that goes first. */
async function drain(): Promise<void> {
  for (;;) {
    const sha256 = next.peek();
    if (!sha256 || isOwing.peek() || !isUp.peek() || !install.peek()) return;
    photos.value = { ...photos.value, sending: sha256 };
    if (!(await sendOne(sha256))) return;
    failures = 0;
    await countPhotos();
    tellTabs("photos");
  }
}

/** False: not now. */
async function sendOne(sha256: string): Promise<boolean> {
  const picture = await pictureOf(sha256, "full");
  if (!picture) {
    await editNote(sha256, (note) => ({ ...note, state: "refused", reason: "photo_gone" }));
    return true;
  }
  const answer = await exchange("PUT", `/api/photos/${sha256}`, { picture, timeout_ms: TIMEOUT_MS }).catch((error: unknown) => {
    if (error instanceof NoAnswer) return null;
    throw error;
  });
  if (answer && answer.status >= 200 && answer.status < 300 && isObject(answer.json)) {
    await editNote(sha256, (note) => ({ ...note, state: "sent", reason: null, used_ms: host.now_ms() }));
    return true;
  }
  if (answer && WRONG.has(answer.status)) {
    await editNote(sha256, (note) => ({ ...note, state: "refused", reason: errorOf(answer.status, answer.json).code }));
    return true;
  }
  waitLonger(answer?.status === 404 ? NOT_THERE_MS : answer?.retry_s ? answer.retry_s * 1_000 : null);
  return false;
}

/** It is the photo that is wrong, and asking again would not help. */
const WRONG: ReadonlySet<number> = new Set([400, 413, 415, 422]);

function waitLonger(asked_ms: number | null): void {
  failures += 1;
  const wait = asked_ms ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10));
  const jittered = wait * (1 + Math.random() / 2);
  quietUntil = host.mono_ms() + jittered;
  clearTimeout(timer);
  timer = setTimeout(() => void sendPhotos(), jittered + 10);
}
