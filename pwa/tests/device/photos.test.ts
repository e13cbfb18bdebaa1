import { describe, expect, test } from "vitest";
import { json, newDisk, openTab, sitDown, type Tab } from "./engine";
import { SmallOffice } from "./small_office";

const MB = 1_000_000;

/** A phone whose canvas gives back what it is given, as a picture of that many bytes. */
async function phone(disk = newDisk(), office = new SmallOffice()) {
  const puts: { name: string; type: string; bytes: number }[] = [];
  const wrong: { next: (() => Response | Promise<Response>)[] } = { next: [] };
  const tab = await openTab(disk, async (input, init) => {
    if (!input.startsWith("/api/photos/")) return office.fetch(input, init);
    if (init.method !== "PUT") return wrong.next.shift()?.() ?? json({ code: "not_found", message: "?" }, 404);
    const body = init.body as Blob;
    puts.push({ name: input.slice("/api/photos/".length), type: body.type, bytes: body.size });
    return wrong.next.shift()?.() ?? json({ photo: { sha256: input.slice(12) } });
  });
  tab.host.shrink = async (file) => {
    if (file.size === 0) throw new Error("no picture");
    return { full: new Blob([file], { type: "image/jpeg" }), thumb: new Blob(["thumb"], { type: "image/jpeg" }) };
  };
  await tab.keys.enrol("code", "Phone").catch(() => undefined);
  sitDown(tab);
  tab.state.link.value = { ...tab.state.link.value, state: "offline" };
  return { tab, disk, office, puts, wrong };
}
const picture = (text: string, bytes = text.length) => new Blob([text.padEnd(bytes, ".")]);
/** As the sync says when an exchange succeeded. */
const up = (tab: Tab) => {
  tab.state.link.value = { ...tab.state.link.value, state: "polling" };
};
const shas = (tab: Tab) => tab.state.photos.value.waiting.map((photo) => photo.sha256);

describe("keeping photos", () => {
  test("a photo is named by what is kept of it, counted, and there after a restart", async () => {
    const { tab, disk, office } = await phone();
    const kept = await tab.photos.keepPhoto(picture("ring"));
    const { sha256 } = await import("../../src/core/sha256");
    expect(kept.sha256).toBe(sha256(new TextEncoder().encode("ring")));
    expect(kept.url).toMatch(/^blob:/);
    expect(tab.state.photos.value).toMatchObject({ kept: 1, bytes: 4, waiting: [{ sha256: kept.sha256, bytes: 4, refused: null }] });
    expect((await tab.photos.keepPhoto(picture("ring"))).sha256).toBe(kept.sha256);
    expect(tab.state.photos.value.kept).toBe(1);
    const again = (await phone(disk, office)).tab;
    await again.photoRoom.countPhotos();
    expect(shas(again)).toEqual([kept.sha256]);
    expect(await again.photos.photoUrl(kept.sha256, "full")).toMatch(/^blob:/);
  });

  test("what is no picture is refused with a reason", async () => {
    const { tab } = await phone();
    await expect(tab.photos.keepPhoto(new Blob([]))).rejects.toMatchObject({ code: "not_a_picture" });
    expect(tab.state.photos.value.kept).toBe(0);
  });

  test("P14 two hundred waiting photos, or 150 MB of them, are the most; scans go on", async () => {
    const { tab } = await phone();
    for (let n = 0; n < 200; n++) await tab.photos.keepPhoto(picture(`photo ${n}`));
    await expect(tab.photos.keepPhoto(picture("one more"))).rejects.toMatchObject({ code: "photos_full" });
    expect(await tab.outbox.record([{ kind: "scan_out", sample: "ring", to: "mei" }])).toHaveLength(1);
    const heavy = (await phone()).tab;
    for (let n = 0; n < 3; n++) await heavy.photos.keepPhoto(picture(`heavy ${n}`, 45 * MB));
    await expect(heavy.photos.keepPhoto(picture("more", 16 * MB))).rejects.toMatchObject({ code: "photos_full" });
    await heavy.photos.keepPhoto(picture("small", MB));
  });

  test("P14 when room is short photos are refused, what the office has is let go first, and the outbox's reserve is not touched", async () => {
    const { tab } = await phone();
    await tab.write.layBallast();
    const room = { left: 100 * MB };
    tab.host.storage = { estimate: async () => ({ quota: 1_000 * MB, usage: 1_000 * MB - room.left }) };
    const first = await tab.photos.keepPhoto(picture("first"));
    up(tab);
    await tab.photoSend.sendPhotos();
    room.left = 20 * MB;
    await expect(tab.photos.keepPhoto(picture("second"))).rejects.toMatchObject({ code: "storage_short" });
    expect((await tab.photoTables.noteOf(first.sha256))?.full).toBe(0);
    expect(await tab.photos.photoUrl(first.sha256, "thumb")).toMatch(/^blob:/);
    const ballast = await tab.tables.outboxDb.read(["meta"], (tx) => {
      const request = tx.objectStore("meta").getKey("ballast");
      return new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    });
    expect(ballast).toBe("ballast");
    room.left = 100 * MB;
    tab.state.stored.value = { ...tab.state.stored.value, trouble: "full" }; // the scans' reserve was needed
    await expect(tab.photos.keepPhoto(picture("third"))).rejects.toMatchObject({ code: "storage_short" });
  });

  test("P14 a disk that is full in the middle of it refuses the photo and nothing else", async () => {
    const { tab } = await phone();
    const full = new DOMException("full", "QuotaExceededError");
    const { write } = tab.photoTables.photosDb;
    tab.photoTables.photosDb.write = (stores, work, options) => (stores.length > 1 ? Promise.reject(full) : write(stores, work, options));
    await expect(tab.photos.keepPhoto(picture("ring"))).rejects.toMatchObject({ code: "storage_short" });
    expect(tab.state.stored.value.trouble).toBeNull();
    expect(await tab.outbox.record([{ kind: "scan_out", sample: "ring", to: "mei" }])).toHaveLength(1);
  });

  test("what the office has is let go for a new one, the longest unused first; what it has not stays", async () => {
    const { tab } = await phone();
    up(tab);
    const sent: string[] = [];
    for (let n = 0; n < 200; n++) {
      tab.clock.wall += 1;
      sent.push((await tab.photos.keepPhoto(picture(`photo ${n}`))).sha256);
    }
    await tab.photoSend.sendPhotos();
    expect(tab.state.photos.value.waiting).toEqual([]);
    await tab.photos.keepPhoto(picture("new"));
    expect((await tab.photoTables.noteOf(sent[0]!))?.full).toBe(0);
    expect((await tab.photoTables.noteOf(sent[199]!))?.full).toBeGreaterThan(0);
  });

  test("thumbnails stay thirty days after they were last used; what waits stays for ever", async () => {
    const { tab } = await phone();
    up(tab);
    const sent = await tab.photos.keepPhoto(picture("sent"));
    await tab.photoSend.sendPhotos();
    const waiting = await tab.photos.keepPhoto(picture("waiting"));
    tab.clock.wall += 29 * 86_400_000;
    await tab.photoRoom.prunePhotos();
    expect(await tab.photoTables.noteOf(sent.sha256)).toBeDefined();
    tab.clock.wall += 2 * 86_400_000;
    await tab.photoRoom.prunePhotos();
    expect(await tab.photoTables.noteOf(sent.sha256)).toBeUndefined();
    expect(await tab.photoTables.noteOf(waiting.sha256)).toBeDefined();
  });

  test("P10 a phone that was shut out shows none any more and keeps what the office lacks", async () => {
    const { tab } = await phone();
    up(tab);
    const sent = await tab.photos.keepPhoto(picture("sent"));
    await tab.photoSend.sendPhotos();
    const waiting = await tab.photos.keepPhoto(picture("waiting"));
    await tab.photoRoom.dropAllPhotos();
    tab.photos.forgetUrls();
    expect(await tab.photos.photoUrl(sent.sha256, "thumb")).toBeNull();
    expect(await tab.photoTables.noteOf(waiting.sha256)).toBeDefined();
  });
});

describe("delivering photos", () => {
  test("oldest first, one at a time, under their names", async () => {
    const { tab, puts } = await phone();
    for (const text of ["one", "two", "three"]) {
      tab.clock.wall += 1;
      await tab.photos.keepPhoto(picture(text));
    }
    const names = shas(tab);
    await tab.photoSend.sendPhotos(); // the office is not there
    expect(puts).toEqual([]);
    up(tab);
    await tab.photoSend.sendPhotos();
    expect(puts.map((put) => put.name)).toEqual(names);
    expect(puts[0]).toMatchObject({ type: "image/jpeg", bytes: 3 });
    expect(tab.state.photos.value).toMatchObject({ waiting: [], sending: null, kept: 3 });
  });

  test("never before an action: while a scan is owed no photo goes, and one made meanwhile goes first", async () => {
    const { tab, puts, wrong } = await phone();
    up(tab);
    await tab.photos.keepPhoto(picture("one"));
    tab.clock.wall += 1;
    await tab.photos.keepPhoto(picture("two"));
    await tab.outbox.record([{ kind: "scan_out", sample: "ring", to: "mei" }]);
    await tab.photoSend.sendPhotos();
    expect(puts).toEqual([]);
    await tab.push.pushAll();
    wrong.next.push(async () => {
      await tab.outbox.record([{ kind: "scan_in", sample: "ring", to: "tray" }]);
      return json({ photo: {} });
    });
    await tab.photoSend.sendPhotos();
    expect(puts).toHaveLength(1);
    await tab.push.pushAll();
    await tab.photoSend.sendPhotos();
    expect(puts).toHaveLength(2);
  });

  test("no answer, a page that is not the office's, too busy: it waits longer each time and nothing is lost", async () => {
    const { tab, puts, wrong } = await phone();
    up(tab);
    await tab.photos.keepPhoto(picture("one"));
    wrong.next.push(
      () => Promise.reject(new TypeError("no network")),
      () => new Response("<html>sign in</html>", { headers: { "Content-Type": "text/html" } }),
      () => json({ code: "busy", message: "?" }, 503, { "Retry-After": "60" }),
    );
    await tab.photoSend.sendPhotos();
    await tab.photoSend.sendPhotos(); // too early
    expect(puts).toHaveLength(1);
    for (const [wait, many] of [
      [3_001, 2],
      [6_001, 3],
      [59_000, 3],
      [31_001, 4],
    ] as const) {
      tab.clock.mono += wait;
      await tab.photoSend.sendPhotos();
      expect(puts.length, `after ${wait} ms`).toBe(many);
    }
    expect(tab.state.photos.value.waiting).toEqual([]);
  });

  test("P12 one the office will not have is said, and does not hold up the others; it may be given up, a waiting one may not", async () => {
    const { tab, puts, wrong } = await phone();
    up(tab);
    const bad = await tab.photos.keepPhoto(picture("bad"));
    tab.clock.wall += 1;
    const good = await tab.photos.keepPhoto(picture("good"));
    await tab.photos.discardPhoto(bad.sha256);
    expect(shas(tab)).toEqual([bad.sha256, good.sha256]);
    wrong.next.push(() => json({ code: "picture_moves", message: "?" }, 422));
    await tab.photoSend.sendPhotos();
    expect(puts).toHaveLength(2);
    expect(tab.state.photos.value.waiting).toMatchObject([{ sha256: bad.sha256, refused: "picture_moves" }]);
    await tab.photos.discardPhoto(bad.sha256);
    expect(tab.state.photos.value.waiting).toEqual([]);
  });

  test("two tabs: the one that has the lock sends, the other leaves it", async () => {
    const { tab, puts } = await phone();
    up(tab);
    await tab.photos.keepPhoto(picture("one"));
    tab.host.locks = { request: (async (_: string, __: object, work: (lock: null) => unknown) => work(null)) as never };
    await tab.photoSend.sendPhotos();
    expect(puts).toEqual([]);
  });
});

describe("showing photos", () => {
  const NAME = "a".repeat(64);
  const jpeg = (text: string) => new Response(text, { headers: { "Content-Type": "image/jpeg" } });

  test("from the office where this phone has none, then kept for when there is no network", async () => {
    const { tab, wrong } = await phone();
    expect(await tab.photos.photoUrl(NAME, "thumb")).toBeNull(); // offline
    up(tab);
    wrong.next.push(() => jpeg("picture"));
    expect(await tab.photos.photoUrl(NAME, "thumb")).toMatch(/^blob:/);
    tab.photos.forgetUrls();
    tab.state.link.value = { ...tab.state.link.value, state: "offline" };
    const url = await tab.photos.photoUrl(NAME, "thumb");
    expect(await (await fetch(url!)).text()).toBe("picture");
    expect(tab.state.photos.value.waiting).toEqual([]);
  });

  test("the whole picture cannot be had: the thumbnail is better than nothing", async () => {
    const { tab, wrong } = await phone();
    up(tab);
    wrong.next.push(() => jpeg("small"));
    const thumb = await tab.photos.photoUrl(NAME, "thumb");
    expect(await tab.photos.photoUrl(NAME, "full")).toBe(thumb);
    wrong.next.push(() => jpeg("whole"));
    expect(await (await fetch((await tab.photos.photoUrl(NAME, "full"))!)).text()).toBe("whole");
  });

  test("a page instead of a picture, or a name that is none, is no photo", async () => {
    const { tab, wrong } = await phone();
    up(tab);
    wrong.next.push(() => new Response("<html>", { headers: { "Content-Type": "text/html" } }));
    expect(await tab.photos.photoUrl(NAME, "thumb")).toBeNull();
    expect(await tab.photos.photoUrl("../session", "thumb")).toBeNull();
  });

  test("many asked for at once are few on the line at a time, and the same one only once", async () => {
    const { tab, wrong } = await phone();
    up(tab);
    const now = { running: 0, most: 0, asked: 0 };
    const slow = async () => {
      now.asked += 1;
      now.most = Math.max(now.most, ++now.running);
      await new Promise((resolve) => setTimeout(resolve));
      now.running -= 1;
      return jpeg("picture");
    };
    const names = Array.from({ length: 20 }, (_, n) => n.toString(16).padStart(64, "0"));
    wrong.next.push(...Array.from({ length: 40 }, () => slow));
    const urls = await Promise.all([...names, ...names].map((name) => tab.photos.photoUrl(name, "thumb")));
    expect(urls.every((url) => url?.startsWith("blob:"))).toBe(true);
    expect(now).toEqual({ running: 0, most: 4, asked: 20 });
  });
});
