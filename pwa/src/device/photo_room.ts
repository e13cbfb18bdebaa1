/** How much room photos may take on this phone: at most so many, and never what the outbox needs. */
import { photos, stored } from "../state";
import { host } from "./host";
import { allNotes, dropFull, dropPhotos, type PhotoNote } from "./photo_tables";

const MOST = 200;
const MOST_BYTES = 150_000_000;
/** What is to stay free on the disk for rows and scans. */
const MARGIN_BYTES = 40_000_000;
const MOST_THUMBS = 2_000;
const KEEP_MS = 30 * 86_400_000;

export type Refusal = "photos_full" | "storage_short";

const isKept = (note: PhotoNote): boolean => note.state === "waiting" || note.state === "refused";
const byUse = (a: PhotoNote, b: PhotoNote): number => a.used_ms - b.used_ms || a.made_ms - b.made_ms;
const sum = (notes: readonly PhotoNote[]): number => notes.reduce((bytes, note) => bytes + note.full, 0);

/** Bytes the browser would still give us; unlimited where it does not say. */
async function free(): Promise<number> {
  const said = await host.storage?.estimate();
  return said?.quota === undefined ? Number.POSITIVE_INFINITY : said.quota - (said.usage ?? 0);
}

/** Makes room for one more, letting go what the office has, the longest unused first. Null: there is room. */
export async function makeRoom(bytes: number): Promise<Refusal | null> {
  if (stored.value.trouble === "full") return "storage_short"; // the scans' reserve was needed: no photo comes before it is back
  const fulls = (await allNotes()).filter((note) => note.full > 0);
  const waiting = fulls.filter(isKept);
  if (waiting.length >= MOST || sum(waiting) + bytes > MOST_BYTES) return "photos_full";
  await letGo(fulls, MOST - 1, MOST_BYTES - bytes);
  if ((await free()) >= bytes + MARGIN_BYTES) return null;
  await letGo(fulls, 0, 0);
  return (await free()) >= bytes + MARGIN_BYTES ? null : "storage_short";
}

async function letGo(fulls: readonly PhotoNote[], most: number, bytes: number): Promise<void> {
  let [count, size] = [fulls.length, sum(fulls)];
  const gone: string[] = [];
  for (const note of fulls.filter((one) => !isKept(one)).sort(byUse)) {
    if (count <= most && size <= bytes) break;
    gone.push(note.sha256);
    count -= 1;
    size -= note.full;
  }
  if (gone.length) await dropFull(gone);
}

/** Everything the office has, for when the disk said no. */
export async function letGoAll(): Promise<void> {
  await letGo(
    (await allNotes()).filter((note) => note.full > 0),
    0,
    0,
  );
}

/** Thumbnails stay thirty days after they were last looked at. */
export async function prunePhotos(): Promise<void> {
  const notes = (await allNotes()).filter((note) => !isKept(note)).sort(byUse);
  const old = notes.filter((note, i) => note.used_ms < host.now_ms() - KEEP_MS || i < notes.length - MOST_THUMBS);
  await dropPhotos(old.map((note) => note.sha256));
}

/** Nothing of the firm stays to be looked at on a phone that was shut out; what the office lacks is kept until it is delivered. */
export async function dropAllPhotos(): Promise<void> {
  await dropPhotos((await allNotes()).map((note) => note.sha256));
}

/** Counts for the Outbox screen. */
export async function countPhotos(): Promise<void> {
  const notes = await allNotes();
  const fulls = notes.filter((note) => note.full > 0);
  const owed = notes.filter(isKept).sort((a, b) => Number(a.state === "refused") - Number(b.state === "refused") || a.made_ms - b.made_ms);
  const waiting = owed.map(({ sha256, full, made_ms, state, reason }) => ({
    sha256,
    bytes: full,
    made_ms,
    refused: state === "refused" ? (reason ?? "refused") : null,
  }));
  photos.value = { ...photos.value, waiting, kept: fulls.length, bytes: sum(fulls) };
}
