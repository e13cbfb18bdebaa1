"""A phone's storage from outside: how much of it there is, what others fill it with, and what really lies in the outbox."""

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
ACTIONS = """() => new Promise((done, failed) => {
  const opening = indexedDB.open('loupe-outbox');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const asking = opening.result.transaction('actions').objectStore('actions').getAll();
    asking.onsuccess = () => { opening.result.close(); done(asking.result.map((row) => row.bytes)); };
  };
})"""
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

    def scanned(self) -> list[str]:
        """The tags of everything in the outbox, in the order it was made."""
        return [json.loads(text)["tag"] for text in self.phone.page.evaluate(ACTIONS)]
