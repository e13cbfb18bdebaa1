"""A phone's storage from outside: how much of it there is, what others fill it with, and what really lies on it."""

import json

from tests.e2e.browser import Browser

FILL = """(bytes) => new Promise((done, failed) => {
  const opening = indexedDB.open('photos-of-others', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('photos');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const junk = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(junk.subarray(at, at + 65_536));
    const tx = opening.result.transaction('photos', 'readwrite');
    tx.objectStore('photos').put(junk.buffer, 1);
    tx.onabort = () => failed(tx.error);
    tx.oncomplete = () => { opening.result.close(); done(); };
  };
})"""
# Everything in one store of one database: its keys and its values.
READ = """([name, store]) => new Promise((done, failed) => {
  const opening = indexedDB.open(name);
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const kept = opening.result.transaction(store).objectStore(store);
    const [keys, values] = [kept.getAllKeys(), kept.getAll()];
    values.onsuccess = () => { opening.result.close(); done([keys.result, values.result]); };
  };
})"""
IS_AT = f"(cursor) => ({READ})(['loupe-rows', 'meta']).then(([keys, values]) => values[keys.indexOf('rows')]?.cursor === cursor)"
USED = "() => navigator.storage.estimate().then((told) => told.usage)"


class Disk:
    """Made before the app has stored much: a browser that has once been told of plenty of room goes on believing in it for a while."""

    def __init__(self, phone: Browser, size: int = 24_000_000):
        assert phone.context is not None
        self.phone, self.size = phone, size
        self.cdp = phone.context.new_cdp_session(phone.page)  # what it says of the quota holds for as long as it lives
        self.resize(size)

    def resize(self, size: int) -> None:
        self.cdp.send("Storage.overrideQuotaForOrigin", {"origin": self.phone.office.url, "quotaSize": size})

    def fill(self, left: int) -> None:
        """With what cannot be squeezed, until so many bytes are left."""
        self.phone.page.evaluate(FILL, self.size - self.phone.page.evaluate(USED) - left)


def scanned(phone: Browser) -> list[str]:
    """The tags of everything in its outbox, in the order it was made."""
    return [json.loads(row["bytes"])["tag"] for _key, row in _all(phone, "loupe-outbox", "actions")]


def rows(phone: Browser) -> dict[str, dict[str, list]]:
    """The office's rows as they lie on the phone: by table, then by the first of their columns."""
    head = dict(_all(phone, "loupe-rows", "meta"))["rows"]
    pages = [json.loads(text) for key, text in _all(phone, "loupe-rows", "blocks") if key[0] == head["set"]]
    for _key, change in _all(phone, "loupe-rows", "changes"):
        pages += json.loads(change["text"]) if change["set"] == head["set"] else []
    told: dict[str, dict[str, list]] = {"head": {"at": [head["cursor"], head["chain"]]}}
    for page in pages:
        for name, table in page["tables"].items():
            told.setdefault(name, {}).update({row[0]: row for row in table["rows"]})
        for name, ids in page.get("gone", {}).items():
            for one in ids:
                told.get(name, {}).pop(one, None)
    return told


def wait_at_one(phone: Browser, other: Browser) -> None:
    """Until it knows the office as of the very commit the other does, which has heard the last there was."""
    phone.page.wait_for_function(IS_AT, arg=rows(other)["head"]["at"][0])


def _all(phone: Browser, name: str, store: str) -> list[tuple]:
    keys, values = phone.page.evaluate(READ, [name, store])
    return [(tuple(key) if isinstance(key, list) else key, value) for key, value in zip(keys, values, strict=True)]
