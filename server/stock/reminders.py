"""What somebody should look at now: late slips and repairs, readings out of range, differences, slips that wait for an approver."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, select

from server.database import db
from server.ledger.tables import Entry, MatterEntry
from server.people.roles import rights_of
from server.people.tables import Person
from server.repairs.lateness import DAY_MS, OPEN, is_late
from server.stock.matters import all_matters
from server.stock.readings import newest_readings
from server.stock.tables import Place
from server.web import clock

_OUT = ("picking", "issued", "partly_returned")
Reminder = dict[str, Any]


def reminders() -> list[Reminder]:
    """``kind``, the ``subject``'s id and ``names``, ``since_ms``, and the people it is ``for``; the oldest first."""
    now_ms, staff = clock.now_ms(), _staff()
    found = [*_slips(now_ms, staff), *_repairs(now_ms, staff), *_receipts(now_ms, staff), *_readings(staff)]
    return sorted(found, key=lambda one: (one["since_ms"], one["kind"], one["subject"]))


def _staff() -> dict[str, frozenset[str]]:
    """Everybody who works here, and what they may do."""
    rows = db.session.execute(select(Person.id, Person.roles).where(Person.active.is_(True)))
    return {row.id: rights_of(row.roles) for row in rows}


def _slips(now_ms: int, staff: dict[str, frozenset[str]]) -> Iterator[Reminder]:
    for slip in all_matters("slip", ("submitted", *_OUT)):
        told = slip["told"]
        hands = {told["by"], told["submitted_by"], told["to"]}
        if slip["status"] == "submitted":
            yield _reminder("slip_waiting", slip, told["submitted_ms"], _with_right(staff, "approve") - hands, staff)
        elif told["back_ms"] is not None and told["back_ms"] + DAY_MS <= now_ms:
            yield _reminder("slip_overdue", slip, told["back_ms"] + DAY_MS, hands | _with_right(staff, "places"), staff)


def _repairs(now_ms: int, staff: dict[str, frozenset[str]]) -> Iterator[Reminder]:
    for repair in all_matters("repair", OPEN):
        if is_late(repair, now_ms):
            people = {repair["told"]["assessed_by"]} | _with_right(staff, "places")
            yield _reminder("repair_late", repair, repair["due_ms"] + DAY_MS, people, staff)


def _receipts(now_ms: int, staff: dict[str, frozenset[str]]) -> Iterator[Reminder]:
    """Those whose differences were found more than a day ago."""
    open_ones = all_matters("receipt", ("differences",))
    first = _first_checks([receipt["id"] for receipt in open_ones])
    for receipt in open_ones:
        since_ms = first.get(receipt["id"], receipt["told"]["opened_ms"] or 0)
        if since_ms + DAY_MS <= now_ms:
            yield _reminder("receipt_differences", receipt, since_ms, {receipt["told"]["by"]} | _with_right(staff, "settle"), staff)


def _first_checks(receipts: list[str]) -> dict[str, int]:
    if not receipts:
        return {}
    checked = select(MatterEntry.id, func.min(Entry.order_ms).label("first")).join(Entry, Entry.entry == MatterEntry.entry)
    wanted = checked.where(MatterEntry.of == "receipt", MatterEntry.id.in_(receipts), Entry.kind == "receipt_check")
    return {row.id: row.first for row in db.session.execute(wanted.group_by(MatterEntry.id))}


def _readings(staff: dict[str, frozenset[str]]) -> Iterator[Reminder]:
    """The newest of a place, for whoever keeps it or what it lies in, and for who looks after places."""
    late = [reading for reading in newest_readings() if reading["outside"]]
    places = {row.id: row for row in db.session.execute(select(Place.id, Place.parent, Place.names, Place.keeper))} if late else {}
    for reading in late:
        people = {_keeper_of(reading["place"], places)} | _with_right(staff, "places")
        subject = {"id": reading["place"], "no": None}
        told = {"outside": reading["outside"], "temperature_c": reading["temperature_c"], "humidity_pct": reading["humidity_pct"]}
        names = places[reading["place"]].names
        yield _reminder("reading_out_of_range", subject, reading["happened_ms"], people, staff) | {"names": names, "reading": told}


def _keeper_of(place: str | None, places: dict[str, Any]) -> str | None:
    seen: set[str] = set()
    while place in places and place not in seen:
        if places[place].keeper:
            return places[place].keeper
        seen.add(place)
        place = places[place].parent
    return None


def _with_right(staff: dict[str, frozenset[str]], right: str) -> set[str | None]:
    return {person for person, rights in staff.items() if right in rights}


def _reminder(kind: str, subject: dict[str, Any], since_ms: int, people: Iterable[str | None], staff: dict[str, Any]) -> Reminder:
    """For people who still work here; a slip's holder may be a client, who is not reminded."""
    told = sorted(person for person in people if person in staff and person is not None)
    return {"kind": kind, "subject": subject["id"], "names": {"en": subject["no"]}, "since_ms": since_ms, "for": told, "reading": None}
