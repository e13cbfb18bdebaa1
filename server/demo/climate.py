"""What the keepers of the demo firm read off the dials of store and cabinets; in the pearl cabinet it has become too dry."""

from server.demo.firm import by_key
from server.demo.step import HOUR, SECOND, Step
from server.demo.words import Say

# day, hour, place, who, °C, % relative humidity
READ = (
    (2, 1, "store", "ming", "21.5", "51"), (2, 1, "cab2", "ming", "21.3", "36"), (2, 1, "cab3", "yan", "21.4", "52"),
    (9, 1, "store", "ming", "22.0", "53"), (9, 1, "cab2", "ming", "21.6", "38"), (9, 1, "cab3", "yan", "21.8", "50"),
    (16, 1, "store", "ming", "21.8", "50"), (16, 1, "cab2", "ming", "21.5", "37"), (16, 1, "cab3", "yan", "21.6", "47"),
    (20, 1, "cab2", "ming", "21.2", "36"), (20, 1, "cab3", "yan", "21.4", "39"),
)  # fmt: skip


def climate(say: Say) -> list[Step]:
    """One reading after the other; whoever finds the pearls too dry says why."""
    return [
        Step(
            day, hour * HOUR + 40 * n * SECOND, "keeper", by_key(who), "reading", to=by_key(place),
            body={"temperature_c": celsius, "humidity_pct": humidity} | ({"note": say("dry_air")} if humidity == "39" else {}),
        )
        for n, (day, hour, place, who, celsius, humidity) in enumerate(READ)
    ]  # fmt: skip
