"""What sort of file came: a workbook, a text table, or nothing we can read; too large and empty ones are refused here."""

from typing import BinaryIO

from server.web.errors import Refused

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 200
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_FOREIGN = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"SQLite format", b"\x7fELF", b"MZ", b"BM",
    b"{\\rtf", b"II*\x00", b"MM\x00*", b"BZh", b"\xfd7zXZ", b"ID3", b"OggS", b"wOFF",
)  # fmt: skip
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg", b"<script")


def kind_of(file: BinaryIO) -> str:
    """``xlsx`` or ``csv``. Raises 422 empty_sheet, old_workbook, not_a_sheet."""
    file.seek(0)
    head = file.read(4096)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty_sheet", 422, field="file")
    if head.startswith(b"PK"):
        return "xlsx"
    if head.startswith(_OLD_EXCEL):
        raise Refused("old_workbook", 422, field="file")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_FOREIGN) or start.startswith(_MARKUP) or _is_binary(head):
        raise Refused("not_a_sheet", 422, field="file")
    return "csv"


def _is_binary(head: bytes) -> bool:
    """Text of any encoding has few control characters; UTF-16 has zeros, but then in every other byte of ASCII."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    zeros = head.count(0)
    if zeros and not (head[::2].count(0) > len(head) // 8 or head[1::2].count(0) > len(head) // 8):
        return True
    return sum(byte < 32 and byte not in (0, 9, 10, 11, 12, 13, 27) for byte in head) > len(head) // 50
