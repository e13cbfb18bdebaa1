"""Opens a workbook's zip without trusting it: bombs, entities, and files that are not what they say are refused."""

import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from xml.parsers import expat

from server.web.errors import Refused

LARGEST_PART = 200 * 1024 * 1024  # what one part may unpack to
LARGEST_WORDS = 96 * 1024 * 1024  # shared texts are held in memory
MOST_PARTS = 4_000
CHUNK = 64 * 1024
_BROKEN = (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError, IndexError)


def broken() -> Refused:
    return Refused("broken_workbook", 422, field="file")


@contextmanager
def opened(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The zip; whatever is wrong inside becomes 422 broken_workbook, too much of it 413 sheet_too_large."""
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as package:
            _check(package)
            yield package
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's fault, not the file's
        raise broken() from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma"):
            raise broken() from error
        raise


def _check(package: zipfile.ZipFile) -> None:
    """By what the zip says of itself."""
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise Refused("sheet_too_large", 413, field="file")
    if "[Content_Types].xml" not in package.namelist():
        raise Refused("not_a_sheet", 422, field="file")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked_workbook", 422, field="file")


def chunks(package: zipfile.ZipFile, name: str, largest: int = LARGEST_PART) -> Iterator[bytes]:
    """The unpacked bytes of a part. ``zipfile`` gives no more than the zip says there is, so what it says is what is limited."""
    if package.getinfo(name).file_size > largest:
        raise Refused("sheet_too_large", 413, field="file")
    with package.open(name) as part:
        for chunk in iter(lambda: part.read(CHUNK), b""):
            time.sleep(0)  # the office has one process: others get their turn
            yield chunk


def parser(start: Any, end: Any = None, text: Any = None) -> Any:
    """An XML parser that knows no entities and no document types; names come without their prefix."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    made.EntityDeclHandler = _refuse
    made.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end:
        made.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text:
        made.CharacterDataHandler = text
    return made


def _refuse(*_given: object) -> None:
    raise broken()


def elements(package: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a small part, in order, with its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    made = parser(lambda name, attributes: found.append((name, attributes)))
    for chunk in chunks(package, name, 8 * 1024 * 1024):
        made.Parse(chunk)
    made.Parse(b"", True)
    return found


def find(package: zipfile.ZipFile, name: str) -> str | None:
    """The name as it stands in the zip, whatever its case and leading slash."""
    wanted = name.lstrip("/").casefold()
    return next((one for one in package.namelist() if one.lstrip("/").replace("\\", "/").casefold() == wanted), None)
