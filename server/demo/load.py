"""Loads the demo firm into an empty office: its people and places by the office, its three weeks by its phones, each day on its day."""

import secrets
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import insert, select, update

from server.database import db
from server.demo.firm import CATEGORY, FIELDS, PEOPLE, PLACES, Somebody, Somewhere, by_key
from server.demo.ids import demo_tag
from server.demo.phone import DemoPhone
from server.demo.pieces import pieces
from server.demo.step import DAY, DAYS, Calendar, Decision, Step
from server.demo.story import story
from server.demo.words import sayer
from server.ledger.cursor import Tx, writing
from server.ledger.ingest import Push, take
from server.ledger.phones import Word
from server.ledger.watermark import promote
from server.people.password import hash_password
from server.people.pin import is_trivial, pin_verifier
from server.people.roles import rights_of
from server.people.tables import Device, Person
from server.stock.places import add_place
from server.stock.settings import change_settings, settings_now
from server.stock.tables import Tag
from server.web import clock

PHONES = {
    "desk": "Registration desk", "keeper": "Store phone 1", "second": "Store phone 2",
    "field": "Showroom phone", "floor": "Showroom phone 2",
}  # fmt: skip
BLINK, EVENING = 800, 12 * 3_600_000  # ms: from scan to office on line; when the showroom phone comes home
ROUND = 4 * 60_000  # ms: a phone sends what was scanned in one go; well before it would be late


def load(lang: str | None = None, by: str | None = None) -> str:
    """Who may sign in and how, in a sentence. ``by``: the first person, whose PIN the demo people then share."""
    if db.session.get(Person, by_key("man")) is not None:
        return "The demo firm is here already."
    today = clock.now_ms() // DAY * DAY
    password, pin = secrets.token_urlsafe(9), _new_pin()
    verifier = db.session.scalar(select(Person.pin).where(Person.id == by)) if by else pin_verifier(pin)
    phones = {key: DemoPhone(name) for key, name in PHONES.items()}
    with clock.as_of(today - DAYS * DAY), writing() as tx:
        _open_firm(tx, verifier, None if by else hash_password(password))
        _enrol(phones, tx.now_ms)
    with clock.as_of(today - DAYS * DAY):
        own = {"custom_fields": FIELDS, "categories": [*settings_now()["categories"], CATEGORY]}
        change_settings(own, by_key("man"), rights_of(["supervisor"]))
    _live(phones, Calendar(today - DAYS * DAY), lang)
    _retire(phones)
    if by:
        return "The demo firm is loaded; its people unlock with your own PIN."
    return f"Demo firm: sign in as «man» (store supervisor) or «lam» (admin), password {password}; every demo person's PIN is {pin}."


def _new_pin() -> str:
    while is_trivial(pin := f"{secrets.randbelow(1_000_000):06d}"):
        continue
    return pin


def _open_firm(tx: Tx, verifier: Any, password_hash: str | None) -> None:
    for person in PEOPLE:
        _add_person(tx, person, verifier, password_hash)
    for place in PLACES:
        parent, keeper = (key and by_key(key) for key in (place.parent, place.keeper))
        add_place(tx, place.id, place.kind, _names(place), parent, keeper, place.offers)
        _tag(tx, "place", place.key, place.id)
    tx.office("demo_loaded", None, {"people": len(PEOPLE), "places": len(PLACES)})


def _add_person(tx: Tx, person: Somebody, verifier: Any, password_hash: str | None) -> None:
    row = {
        "id": person.id, "names": _names(person), "login": person.key if password_hash else None, "password_hash": password_hash,
        "pin": verifier, "roles": list(person.roles), "active": True, "commit": tx.number,
    }  # fmt: skip
    db.session.execute(insert(Person).values(row))
    add_place(tx, person.id, "person", _names(person))
    _tag(tx, "person", person.key, person.id)


def _names(one: Somebody | Somewhere) -> dict[str, str]:
    return {"en": one.en, "zh-Hant": one.hant, "zh-Hans": one.hans}


def _tag(tx: Tx, kind: str, key: str, target: str) -> None:
    points = {"code": demo_tag(kind, key), "target_kind": "place", "target": target}
    db.session.execute(insert(Tag).values(points | {"generation": 1, "issued_ms": tx.now_ms, "commit": tx.number}))


def _enrol(phones: dict[str, DemoPhone], now_ms: int) -> None:
    rows = [
        {"id": phone.id, "name": phone.name, "public_key": phone.public_key, "state": "enrolled", "enrolled_ms": now_ms, "order_ms": now_ms,
         "enrolled_by": by_key("man"), "seq": 0, "offset_ms": 0, "owes": 0}
        for phone in phones.values()
    ]  # fmt: skip
    db.session.execute(insert(Device), rows)
    db.session.commit()


def _live(phones: dict[str, DemoPhone], calendar: Calendar, lang: str | None) -> None:
    """The store's phones are on line and push as they go; the one showroom phone that is away comes home in the evening."""
    now, start_ms = clock.now_ms(), calendar.start_ms
    told = story(pieces(), demo_tag("stray", 1), calendar, sayer(lang))
    for day, todays in groupby((one for one in told if _at(one, start_ms) < now), key=lambda one: one.day):
        away: list[Step] = []
        for go in _goes(todays, away):
            at_ms = _at(go[-1], start_ms) + BLINK
            if isinstance(go[0], Decision):
                with clock.as_of(at_ms):
                    go[0].make()
            else:
                _push(phones[go[0].phone], go, start_ms, at_ms)
        _push(phones["field"], away, start_ms, min(start_ms + day * DAY + EVENING, now))


def _goes(todays: Iterable[Step | Decision], away: list[Step]) -> Iterator[list[Any]]:
    """What reaches the office together: one decision, or what one phone on line did in a few minutes. The rest is put ``away``."""
    go: list[Any] = []
    for one in todays:
        if isinstance(one, Step) and one.phone == "field":
            away.append(one)
            continue
        if go and (isinstance(one, Decision) or isinstance(go[0], Decision) or one.phone != go[0].phone or one.at - go[0].at > ROUND):
            yield go
            go = []
        go.append(one)
    if go:
        yield go


def _push(phone: DemoPhone, steps: list[Step], start_ms: int, at_ms: int) -> None:
    if not steps:
        return
    with clock.as_of(at_ms):
        sent = [phone.record(step, _at(step, start_ms)) for step in steps]
        take(Push(phone.id, sent, _word(), token_hash=None))


def _at(step: Step | Decision, start_ms: int) -> int:
    return start_ms + step.day * DAY + step.at


def _word() -> Word:
    return Word(wall_ms=clock.now_ms(), mono_ms=0, page=None, is_drained=True, owes=0, owes_since_ms=None, app="demo")


def _retire(phones: dict[str, DemoPhone]) -> None:
    """Nobody holds these phones any more: revoked, so that the office waits for none of them."""
    ids = [phone.id for phone in phones.values()]
    with writing() as tx:
        db.session.execute(update(Device).where(Device.id.in_(ids)).values(state="revoked", revoked_ms=tx.now_ms))
        promote(tx)
        tx.office("phones_retired", None, {"phones": ids, "reason": "demo"})
