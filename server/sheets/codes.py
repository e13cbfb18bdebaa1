"""Texts that must be right to the last sign: sample and model numbers, certificates, tags. What a spreadsheet destroyed is refused."""

import re
from datetime import date

from server.core import tag
from server.sheets.cells import Cell, Number, is_nothing, narrow
from server.sheets.doubt import Bad, Doubts, How

_EXPONENT = re.compile(r"[+\-]?\d(?:[.,]\d+)?[eE]\+\d{2,3}|[+\-]?\d[.,]\d+[eE]\d{2,3}")  # 1E5 may be a code, 1E+05 is none
_DAY_LIKE = re.compile(
    r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{2}|\d{1,2}月\d{1,2}日",
    re.I,
)
_HASHES = re.compile(r"#{3,}")
_SAID_LABS = {
    "國檢": "NGTC",
    "国检": "NGTC",
    "ngtc": "NGTC",
    "hkjsl": "HKJSL",
    "gubelin": "Gübelin",
    "gübelin": "Gübelin",
    "古柏林": "Gübelin",
}
LABS = "GIA|IGI|HRD|GRS|SSEF|NGTC|NGGC|HKJSL|AGS|AGL|GCAL|CGL|EGL|GIT|GII|G[üu]belin|古柏林|國檢|国检"
_CERTIFICATE = re.compile(
    rf"(?:(?P<lab>{LABS})[\s\-]*|(?P<other>[^\W\d_][^\d:#;,\n]{{0,38}}?)(?:\s*[:#]\s*|\s+))?(?:no\.?|編號|编号|證書號?|证书号?|號|号)?\s*[:#.]?\s*"
    r"(?P<number>[A-Za-z]{0,4}-?\d[\dA-Za-z\-/.]{2,38})(?:\s*\(?(?P<date>\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)\)?)?",
    re.IGNORECASE,
)


def read_code(most: int):
    """A reader of codes of at most ``most`` signs. Raises Bad destroyed_number, destroyed_date, too_long."""

    def read(cell: Cell, _how: How, doubts: Doubts) -> str:
        text = _whole(cell)
        if len(text) > most:
            raise Bad("too_long", most=most)
        if _DAY_LIKE.fullmatch(text):
            doubts.add("looks_like_date")
        return text

    return read


def _whole(cell: Cell) -> str:
    if isinstance(cell, date):
        raise Bad("destroyed_date")
    assert isinstance(cell, str)
    if is_destroyed(cell):
        raise Bad("destroyed_number")
    return narrow(cell).replace("\n", " ")


def is_destroyed(cell: Cell) -> bool:
    """Shown as a power of ten, or with more digits than a spreadsheet keeps, or as #### for want of width."""
    if isinstance(cell, Number) and cell.digits_lost:
        return True
    return isinstance(cell, str) and (_EXPONENT.fullmatch(narrow(cell)) is not None or _HASHES.fullmatch(cell) is not None)


def read_tag(cell: Cell, _how: How, _doubts: Doubts) -> str:
    """The code of a tag. Raises Bad bad_tag."""
    code = tag.read(_whole(cell))
    if code is None:
        raise Bad("bad_tag")
    return code


_ARCHIVE = re.compile(r"\d{4}-\d{6,9}")


def read_archive_no(cell: Cell, _how: How, _doubts: Doubts) -> str | None:
    """A number of this or another office's register; other things are not one."""
    text = _whole(cell)
    return text if _ARCHIVE.fullmatch(text) else None


def read_certificates(cell: Cell, _how: How, doubts: Doubts) -> list[dict[str, str]]:
    """``GIA 2141438171; 國檢 123456`` → two of them. Raises Bad destroyed_number, no_certificate."""
    found = []
    for part in re.split(r"[;；、\n]|,(?=\s*[A-Za-z一-鿿])|/(?=\s*[A-Za-z一-鿿]{2})", _whole(cell)):
        if part.strip() and not is_nothing(part.strip()):
            found.append(_certificate(part.strip()))
    if not found:
        raise Bad("no_certificate")
    return found


def _certificate(text: str) -> dict[str, str]:
    if any(_EXPONENT.fullmatch(word) for word in text.split()):
        raise Bad("destroyed_number")
    match = _CERTIFICATE.fullmatch(narrow(text))
    if match is None:
        raise Bad("no_certificate")
    lab = (match["lab"] or match["other"] or "").strip(" -:#")
    found = {"number": match["number"].strip()}
    if lab:
        found = {"lab": said_lab(lab)} | found
    if match["date"]:
        year, month, day = re.split(r"[-./年月]", match["date"].rstrip("日"))
        found["date"] = f"{year}-{int(month):02}-{int(day):02}"
    return found


def said_lab(text: str) -> str:
    """NGTC of 國檢; others as they are, short ones in capitals."""
    return _SAID_LABS.get(text.casefold()) or (text.upper() if text.isascii() and text.isalpha() and len(text) <= 5 else text)


def read_certificate_number(cell: Cell, _how: How, _doubts: Doubts) -> str:
    """With or without the laboratory before it; ``read_certificates`` takes them apart."""
    text = _whole(cell)
    if len(text) > 60:
        raise Bad("too_long", most=60)
    return text


def read_lab(cell: Cell, _how: How, _doubts: Doubts) -> str:
    text = _whole(cell)
    if len(text) > 60:
        raise Bad("too_long", most=60)
    return said_lab(text)
