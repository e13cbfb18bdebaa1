"""Times, money and weights as a reader of each language writes them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_MINOR = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MS = 253_370_000_000_000  # in the year 9998; what is later cannot be written as a date


def when(ms: int | None, tz: int, lang: str) -> str:
    """A moment, on the wall of whoever lives ``tz`` minutes east."""
    moment = _moment(ms, tz)
    return f"{_date(moment.date(), lang)}{',' if lang == 'en' else ''} {moment:%H:%M}" if moment else "—"


def day(value: int | str | None, tz: int, lang: str) -> str:
    """A day, given as UTC ms of its local midnight or as YYYY-MM-DD."""
    if isinstance(value, str):
        try:
            return _date(date.fromisoformat(value), lang)
        except ValueError:
            return value
    moment = _moment(value, tz)
    return _date(moment.date(), lang) if moment else "—"


def zone(tz: int) -> str:
    return f"UTC{'-' if tz < 0 else '+'}{abs(tz) // 60:02}:{abs(tz) % 60:02}"


def _moment(ms: int | None, tz: int) -> datetime | None:
    if ms is None or not -_LAST_MS // 5 < ms < _LAST_MS:
        return None
    return _FIRST + timedelta(milliseconds=ms, minutes=tz)


def _date(value: date, lang: str) -> str:
    if lang == "en":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def money(value: Mapping[str, Any] | None) -> str | None:
    """``{"minor": 1250000, "currency": "HKD"}`` is HKD 12,500.00."""
    if not isinstance(value, Mapping) or type(value.get("minor")) is not int or not isinstance(value.get("currency"), str):
        return None
    return amount(value["minor"], value["currency"])


def amount(minor: int, currency: str) -> str:
    if currency in NO_MINOR:
        return f"{currency} {minor:,}"
    return f"{currency} {Decimal(minor) / 100:,.2f}"


def totals(values: Iterable[Mapping[str, Any] | None]) -> dict[str, int]:
    """Minor units by currency; different currencies are never added up."""
    sums: dict[str, int] = {}
    for value in values:
        if money(value) and value:
            sums[value["currency"]] = sums.get(value["currency"], 0) + value["minor"]
    return sums


def decimal(text: Any) -> Decimal | None:
    """A weight as it stands in the facts, or nothing if it is no number."""
    try:
        value = Decimal(str(text)) if text not in (None, "") else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and abs(value) < 10**9 else None


def grams(text: Any, lang: str) -> str | None:
    value = decimal(text)
    return None if value is None else f"{value:,.3f} {'g' if lang == 'en' else '克'}"


def carats(text: Any, lang: str) -> str | None:
    value = decimal(text)
    return None if value is None else f"{value:,.2f} {'ct' if lang == 'en' else '克拉'}"
