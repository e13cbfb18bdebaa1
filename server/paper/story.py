"""Says every entry of the ledger as a sentence, with what else it tells below; no code of the wire is left standing."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from server.core.tag import spaced
from server.ledger.cursor import OFFICE
from server.paper import parts
from server.paper.figures import day, grams, money
from server.paper.history import Told
from server.paper.names import Names
from server.paper.words import any_name, label, said, term
from server.paper.words.sentences import SENTENCES

MATTERS = ("slip", "receipt", "repair")
_MATTER_WORDS = {"slip": "slip", "receipt": "receipt_no", "repair": "repair"}


Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """``sentence`` says what happened; ``details`` are (what, how much) in the reader's words."""

    sentence: str
    details: tuple[tuple[str, str], ...]


def say(told: Told, names: Names, tz: int, reversed_: Told | None = None, before: Values | None = None) -> Said:
    """``reversed_``: of an undo, the entry it took back; ``before``: of an amendment, what stood there."""
    return Said(_sentence(told, names, reversed_), _details(told, names, tz, before or {}))


def _sentence(told: Told, names: Names, reversed_: Told | None) -> str:
    lang, body = names.lang, told.body
    words = {
        "by": names.of(told.by, "nobody") if told.by else label("office", lang),
        "to": names.of(told.to),
        "from_": names.of(_text(body.get("from")), "nobody"),
        "seen": names.of(_text(told.action.get("observed_from"))),
        "client": names.of(told.to) if told.to else _text(body.get("client_name")) or label("client", lang),
        "receiver": names.of(_text(body.get("receiver")), "nobody"),
        "what": _sentence(reversed_, names, None) if reversed_ else "",
        **{of: names.numbers.get(told.action.get(of) or "", "") for of in MATTERS},
    }
    sentence = said(SENTENCES[_way(told, reversed_)], lang).format(**words)
    return " ".join(sentence.replace(" .", ".").split())


def _way(told: Told, reversed_: Told | None) -> str:
    """Which of the sentences of its kind fits."""
    ways = {
        "hand_over": "hand_over.taken" if told.by == told.to and told.body.get("from") else "hand_over",
        "give": "give" if told.to else "give.offered",
        "sighting": "sighting.at" if told.action.get("observed_from") else "sighting",
        "settle": "settle.at" if told.to else "settle",
        "undo": "undo.what" if reversed_ else "undo",
    }
    return ways.get(told.kind, told.kind if told.kind in SENTENCES else "unknown")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _details(told: Told, names: Names, tz: int, before: Values) -> tuple[tuple[str, str], ...]:
    found = [
        (label(_MATTER_WORDS[of], names.lang), names.numbers[id])
        for of in MATTERS
        if (id := told.action.get(of)) in names.numbers and f"{{{of}}}" not in SENTENCES.get(told.kind, SENTENCES["unknown"])[0]
    ]
    if told.action.get("quantity", 1) != 1:
        found.append((label("quantity", names.lang), str(told.action["quantity"])))
    for key, (word, tell) in _TELL.items():
        value = told.body.get(key)
        text = tell(value, names, tz) if value not in (None, "", [], {}) else None
        if text:
            found.append((label(word, names.lang), text))
    if told.kind == "amend":
        found += amended(told.body, before, names, tz)
    if told.body.get("off_slip") is True:
        found.append((label("flags", names.lang), label("off_slip", names.lang)))
    return tuple(found)


Tell = Callable[[Any, Names, int], str | None]


def _as_typed(value: Any, _names: Names, _tz: int) -> str | None:
    return str(value) if isinstance(value, str | int | float) else None


def _term(group: str) -> Tell:
    return lambda value, names, _tz: term(group, value, names.lang) if isinstance(value, str | int) else None


def _condition(value: Any, names: Names, _tz: int) -> str:
    return term("condition", value, names.lang, names.grades)


def _day(value: Any, names: Names, tz: int) -> str:
    return day(value, tz, names.lang)


def _certificate(value: Any, names: Names, _tz: int) -> str | None:
    if not isinstance(value, Mapping):
        return None
    matched = label("matched" if value.get("matched") else "unmatched", names.lang)
    return " ".join(str(part) for part in (value.get("lab"), value.get("number")) if part) + f" ({matched})"


# What may stand in a body, in the order it is told: (its word, how it is said).
_TELL: dict[str, tuple[str, Tell]] = {
    "line": ("line", lambda value, names, tz: _as_typed(value, names, tz) if len(str(value)) <= 8 else None),
    "purpose": ("purpose", _term("purpose")),
    "client": ("client", lambda value, names, _tz: names.of(_text(value))),
    "client_name": ("client", _as_typed),
    "interest": ("interest", _term("interest")),
    "satisfaction": ("satisfaction", lambda value, _names, _tz: f"{value} / 5"),
    "remark": ("remark", _as_typed),
    "outcome": ("outcome", _term("outcome")),
    "decision": ("decision", _term("decision")),
    "counted": ("counted", _as_typed),
    "grade": ("grade", _term("grade")),
    "fault": ("fault", _as_typed),
    "gross_g": ("weight", lambda value, names, _tz: grams(value, names.lang)),
    "condition": ("condition", _condition),
    "complete": ("complete", _term("yes_no")),
    "missing": ("missing", _as_typed),
    "certificate": ("certificate", _certificate),
    "returned_by": ("returned_by", lambda value, names, _tz: names.of(_text(value), "nobody")),
    "estimate": ("estimate", lambda value, _names, _tz: money(value)),
    "cost": ("cost", lambda value, _names, _tz: money(value)),
    "work": ("work", _as_typed),
    "due_ms": ("due", _day),
    "back_ms": ("back_date", _day),
    "temperature_c": ("temperature", lambda value, _names, _tz: f"{value} °C"),
    "humidity_pct": ("humidity", lambda value, _names, _tz: f"{value} %"),
    "code": ("tag", lambda value, _names, _tz: spaced(value) if isinstance(value, str) else None),
    "reason": ("reason", _as_typed),
    "note": ("note", _as_typed),
    "photos": ("photos_n", lambda value, _names, _tz: str(len(value)) if isinstance(value, list) else None),
}
_AMENDED: dict[str, Tell] = {
    "number": _as_typed,
    "type": _term("type"),
    "category": lambda value, names, _tz: term("category", value, names.lang, names.categories),
    "model": _as_typed,
    "name": _as_typed,
    "home": lambda value, names, _tz: names.of(_text(value)),
    "arrived": _day,
}
_FACTS: dict[str, tuple[str, Tell]] = {
    "gross_g": ("weight", lambda value, names, _tz: grams(value, names.lang)),
    "size": ("size", _as_typed),
    "dimensions": ("dimensions", _as_typed),
    "client": ("client", lambda value, names, _tz: names.of(value) if value in names.places else str(value)),
    "supplier": ("supplier", lambda value, names, _tz: names.of(value) if value in names.places else str(value)),
    "ownership": ("ownership", _term("ownership")),
    "insured": ("insured", lambda value, _names, _tz: money(value)),
    "notes": ("note", _as_typed),
    "metals": ("metals", lambda value, names, _tz: ", ".join(parts.metals({"metals": value}, names.lang)) or None),
    "stones": ("stones", lambda value, names, _tz: ", ".join(parts.stones({"stones": value}, names.lang)) or None),
    "certificates": ("certificates", lambda value, names, tz: ", ".join(parts.certificates({"certificates": value}, names.lang)) or None),
}


def values_in(body: Mapping[str, Any]) -> dict[str, Any]:
    """What a registration or an amendment says of the piece, flat: ``model``, ``facts.gross_g``, ``custom.colour``."""
    facts = body.get("facts") if isinstance(body.get("facts"), Mapping) else {}
    custom = facts.get("custom") if isinstance(facts.get("custom"), Mapping) else {}
    found = {key: body[key] for key in _AMENDED if key in body}
    found |= {f"facts.{key}": facts[key] for key in _FACTS if key in facts}
    return found | {f"custom.{key}": value for key, value in custom.items()}


def values_before(entries: Iterable[Told], undone: Collection[str]) -> dict[str, Values]:
    """By the id of each amendment, what stood there before it."""
    now: dict[str, Any] = {}
    before: dict[str, Values] = {}
    for told in entries:
        if told.kind in ("register", "amend") and told.id not in undone:
            before[told.id] = dict(now)
            now |= values_in(told.body)
    return before


def amended(body: Mapping[str, Any], before: Values, names: Names, tz: int) -> list[tuple[str, str]]:
    """Field by field what was and what is now; — where there was nothing, or nothing is left."""
    found = []
    for key, value in values_in(body).items():
        word, tell = _field(key, names)
        was, now = _or_dash(tell, before.get(key), names, tz), _or_dash(tell, value, names, tz)
        found.append((word, label("was_now", names.lang, was=was, now=now) if was != now else now))
    return found


def _field(key: str, names: Names) -> tuple[str, Tell]:
    group, _, name = key.rpartition(".")
    if group == "custom":
        return field_name(name, names), lambda value, names, _tz: custom_value(name, value, names)
    word, tell = _FACTS[name] if group == "facts" else (name, _AMENDED[name])
    return label(word, names.lang), tell


def _or_dash(tell: Tell, value: Any, names: Names, tz: int) -> str:
    return (tell(value, names, tz) if value not in (None, "", [], {}) else None) or "—"


def field_name(key: str, names: Names) -> str:
    """What the firm calls a field of its own."""
    known = names.fields.get(key)
    return any_name(known["names"], names.lang) if known else key.replace("_", " ")


def custom_value(key: str, value: Any, names: Names) -> str:
    """As typed; of a choice, the words the firm gave for it."""
    if value is None:
        return "—"
    if (names.fields.get(key) or {}).get("kind") == "date":
        return day(str(value), 0, names.lang)
    choices = {row["key"]: row["names"] for row in (names.fields.get(key) or {}).get("choices") or [] if isinstance(row, dict)}
    return any_name(choices[value], names.lang) if value in choices else str(value)


def has_two_times(told: Told) -> bool:
    """Whether both are worth saying: it became known a minute or more after it happened."""
    return told.device != OFFICE and told.received_ms - told.order_ms >= 60_000


def flags_of(told: Told, lang: str) -> list[str]:
    """What the office noted when it came; late arrivals are said by their two times."""
    return [term("flag", reason, lang) for reason in told.noted if reason != "late"]
