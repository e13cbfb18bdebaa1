"""Loads the demo firm into an empty office: its people and places by the office, its three weeks by its phones, each day on its day."""

import secrets
from itertools import groupby
from typing import Any

from sqlalchemy import insert, select, update

from server.database import db
from server.demo.firm import PEOPLE, PLACES, Somebody, Somewhere, by_key
from server.demo.ids import demo_tag
from server.demo.phone import DemoPhone
from server.demo.pieces import pieces
from server.demo.story import DAY, DAYS, Step, story
from server.ledger.cursor import Tx, writing
from server.ledger.ingest import Push, take
from server.ledger.phones import Word
from server.ledger.watermark import promote
from server.people.password import hash_password
from server.people.pin import is_trivial, pin_verifier
from server.people.tables import Device, Person
from server.stock.places import add_place
from server.stock.tables import Tag
from server.web import clock

PHONES = {"desk": "Registration desk", "keeper": "Store phone 1", "second": "Store phone 2", "field": "Showroom phone"}
BLINK, EVENING = 800, 12 * 3_600_000  # ms: from scan to office on line; when the showroom phone comes home


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
    _live(phones, today - DAYS * DAY)
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
        add_place(tx, place.id, place.kind, _names(place), place.parent and by_key(place.parent), place.keeper and by_key(place.keeper))
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


def _live(phones: dict[str, DemoPhone], start_ms: int) -> None:
    """The store's phones are on line and push each scan as it is made; the showroom's comes home in the evening."""
    now = clock.now_ms()
    steps = [step for step in story(pieces(), demo_tag("stray", 1)) if _at(step, start_ms) < now]
    for day, todays in groupby(steps, key=lambda step: step.day):
        away: list[Step] = []
        for step in todays:
            if step.phone == "field":
                away.append(step)
            else:
                _push(phones[step.phone], [step], start_ms, _at(step, start_ms) + BLINK)
        _push(phones["field"], away, start_ms, min(start_ms + day * DAY + EVENING, now))


def _push(phone: DemoPhone, steps: list[Step], start_ms: int, at_ms: int) -> None:
    if not steps:
        return
    with clock.as_of(at_ms):
        sent = [phone.record(step, _at(step, start_ms)) for step in steps]
        take(Push(phone.id, sent, _word(), token_hash=None))


def _at(step: Step, start_ms: int) -> int:
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
