"""One file for a whole office: a tar of manifest, database, photos and the keys of what is sealed in the database, encrypted with age
while it is written.

What lies in the clear meanwhile (the copy of the database; all of it while a backup is opened) lies in the office's home, in a folder
that only the office's user can enter, and goes with it.
"""

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pyrage import DecryptError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from server.backup.cannot import CannotBackUp, CannotRestore
from server.backup.database import dump, kind_of
from server.backup.photos import photo_files
from server.config import Config
from server.sealed import KEYS
from server.version import VERSION
from server.web import clock

FORMAT = 1
PIECE = 1 << 20
MANIFEST, DATABASE, PHOTOS = "manifest.json", "database", "photos"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. ``commit`` and ``chain``: the ledger's head in it; None if nothing was ever written."""

    format: int
    made_ms: int
    app: str
    kind: str  # sqlite, postgresql
    epoch: str | None
    commit: int | None
    chain: str | None
    entries: int
    photos: int


def write(config: Config, to: Path, recipient: Recipient) -> Manifest:
    """Make the backup ``to``, which must not be there yet; it gets its name only when it is whole."""
    if to.exists():
        raise CannotBackUp(f"{to} is there already; a backup never replaces another one.")
    draft = to.with_name(f"{to.name}.part")
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="backup-", dir=config.home) as folder:
        copy = Path(folder) / DATABASE
        head = dump(config.database, copy) or {"epoch": None, "commit": None, "chain": None, "entries": 0}
        photos = list(photo_files(config.home / PHOTOS))  # after the database: a row's files are there before the row
        told = Manifest(FORMAT, clock.now_ms(), VERSION, kind_of(config.database), photos=len(photos), **head)  # type: ignore[arg-type]

        files = [(DATABASE, copy), *((f"{PHOTOS}/{path.relative_to(config.home / PHOTOS)}", path) for path in photos)]
        if (keys := config.secrets / KEYS).exists():
            files.append((KEYS, keys))
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            encrypt_io(Pulled(_tar(json.dumps(asdict(told)).encode(), files)), out, [recipient])
            out.flush()
            os.fsync(out.fileno())
    draft.rename(to)
    return told


def read(file: Path, identity: Identity, into: Path) -> Manifest:
    """Lay the content into an empty folder. Raises CannotRestore if the key is another one or a single byte is not as it was written."""
    opened = into / "opened.tar"
    try:
        with file.open("rb") as sealed, opened.open("wb") as plain:
            decrypt_io(sealed, plain, [identity])
        with tarfile.open(opened) as tar:
            for member in tar:
                if member.isfile() and (member.name in (MANIFEST, DATABASE, KEYS) or PurePosixPath(member.name).parts[0] == PHOTOS):
                    tar.extract(member, into, filter="data")
        opened.unlink()
        told = Manifest(**json.loads((into / MANIFEST).read_text()))
    except (OSError, DecryptError, tarfile.TarError, ValueError, TypeError) as error:
        raise CannotRestore(f"{file} cannot be read with this key: {error}") from error
    if told.format != FORMAT or not (into / DATABASE).is_file():
        raise CannotRestore(f"{file} was made by a newer Loupe, or is not whole.")
    return told


class Pulled(io.RawIOBase):
    """What an iterator gives, to be read as a file: nothing is kept but the piece at hand."""

    def __init__(self, pieces: Iterator[bytes]):
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        taken = self._left[: len(buffer)]
        buffer[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)


def _tar(manifest: bytes, files: Sequence[tuple[str, Path]]) -> Iterator[bytes]:
    """The bytes of a tar of the manifest and these files, in order."""
    yield from _member(MANIFEST, len(manifest), iter([manifest]))
    for name, path in files:
        with path.open("rb") as content:
            yield from _member(name, path.stat().st_size, iter(lambda content=content: content.read(PIECE), b""))
    yield bytes(2 * tarfile.BLOCKSIZE)


def _member(name: str, size: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    about = tarfile.TarInfo(name)
    about.size = size
    yield about.tobuf(tarfile.PAX_FORMAT)
    yield from pieces
    yield bytes(-size % tarfile.BLOCKSIZE)
