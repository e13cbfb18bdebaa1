"""Thermometers that post by themselves: each has a token for one place, shown once, and can be shut out."""

from typing import Any

from sqlalchemy import insert, select, update

from server.database import db
from server.ledger.cursor import Tx, writing
from server.ledger.ids import uuid7
from server.people.secret import hash_of, new_token
from server.stock.tables import Place, Sensor
from server.web import clock
from server.web.errors import Refused

APART_MS = 30_000  # a room does not change faster, and history keeps every reading for ever
_COLUMNS = (Sensor.id, Sensor.place, Sensor.name, Sensor.by, Sensor.made_ms, Sensor.revoked_ms, Sensor.heard_ms)


def list_sensors() -> list[dict[str, Any]]:
    """All there ever were, newest first; never a token."""
    return [dict(row) for row in db.session.execute(select(*_COLUMNS).order_by(Sensor.id.desc())).mappings()]


def one_sensor(sensor: str) -> dict[str, Any]:
    row = db.session.execute(select(*_COLUMNS).where(Sensor.id == sensor)).mappings().first()
    if row is None:
        raise Refused("not_found", 404)
    return dict(row)


def add_sensor(place: str, name: str, by: str) -> tuple[str, str]:
    """(id, token); only the token's hash is kept. Raises 422 place_wrong."""
    token = new_token()
    with writing() as tx:
        _ = tx.number
        if db.session.scalar(select(Place.id).where(Place.id == place, Place.kind == "store", Place.retired.is_(False))) is None:
            raise Refused("place_wrong", 422, field="place")
        sensor = uuid7(tx.now_ms)
        row = {"id": sensor, "place": place, "name": name, "token_hash": hash_of(token), "by": by, "made_ms": tx.now_ms}
        db.session.execute(insert(Sensor).values(**row, heard_ms=0))
        tx.office("sensor_added", by, {"sensor": sensor, "name": name}, to=place)
    return sensor, token


def revoke_sensor(sensor: str, by: str) -> None:
    """Its token is worth nothing from now on. Again: nothing happens. Raises 404."""
    with writing() as tx:
        known = one_sensor(sensor)
        if known["revoked_ms"] is not None:
            return
        _ = tx.number
        shut = update(Sensor).where(Sensor.id == sensor, Sensor.revoked_ms.is_(None)).values(revoked_ms=tx.now_ms)
        if db.session.execute(shut).rowcount == 1:
            tx.office("sensor_revoked", by, {"sensor": sensor, "name": known["name"]}, to=known["place"])


def take_reading(token: str | None, measured: dict[str, str]) -> dict[str, Any]:
    """An entry of history at the sensor's place. Raises 401 unknown_sensor, 429 too_many."""
    sensor = _sensor_of(token)
    with writing() as tx:
        _ = tx.number
        _count_reading(tx, sensor)
        entry = tx.office("reading", None, measured | {"sensor": sensor.id}, to=sensor.place)
    return {"id": entry.id, "place": sensor.place, "at_ms": tx.now_ms}


def _sensor_of(token: str | None) -> Any:
    """Read before anything is locked: a flood of bad tokens stops nobody's scans."""
    wanted = select(Sensor.id, Sensor.place, Sensor.heard_ms).where(Sensor.token_hash == hash_of(token or ""), Sensor.revoked_ms.is_(None))
    sensor = db.session.execute(wanted).first()
    if sensor is None:
        raise Refused("unknown_sensor", 401)
    if sensor.heard_ms > clock.now_ms() - APART_MS:
        raise Refused("too_many", 429, retry_after=APART_MS // 1000)
    return sensor


def _count_reading(tx: Tx, sensor: Any) -> None:
    """The update decides: of two at once one is taken, and of one shut out meanwhile none."""
    is_due = (Sensor.id == sensor.id, Sensor.revoked_ms.is_(None), Sensor.heard_ms <= tx.now_ms - APART_MS)
    if db.session.execute(update(Sensor).where(*is_due).values(heard_ms=tx.now_ms)).rowcount != 1:
        raise Refused("too_many", 429, retry_after=APART_MS // 1000)
