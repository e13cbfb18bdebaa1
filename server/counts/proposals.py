"""Spot counts proposed for today, from the register as it is now."""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select

from server.core.spot import DAY_MS, Lying, draw
from server.database import db
from server.ledger.firm import firm_now
from server.stock.matters import all_matters
from server.stock.tables import Place, Sample
from server.web import clock

COUNTED = ("store", "booth")


def proposals() -> dict[str, Any]:
    """``answers``: whose place it is, who is not to count it. A place that is being counted now is left out."""
    now_ms, firm = clock.now_ms(), firm_now()
    running = {count["told"]["place"] for count in all_matters("count", ("open",))}
    places = set(db.session.scalars(select(Place.id).where(Place.kind.in_(COUNTED), Place.retired.is_(False)))) - running
    spots = draw(_lying(places), now_ms)
    return {"day": now_ms // DAY_MS, "proposals": [_told(spot) | {"answers": firm.answers_for(spot.place)} for spot in spots]}


def _told(spot: Any) -> dict[str, Any]:
    value = [{"minor": minor, "currency": currency} for currency, minor in sorted(spot.value.items())]
    return {"place": spot.place, "pieces": spot.pieces, "value": value, "unseen_days": spot.unseen_days}


def _lying(places: set[str]) -> Iterator[Lying]:
    columns = (Sample.place, Sample.quantity, Sample.at, Sample.facts, Sample.happened_ms)
    for place, quantity, at, facts, seen_ms in db.session.execute(select(*columns).where(Sample.place.is_not(None))):
        for here, many in (orjson.loads(at) if at else {place: quantity}).items():
            if here in places and many > 0:
                yield Lying(here, many, *_worth(orjson.loads(facts), many, quantity), seen_ms)


def _worth(facts: dict[str, Any], many: int, of: int) -> tuple[int | None, str | None]:
    """What a phone wrote is whatever a phone wrote: what is no amount is none."""
    insured = facts.get("insured")
    if type(insured) is not dict or type(insured.get("minor")) is not int or type(insured.get("currency")) is not str:
        return None, None
    return max(0, insured["minor"]) * many // of, insured["currency"]
