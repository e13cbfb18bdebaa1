"""What a place offers and a material needs: °C, % relative humidity, and a few words a keeper understands."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from marshmallow import Schema
from marshmallow.validate import Range

from server.stock.fields import Between, Number
from server.web.fields import Flag

# What is measured, under which key of a reading's body.
MEASURED = {"temperature": "temperature_c", "humidity": "humidity_pct"}


class OffersArgs(Schema):
    """What lying here is like. What is not said counts as the place around it says."""

    temperature = Between(-40, 90)
    humidity = Between(0, 100)
    dry = Flag()
    sulphur_free = Flag()
    halogen_free = Flag()
    soft_lined = Flag()


class NeedsArgs(OffersArgs):
    """What a material asks for. ``dry`` false: it must not be dry. ``hardness`` is Mohs'; ``apart_from_hard``: not beside harder things."""

    apart_from_hard = Flag()
    hardness = Number(validate=Range(0, 10, min_inclusive=False))


class Surrounding(NamedTuple):
    """A place as its readings are judged."""

    parent: str | None
    offers: Mapping[str, Any] | None


def limits(place: str, places: Mapping[str, Surrounding]) -> dict[str, tuple[float, float]]:
    """For each measure the range that the nearest place up the tree states."""
    found: dict[str, tuple[float, float]] = {}
    for around in _upwards(place, places):
        for measure in MEASURED:
            ends = (around.offers or {}).get(measure)
            if ends and measure not in found:
                found[measure] = (ends[0], ends[1])
    return found


def outside(body: Mapping[str, Any], allowed: Mapping[str, tuple[float, float]]) -> list[str]:
    """The measures of a reading that are out of range; what cannot be read as a number is not judged."""
    return [measure for measure, ends in allowed.items() if _is_outside(body.get(MEASURED[measure]), ends)]


def _is_outside(value: Any, ends: tuple[float, float]) -> bool:
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return False
    return number is not None and number.is_finite() and not Decimal(str(ends[0])) <= number <= Decimal(str(ends[1]))


def _upwards(place: str, places: Mapping[str, Surrounding]) -> Iterator[Surrounding]:
    """The place and what it lies in; each once, whatever the rows say."""
    here: str | None = place
    seen: set[str] = set()
    while here is not None and here in places and here not in seen:
        seen.add(here)
        yield places[here]
        here = places[here].parent
