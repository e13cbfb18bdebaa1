/** Photos on this phone, in a database of their own: so that they can never take the outbox's room or hold up its transactions. */
import { ask, type Store, store } from "./db";

export type PhotoSize = "thumb" | "full";
/** What is known of one photo. Its pictures lie apart, so that counting does not read 150 MB. */
export interface PhotoNote {
  sha256: string;
  type: string;
  /** Bytes of the full picture, 0 once it was let go. */
  full: number;
  thumb: number;
  made_ms: number;
  used_ms: number;
  /** `waiting`: the office does not have it. `fetched`: it came from there. */
  state: "waiting" | "sent" | "refused" | "fetched";
  reason: string | null;
}

const STORES = ["notes", "pictures"];

/** A Blob would do, but old iOS versions lose those; bytes are bytes everywhere. */
export const photosDb: Store = store("loupe-photos", 1, (db) => {
  db.createObjectStore("notes", { keyPath: "sha256" });
  db.createObjectStore("pictures"); // [sha256, size]
});

export const allNotes = (): Promise<PhotoNote[]> =>
  photosDb.read(["notes"], (tx) => ask(tx.objectStore("notes").getAll())) as Promise<PhotoNote[]>;

export const noteOf = (sha256: string): Promise<PhotoNote | undefined> =>
  photosDb.read(["notes"], (tx) => ask(tx.objectStore("notes").get(sha256))) as Promise<PhotoNote | undefined>;

export async function pictureOf(sha256: string, size: PhotoSize): Promise<Blob | null> {
  return photosDb.read(STORES, async (tx) => {
    const note = (await ask(tx.objectStore("notes").get(sha256))) as PhotoNote | undefined;
    const bytes = (await ask(tx.objectStore("pictures").get([sha256, size]))) as ArrayBuffer | undefined;
    return note && bytes ? new Blob([bytes], { type: size === "thumb" ? thumbType(note.type) : note.type }) : null;
  });
}
/** A signature's thumbnail keeps its transparent ground. */
const thumbType = (type: string): string => (type === "image/png" ? type : "image/jpeg");

/** Note and pictures in one transaction; with a picture that is null nothing is changed about that size. */
export async function putPhoto(note: PhotoNote, full: ArrayBuffer | null, thumb: ArrayBuffer | null): Promise<void> {
  const durability = note.state === "waiting" ? "strict" : "relaxed";
  await photosDb.write(
    STORES,
    (tx) => {
      tx.objectStore("notes").put(note);
      if (full) tx.objectStore("pictures").put(full, [note.sha256, "full"]);
      if (thumb) tx.objectStore("pictures").put(thumb, [note.sha256, "thumb"]);
    },
    { durability },
  );
}

/** Changes a note that is there; what became of it meanwhile is kept. */
export async function editNote(sha256: string, edit: (note: PhotoNote) => PhotoNote): Promise<void> {
  await photosDb.write(["notes"], async (tx) => {
    const note = (await ask(tx.objectStore("notes").get(sha256))) as PhotoNote | undefined;
    if (note) tx.objectStore("notes").put(edit(note));
  });
}

/** Lets the full pictures go and keeps the thumbnails. What still waits is never let go, whatever was read before. */
export async function dropFull(hashes: readonly string[]): Promise<void> {
  await photosDb.write(STORES, async (tx) => {
    for (const sha256 of hashes) {
      const note = (await ask(tx.objectStore("notes").get(sha256))) as PhotoNote | undefined;
      if (!note || note.state === "waiting" || note.state === "refused") continue;
      tx.objectStore("notes").put({ ...note, full: 0 });
      tx.objectStore("pictures").delete([sha256, "full"]);
    }
  });
}

export async function dropPhotos(hashes: readonly string[]): Promise<void> {
  await photosDb.write(STORES, async (tx) => {
    for (const sha256 of hashes) {
      const note = (await ask(tx.objectStore("notes").get(sha256))) as PhotoNote | undefined;
      if (note?.state === "waiting" || note?.state === "refused") continue;
      tx.objectStore("notes").delete(sha256);
      for (const size of ["full", "thumb"]) tx.objectStore("pictures").delete([sha256, size]);
    }
  });
}
