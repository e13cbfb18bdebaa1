"""What a piece can be found by: a row beside its own that scans never touch, so that finding costs them nothing.

``grams`` are all its pieces of one, two and three characters, Chinese or not, which either database can index as words of a text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any
from unicodedata import normalize

import orjson
from sqlalchemy import delete

from server.database import db
from server.ledger import bulk
from server.stock.tables import Finding, Sample

COLUMNS = ("n", "sample", "text", "codes", "words", "client", "grams")
DETAILS = ("id", "archive_no", "number", "tag", "type", "model", "name", "facts", "entry_no")
LONGEST, MOST_LINES = 200, 80
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WIDTH = 3
Row = tuple[Any, ...]


def keep(rows: Iterable[dict[str, Any]]) -> None:
    """Write what is to be found of these: each a mapping with at least ``DETAILS``."""
    told = list(rows)
    ids = [row["id"] for row in told]
    for start in range(0, len(ids), 500):
        db.session.execute(delete(Finding).where(Finding.sample.in_(ids[start : start + 500])).execution_options(synchronize_session=False))
    bulk.insert_missing(Finding, COLUMNS, [row_of(row) for row in told if is_known(row)])


def keep_of(ids: Sequence[str]) -> None:
    """The same of rows that are written already."""
    keep(row._asdict() for row in bulk.rows_by(Sample, DETAILS, "id", ids))


def kept(ids: Sequence[str]) -> dict[str, Row]:
    """By sample, its row of ``COLUMNS``."""
    return {row.sample: tuple(row) for row in bulk.rows_by(Finding, COLUMNS, "sample", ids)}


def is_known(row: dict[str, Any]) -> bool:
    """Somebody has said something of it; a piece that was only scanned is found where it lies."""
    return bool(row["archive_no"] or row["entry_no"] or row["tag"])


def row_of(row: dict[str, Any]) -> Row:
    """A row of ``COLUMNS``. Total: phones may send anything plain as facts."""
    facts = orjson.loads(row["facts"] or "{}")
    facts = facts if isinstance(facts, dict) else {}
    words, unknown = _words(row["type"], facts)
    client = facts.get("client") if isinstance(facts.get("client"), str) else None
    said = (*(row[name] for name in ("archive_no", "number", "model", "name", "entry_no")), client, facts.get("supplier"))
    text = _lines((*said, *unknown, *_custom(facts)))
    codes = _lines((row["tag"], *_each(facts, "certificates", "number")))
    is_id = client is not None and _ID.fullmatch(client)
    return _n(row), row["id"], text, codes, words, client if is_id else None, _grams(text, codes, words)


def folded(text: str) -> str:
    """As both what is written and what is typed are compared: width, case and blanks do not matter."""
    return " ".join(normalize("NFKC", text).casefold().replace("\x00", "").split())


def tokens(text: str, mark: str = "") -> set[str]:
    """What the index must hold of a piece whose text holds this one."""
    width = min(_WIDTH, len(text))
    return {_token(mark + text[at : at + width]) for at in range(len(text) - width + 1)}


def _n(row: dict[str, Any]) -> int:
    """Greater for newer archive numbers, so that the index gives hits in the order of the list; below zero for what has none yet."""
    no = row["archive_no"]
    if no and "-" in no:
        year, n = no.split("-", 1)
        return int(year) * 10_000_000 + int(n)
    return -1 - int.from_bytes(blake2b(row["id"].encode(), digest_size=7).digest())


def _words(type: str | None, facts: dict[str, Any]) -> tuple[str, list[str]]:
    """Words of the trade between blanks, and those that are names in somebody's own language."""
    named = [*_each(facts, "metals", "metal"), *_each(facts, "stones", "kind")]
    fineness = [str(one) for one in _each(facts, "metals", "fineness")]
    plain = [one for one in (type, *named, *fineness) if isinstance(one, str) and re.fullmatch("[a-z_0-9]{1,40}", one)]
    return f" {' '.join(dict.fromkeys(plain))} ", [one for one in named if isinstance(one, str)]


def _each(facts: dict[str, Any], group: str, name: str) -> list[Any]:
    found = facts.get(group)
    return [one[name] for one in found if isinstance(one, dict) and name in one] if isinstance(found, list) else []


def _custom(facts: dict[str, Any]) -> list[Any]:
    found = facts.get("custom")
    return list(found.values()) if isinstance(found, dict) else []


def _lines(said: Iterable[Any]) -> str:
    """Each on a line of its own, so that nothing is found across two."""
    texts = (str(one) for one in said if isinstance(one, str | int | float) and not isinstance(one, bool) and not _is_id(one))
    lines = (folded(text[:LONGEST]) for text in texts)
    return "\n".join(list(dict.fromkeys(line for line in lines if line))[:MOST_LINES])


def _is_id(one: Any) -> bool:
    return isinstance(one, str) and _ID.fullmatch(one) is not None


def _grams(text: str, codes: str, words: str) -> str:
    """Codes are asked for by four characters or more: for them those of three will do."""
    found = {_token(gram) for line in text.split("\n") for gram in _pieces(line)}
    found |= {one for line in codes.split("\n") if len(line) >= _WIDTH for one in tokens(line, "#")}
    found |= {_token("=" + word) for word in words.split()}
    return " ".join(sorted(found))


def _pieces(line: str) -> Iterator[str]:
    for width in range(1, _WIDTH + 1):
        yield from (line[at : at + width] for at in range(len(line) - width + 1))


def _token(text: str) -> str:
    """Letters that neither database takes apart or folds."""
    return text.encode().hex()


def word_token(word: str) -> str:
    return _token("=" + word)
