"""The dossier as a ZIP: the paper, the pictures, the history for a spreadsheet, and the entries verbatim so that anybody can check them."""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select

from server.database import db
from server.ledger.cursor import GENESIS
from server.ledger.tables import Entry
from server.paper.dossier_page import told_details
from server.paper.figures import when
from server.paper.file import File
from server.paper.history import Told
from server.paper.pieces import number_of, title_of
from server.paper.sheet import Imprint
from server.paper.story import flags_of
from server.paper.words import label
from server.paper.words.readme import README
from server.people.tables import Device

CHUNK = 256 * 1024
COLUMNS = ("who", "what", "details", "flags")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything but the photos in memory, so that nothing is asked of the database while the ZIP is sent."""

    folder: str
    texts: dict[str, bytes]
    photos: dict[str, Path]

    def stream(self) -> Iterator[bytes]:
        """The ZIP, piece by piece."""
        sink = _Sink()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.texts.items():
                archive.writestr(_entry(f"{self.folder}/{name}", zipfile.ZIP_DEFLATED), content)
                yield sink.taken()
            for name, path in self.photos.items():
                with archive.open(_entry(f"{self.folder}/photos/{name}", zipfile.ZIP_STORED), "w") as into, path.open("rb") as photo:
                    while chunk := photo.read(CHUNK):
                        into.write(chunk)
                        yield sink.taken()
        yield sink.taken()


class _Sink:
    """A file that cannot be gone back in: what is written is taken away and sent."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, content: bytes) -> int:
        self.waiting.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        content, self.waiting = b"".join(self.waiting), []
        return content


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the same dossier is the same file
    info.compress_type, info.external_attr = method, 0o644 << 16
    return info


def archive_of(file: File, paper: bytes, imprint: Imprint) -> Archive:
    """``paper``: the dossier as a PDF."""
    told = [one.told for one in file.happened]
    texts = {
        "README.txt": _readme(file, imprint),
        "dossier.pdf": paper,
        "history.csv": _history(file),
        "actions.jsonl": _actions(told),
        "phones.json": _phones(told),
    }
    photos = {f"{shot.name}{shot.path.suffix}": shot.path for shot in file.shots if shot.path}
    return Archive(number_of(file.row).replace("/", "-"), texts, photos)


def _readme(file: File, imprint: Imprint) -> bytes:
    words = {name: getattr(imprint, name) for name in ("title", "number", "printed", "commit", "chain")}
    return README[imprint.lang].format(name=title_of(file.row, imprint.lang), **words).encode()


def _history(file: File) -> bytes:
    lang, out = file.names.lang, StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([label("when", lang), label("known", lang, when="").strip(" :"), *(label(key, lang) for key in COLUMNS)])
    for one in file.happened:
        told = one.told
        noted = [*flags_of(told, lang), *([label("taken_back", lang)] if one.is_taken_back else [])]
        who = file.names.of(told.by, "nobody") if told.by else label("office", lang)
        times = [when(ms, file.tz, lang) for ms in (told.order_ms, told.received_ms)]
        rows.writerow(map(_safe, [*times, who, one.said.sentence, told_details(one, lang), ", ".join(noted)]))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(text: str) -> str:
    """What a spreadsheet would run as a formula stays text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _actions(entries: Iterable[Told]) -> bytes:
    found = list(entries)
    before = _chains_before(found)
    return b"".join(orjson.dumps(_verbatim(told, before)) + b"\n" for told in found)


def _verbatim(told: Told, before: dict[int, str]) -> dict[str, Any]:
    return {
        "entry": told.entry,
        "commit": told.commit,
        "order_ms": told.order_ms,
        "received_ms": told.received_ms,
        "verdict": told.verdict,
        "reasons": told.reasons,
        "device": told.device,
        "bytes": told.bytes.decode("utf-8", "surrogateescape"),
        "sig": told.sig,
        "before": before.get(told.entry - 1, GENESIS),
        "chain": told.chain.hex(),
    }


def _chains_before(entries: list[Told]) -> dict[int, str]:
    """By entry number, the chain hash of the one before each of these."""
    wanted = [told.entry - 1 for told in entries]
    rows = db.session.execute(select(Entry.entry, Entry.chain).where(Entry.entry.in_(wanted)))
    return {entry: bytes(chain).hex() for entry, chain in rows}


def _phones(entries: Iterable[Told]) -> bytes:
    wanted = sorted({told.device for told in entries})
    rows = db.session.execute(select(Device.id, Device.name, Device.public_key).where(Device.id.in_(wanted)))
    return orjson.dumps({id: {"name": name, "public_key": key} for id, name, key in rows}, option=orjson.OPT_INDENT_2)
