/** Photos for screens: keeping one that was taken, and showing one by its hash, from this phone or from the office. */
import { link } from "../state";
import { isFull } from "./db";
import { host } from "./host";
import { countPhotos, letGoAll, makeRoom, type Refusal } from "./photo_room";
import type { PhotoKind } from "./photo_shrink";
import { dropPhotos, editNote, noteOf, type PhotoNote, type PhotoSize, pictureOf, putPhoto } from "./photo_tables";
import { tellTabs } from "./tabs";

export type { PhotoKind } from "./photo_shrink";
export type { PhotoSize } from "./photo_tables";
export type PhotoTrouble = Refusal | "not_a_picture";

/** The photo was not kept; scans go on. */
export class PhotoRefused extends Error {
  constructor(
    readonly code: PhotoTrouble,
    cause?: unknown,
  ) {
    super(`photo refused: ${code}`, { cause });
  }
}

const hex = (bytes: ArrayBuffer): string => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Shrinks and keeps a photo and returns its name. It is on the disk when this resolves; throws PhotoRefused when it is not kept. */
export async function keepPhoto(file: Blob, kind: PhotoKind = "photo"): Promise<{ sha256: string; url: string }> {
  const shrunk = await host.shrink(file, kind).catch((error: unknown) => {
    throw new PhotoRefused("not_a_picture", error);
  });
  const full = await shrunk.full.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest("SHA-256", full));
  const before = await noteOf(sha256);
  if (!before?.full) await keepNew(sha256, shrunk.full.type, full, await shrunk.thumb.arrayBuffer());
  await countPhotos();
  tellTabs("photos");
  return { sha256, url: urlOf(`${sha256} thumb`, shrunk.thumb) };
}

async function keepNew(sha256: string, type: string, full: ArrayBuffer, thumb: ArrayBuffer): Promise<void> {
  const bytes = full.byteLength + thumb.byteLength;
  const refusal = await makeRoom(bytes);
  if (refusal) throw new PhotoRefused(refusal);
  const now = host.now_ms();
  const sizes = { full: full.byteLength, thumb: thumb.byteLength };
  const note: PhotoNote = { sha256, type, ...sizes, made_ms: now, used_ms: now, state: "waiting", reason: null };
  try {
    await putPhoto(note, full, thumb).catch(async (error: unknown) => {
      if (!isFull(error)) throw error;
      await letGoAll(); // what the office has; the outbox's reserve is for scans and stays
      await putPhoto(note, full, thumb);
    });
  } catch (error) {
    if (isFull(error)) throw new PhotoRefused("storage_short", error);
    throw error;
  }
}

/** A person gives up a photo that the office will not have. One that only waits is not given up. */
export async function discardPhoto(sha256: string): Promise<void> {
  const note = await noteOf(sha256);
  if (note?.state !== "refused") return;
  await editNote(sha256, (one) => ({ ...one, state: "sent" }));
  await dropPhotos([sha256]);
  await countPhotos();
  tellTabs("photos");
}

// ---- showing ----

const MOST_URLS = 400;
const MOST_AT_ONCE = 4;
const TIMEOUT_MS = 20_000;
const DAY_MS = 86_400_000;
const urls = new Map<string, string>(); // the longest unused first
const asked = new Map<string, Promise<string | null>>();

/** An address for an `<img>`, good for as long as the page is open and it is among the newest. */
function urlOf(key: string, blob: Blob): string {
  const known = urls.get(key);
  const url = known ?? URL.createObjectURL(blob);
  urls.delete(key);
  urls.set(key, url);
  const [oldest] = urls;
  if (urls.size > MOST_URLS && oldest) {
    urls.delete(oldest[0]);
    URL.revokeObjectURL(oldest[1]);
  }
  return url;
}

/** From this phone, else from the office and kept; the thumbnail where the whole cannot be had. Null: not here, and not to be had now. */
export function photoUrl(sha256: string, size: PhotoSize): Promise<string | null> {
  const key = `${sha256} ${size}`;
  const known = urls.get(key);
  if (known) return Promise.resolve(known);
  const running = asked.get(key) ?? findPhoto(sha256, size).finally(() => asked.delete(key));
  asked.set(key, running);
  return running;
}

async function findPhoto(sha256: string, size: PhotoSize): Promise<string | null> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
  const here = (await pictureOf(sha256, size)) ?? (await fetched(sha256, size));
  if (here) {
    void used(sha256);
    return urlOf(`${sha256} ${size}`, here);
  }
  const thumb = size === "full" ? await pictureOf(sha256, "thumb") : null;
  return thumb ? urlOf(`${sha256} thumb`, thumb) : null;
}

/** Once a day is enough to know what is looked at. */
async function used(sha256: string): Promise<void> {
  const now = host.now_ms();
  const note = await noteOf(sha256);
  if (note && note.used_ms < now - DAY_MS) await editNote(sha256, (one) => ({ ...one, used_ms: now }));
}

let running = 0;
const queue: (() => void)[] = [];

/** A list of pictures asks for few at a time: the line is for scans first. */
async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}

async function fetched(sha256: string, size: PhotoSize): Promise<Blob | null> {
  if (link.peek().state === "offline") return null;
  const blob = await oneOfFew(() => fetchOne(sha256, size));
  if (blob) await keepFetched(sha256, size, blob).catch((error: unknown) => console.warn("a fetched photo was not kept", error));
  return blob;
}

async function fetchOne(sha256: string, size: PhotoSize): Promise<Blob | null> {
  const init: RequestInit = { redirect: "error", credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT_MS) };
  try {
    const response = await host.fetch(`/api/photos/${sha256}?size=${size}`, init);
    const isPicture = /^image\/(jpeg|png|webp)\b/.test(response.headers.get("Content-Type") ?? "");
    return response.ok && isPicture ? await response.blob() : null;
  } catch {
    return null; // no network: shown as missing, asked for again when it is next looked at
  }
}

/** Full pictures from the office are kept only where there is plenty of room; thumbnails always. */
async function keepFetched(sha256: string, size: PhotoSize, blob: Blob): Promise<void> {
  if (size === "full" && (await makeRoom(blob.size))) return;
  const bytes = await blob.arrayBuffer();
  const now = host.now_ms();
  const before = await noteOf(sha256);
  const blank: PhotoNote = { sha256, type: blob.type, full: 0, thumb: 0, made_ms: now, used_ms: now, state: "fetched", reason: null };
  const note = { ...(before ?? blank), [size]: bytes.byteLength, used_ms: now };
  if (size === "full") note.type = blob.type;
  await putPhoto(note, size === "full" ? bytes : null, size === "thumb" ? bytes : null);
}

/** Nothing may be shown any more. */
export function forgetUrls(): void {
  for (const url of urls.values()) URL.revokeObjectURL(url);
  urls.clear();
}
