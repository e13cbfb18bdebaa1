"""A workbook line by line: shared and rich texts, dates, formulas with and without a value, cells merged over lines and columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from zipfile import ZipFile

from server.sheets import package as packages
from server.sheets.cells import Line
from server.sheets.formats import date_styles
from server.sheets.grid import LONGEST_TEXT, Book, Cells, merges_of, with_merges
from server.web.errors import Refused


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by the name on its tab, and its part in the zip."""

    name: str
    part: str
    hidden: bool = False


def sheets(file: BinaryIO) -> list[Sheet]:
    """The sheets that hold cells, in the order of the tabs. Raises what ``package.opened`` raises."""
    with packages.opened(file) as package:
        return _sheets(package)[0]


def _sheets(package: ZipFile) -> tuple[list[Sheet], bool]:
    main = _main_part(package)
    folder = main.rpartition("/")[0]
    targets = _targets(package, folder, main.rpartition("/")[2])
    found, from_1904 = [], False
    for tag, attributes in packages.elements(package, main):
        if tag == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            id = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id" and ":" in key), "")
            part = packages.find(package, targets.get(id, ""))
            if part and "chartsheet" not in part:
                found.append(Sheet(attributes.get("name", "")[:80], part, attributes.get("state", "visible") != "visible"))
    if not found:
        raise packages.broken()
    return found, from_1904


def _main_part(package: ZipFile) -> str:
    found = packages.find(package, "xl/workbook.xml")
    if found is None:
        for tag, attributes in packages.elements(package, packages.find(package, "_rels/.rels") or ""):
            if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
                found = packages.find(package, attributes.get("Target", ""))
    if found is None or not found.endswith(".xml"):
        raise Refused("not_a_sheet", 422, field="file")
    return found


def _targets(package: ZipFile, folder: str, main: str) -> dict[str, str]:
    """Parts of the zip by the id the workbook uses for them."""
    name = packages.find(package, f"{folder}/_rels/{main}.rels")
    if name is None:
        raise packages.broken()
    found = {}
    for tag, attributes in packages.elements(package, name):
        if tag == "Relationship":
            target = attributes.get("Target", "")
            found[attributes.get("Id", "")] = target if target.startswith("/") else f"{folder}/{target}"
    return found


def lines(file: BinaryIO, wanted: str | None) -> Iterator[Line]:
    """The lines of the sheet of that name, or of the first one anybody sees; lines left out in the file are empty ones."""
    with packages.opened(file) as package:
        found, from_1904 = _sheets(package)
        sheet = next((one for one in found if one.name == wanted), None) or next((one for one in found if not one.hidden), found[0])
        book = Book(list(_words(package)), date_styles(package), from_1904)
        yield from with_merges(_lines(package, sheet, book), merges_of(package, sheet.part))


def _words(package: ZipFile) -> Iterator[str]:
    """The shared texts; how they are to be spoken is left out."""
    name = packages.find(package, "xl/sharedStrings.xml")
    if name is None:
        return
    reading = _Words()
    made = packages.parser(reading.start, reading.end, reading.text)
    for chunk in packages.chunks(package, name, packages.LARGEST_WORDS):
        made.Parse(chunk)
        yield from reading.done
        reading.done.clear()
    made.Parse(b"", True)
    yield from reading.done


class _Words:
    def __init__(self) -> None:
        self.done: list[str] = []
        self.parts: list[str] = []
        self.wanted = self.spoken = False

    def start(self, name: str, _attributes: Any) -> None:
        if name == "si":
            self.parts = []
        elif name == "rPh":
            self.spoken = True
        self.wanted = name == "t" and not self.spoken

    def end(self, name: str) -> None:
        self.wanted = False
        if name == "rPh":
            self.spoken = False
        elif name == "si":
            self.done.append("".join(self.parts)[:LONGEST_TEXT])

    def text(self, text: str) -> None:
        if self.wanted and len(self.parts) < LONGEST_TEXT:
            self.parts.append(text[:LONGEST_TEXT])


def _lines(package: ZipFile, sheet: Sheet, book: Book) -> Iterator[Line]:
    reading = Cells(book)
    made = packages.parser(reading.start, reading.end, reading.take)
    for chunk in packages.chunks(package, sheet.part):
        made.Parse(chunk)
        yield from reading.done
        reading.done.clear()
    made.Parse(b"", True)
    yield from reading.done
