"""The details of a sample's row as the ledger alone gives them: arrival, registration, amendments, re-issued tags, as they came."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import select, update

from server.core.action import Action, Unreadable
from server.core.action import read as read_action
from server.core.matter import photos_in
from server.database import db
from server.ledger import bulk, finding
from server.ledger.tables import Entry, Matter, MatterEntry
from server.stock.tables import ArchiveNumber, Sample, Tag

DETAILS = ("id", "archive_no", "number", "tag", "type", "category", "model", "name", "facts", "photos", "entry_no")
TEXTS = ("number", "type", "category", "model", "name")
Row = tuple[Any, ...]
_KINDS = ("register", "retag", "arrive", "amend")


def of_samples(ids: Iterable[str]) -> dict[str, Row]:
    """By sample, a row of ``DETAILS`` without the id."""
    wanted = list(ids)
    told = {id: dict.fromkeys(DETAILS[1:]) | {"facts": "{}", "photos": "[]"} for id in wanted}
    given = bulk.rows_by(ArchiveNumber, ("sample", "year", "n"), "sample", wanted)
    numbers = {row.sample: written(row.year, row.n) for row in given}
    arrived: dict[str, str] = {}
    asked = select(Entry.sample, Entry.kind, Entry.device, Entry.reasons, Entry.bytes)
    for row in db.session.execute(asked.where(Entry.sample.in_(wanted), Entry.kind.in_(_KINDS)).order_by(Entry.entry)):
        _tell(told[row.sample], row, numbers.get(row.sample), arrived)
    for id, no in _entry_numbers(arrived).items():
        told[id]["entry_no"] = no
    return {id: tuple(one[name] for name in DETAILS[1:]) for id, one in told.items()}


def keep(ids: Sequence[str], commit: int) -> None:
    """Write them into their rows; a temporary tag that a registration replaced is void from then on."""
    found = of_samples(ids)
    bulk.update_rows(Sample, (*DETAILS, "commit"), [(id, *row, commit) for id, row in found.items()])
    finding.keep(dict(zip(DETAILS, (id, *row), strict=True)) for id, row in found.items())
    for id, row in found.items():
        if row[DETAILS.index("entry_no") - 1] is not None:
            _void_temporary(id, row[DETAILS.index("tag") - 1], commit)


def details(action: Action, archive_no: str, tag: str | None) -> Row:
    """A row of ``DETAILS`` as one registration gives it."""
    facts = action.body.get("facts") or {}
    number, *others = (action.body.get(key) for key in TEXTS)
    photos = orjson.dumps(photos_in(action.body)).decode() if "photos" in action.body else "[]"
    return (action.sample, archive_no, number, tag, *others, orjson.dumps(facts).decode(), photos, None)


def written(year: int, n: int) -> str:
    return f"{year}-{n:06}"


def _tell(told: dict[str, Any], row: Any, archive_no: str | None, arrived: dict[str, str]) -> None:
    """One more entry. Of a second registration nothing counts here; it only says more to the fold."""
    if row.kind == "retag":
        if row.device == "office":
            told["tag"] = orjson.loads(row.bytes)["body"]["code"]
        return
    action = read_action(orjson.loads(row.bytes))
    if isinstance(action, Unreadable):
        return
    tag = None if '"tag_taken"' in row.reasons else action.body.get("tag")
    if row.kind == "register" and told["archive_no"] is None:
        photos, entry_tag = told["photos"], told["tag"]
        told.update(zip(DETAILS[1:-1], details(action, archive_no or "", tag or entry_tag)[1:-1], strict=True))
        told["photos"] = photos if told["photos"] == "[]" else told["photos"]
    elif row.kind == "arrive" and action.is_known and action.receipt:
        arrived.setdefault(row.sample, action.receipt)
        told["tag"] = told["tag"] or tag
        if told["archive_no"] is None and action.body.get("photos"):
            told["photos"] = orjson.dumps(photos_in(action.body)).decode()
    elif row.kind == "amend" and action.is_known:
        _amend(told, action.body)


def _amend(told: dict[str, Any], body: Mapping[str, Any]) -> None:
    """Texts and photos as they are given; facts key by key, null takes one away."""
    told.update((key, body[key]) for key in TEXTS if key in body)
    if "photos" in body:
        told["photos"] = orjson.dumps(photos_in(body)).decode()
    if body.get("facts"):
        merged = orjson.loads(told["facts"]) | body["facts"]
        told["facts"] = orjson.dumps({key: value for key, value in merged.items() if value is not None}).decode()


def _entry_numbers(arrived: Mapping[str, str]) -> dict[str, str]:
    """``E-2026-0007-2``: the second piece to come in under R-2026-0007. ``arrived``: by sample, the receipt of its first arrival."""
    if not arrived:
        return {}
    receipts = set(arrived.values())
    given = select(Matter.id, Matter.year, Matter.n).where(Matter.of == "receipt", Matter.id.in_(receipts))
    numbers = {row.id: f"E-{row.year}-{row.n:04}" for row in db.session.execute(given)}
    asked = select(MatterEntry.id, Entry.sample).join(Entry, Entry.entry == MatterEntry.entry)
    came = asked.where(MatterEntry.of == "receipt", MatterEntry.id.in_(receipts), Entry.kind == "arrive").order_by(MatterEntry.entry)
    pieces: dict[str, list[str]] = {}
    for row in db.session.execute(came):
        known = pieces.setdefault(row.id, [])
        if row.sample not in known:
            known.append(row.sample)
    return {id: f"{numbers[receipt]}-{pieces[receipt].index(id) + 1}" for id, receipt in arrived.items() if receipt in numbers}


def _void_temporary(sample: str, tag: str | None, commit: int) -> None:
    """The codes tied at arrival, other than the one the piece has now, are void from its registration on."""
    asked = select(Entry.kind, Entry.order_ms, Entry.bytes).where(Entry.sample == sample, Entry.kind.in_(("arrive", "register")))
    rows = list(db.session.execute(asked.order_by(Entry.entry)))
    registered = next((row.order_ms for row in rows if row.kind == "register"), None)
    codes = {orjson.loads(row.bytes)["body"].get("tag") for row in rows if row.kind == "arrive"} - {None, tag}
    if registered is None or tag is None or not codes:
        return
    is_temporary = (Tag.code.in_(codes), Tag.target == sample, Tag.void_ms.is_(None))
    if db.session.scalar(select(Tag.code).where(*is_temporary).limit(1)) is not None:
        db.session.execute(update(Tag).where(*is_temporary).values(void_ms=registered, commit=commit))
        db.session.execute(update(Tag).where(Tag.code == tag, Tag.generation == 1).values(generation=2, commit=commit))
