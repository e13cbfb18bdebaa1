"""What somebody should look at now: late slips and repairs, readings out of range, differences, slips that wait for an approver, fairs."""

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
from server.stock.tables import Place, Sample
from server.web import clock

_OUT = ("picking", "issued", "partly_returned")
_HOME = frozenset({"store", "sold", "returned_to_owner", "scrapped"})
NEAR_MS, SEASON_MS = 3 * DAY_MS, 90 * DAY_MS
Reminder = dict[str, Any]


def reminders() -> list[Reminder]:
    """``kind``, the ``subject``'s id and ``names``, ``since_ms``, and the people it is ``for``; the oldest first."""
    now_ms, staff = clock.now_ms(), _staff()
    found = [*_slips(now_ms, staff), *_repairs(now_ms, staff), *_receipts(now_ms, staff), *_readings(staff), *_fairs(now_ms, staff)]
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


def _fairs(now_ms: int, staff: dict[str, frozenset[str]]) -> Iterator[Reminder]:
    """One that begins within three days and is not packed; one that is over with pieces out, closed or not, as the pieces say."""
    fairs = all_matters("fair", ("planned", "out", "back", "closed"))
    over = [fair for fair in fairs if _is_over(fair, now_ms)]
    where = _whereabouts({one["sample"] for fair in over for one in fair["told"]["packed"]})
    for fair in fairs:
        told, from_ms = fair["told"], fair["told"]["from_ms"]
        people = {told["by"], *told["team"]} | _with_right(staff, "places")
        if fair in over:
            if any(_is_out(where.get(one["sample"]), told["safe"]) for one in told["packed"]):
                yield _reminder("fair_out", fair, told["to_ms"] + DAY_MS, people, staff)
        elif fair["status"] != "closed" and from_ms is not None and now_ms < from_ms <= now_ms + NEAR_MS and _is_unpacked(told):
            yield _reminder("fair_unpacked", fair, from_ms - NEAR_MS, people, staff)


def _is_over(fair: dict[str, Any], now_ms: int) -> bool:
    """The last day is over; one that was closed is asked about for a season and no longer."""
    to_ms = fair["told"]["to_ms"]
    return to_ms is not None and to_ms + DAY_MS <= now_ms and (fair["status"] != "closed" or now_ms < to_ms + SEASON_MS)


def _whereabouts(samples: set[str]) -> dict[str, tuple[str, str]]:
    """By sample, the place it lies in and the kind of that."""
    if not samples:
        return {}
    wanted = select(Sample.id, Sample.place, Place.kind).join(Place, Place.id == Sample.place).where(Sample.id.in_(samples))
    return {row.id: (row.place, row.kind) for row in db.session.execute(wanted)}


def _is_out(where: tuple[str, str] | None, safe: str | None) -> bool:
    return where is None or where[0] == safe or where[1] not in _HOME


def _is_unpacked(told: dict[str, Any]) -> bool:
    """Whether anything of the list has not been packed."""
    gone = {one["sample"] for one in told["packed"]}
    for line in told["lines"]:
        if line["sample"] is not None:
            if line["sample"] not in gone:
                return True
        elif sum(one["line"] == line["line"] for one in told["packed"]) < (line["n"] or 1):
            return True
    return False


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
