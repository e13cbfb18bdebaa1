"""Money as people write it: the currency before, behind or in a column of its own; an unclear one is said."""

import re
from decimal import Decimal
from typing import Any

from server.sheets.cells import Cell
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.numbers import decimal_in, plain

_CURRENCIES = {
    "hk$": "HKD",
    "hkd": "HKD",
    "港幣": "HKD",
    "港币": "HKD",
    "港元": "HKD",
    "hk": "HKD",
    "us$": "USD",
    "usd": "USD",
    "美元": "USD",
    "美金": "USD",
    "rmb": "CNY",
    "cny": "CNY",
    "人民幣": "CNY",
    "人民币": "CNY",
    "cn¥": "CNY",
    "€": "EUR",
    "eur": "EUR",
    "歐元": "EUR",
    "欧元": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "英鎊": "GBP",
    "英镑": "GBP",
    "jpy": "JPY",
    "日元": "JPY",
    "日圓": "JPY",
    "yen": "JPY",
    "chf": "CHF",
    "瑞士法郎": "CHF",
    "sgd": "SGD",
    "s$": "SGD",
    "twd": "TWD",
    "nt$": "TWD",
    "ntd": "TWD",
    "新台幣": "TWD",
    "新臺幣": "TWD",
    "台幣": "TWD",
    "臺幣": "TWD",
    "mop": "MOP",
    "mop$": "MOP",
    "澳門元": "MOP",
    "aud": "AUD",
    "a$": "AUD",
    "cad": "CAD",
    "thb": "THB",
    "inr": "INR",
    "aed": "AED",
    "krw": "KRW",
}
_WHOLE_ONLY = frozenset(("JPY", "KRW"))
_MONEY = re.compile(r"(\D*?)\s*([+\-]?\s*\d[\d.,'’ ]*|[+\-]?\s*[.,]\d+)\s*(\D*)", re.DOTALL)


def read_currency(cell: Cell, _how: How, _doubts: Doubts) -> str:
    """HKD of ``港幣``. Raises Bad unknown_currency."""
    text = plain(cell).casefold().replace(" ", "")
    found = _CURRENCIES.get(text)
    if found is None:
        raise Bad("unknown_currency")
    return found


def read_money(cell: Cell, how: How, doubts: Doubts) -> dict[str, Any]:
    """``HK$12,500.00`` → {"minor": 1250000, "currency": "HKD"}. Raises Bad not_a_number, out_of_range, unknown_currency."""
    match = _MONEY.fullmatch(plain(cell))
    if match is None:
        raise Bad("not_a_number")
    currency, times = _currency(f"{match[1]} {match[3]}".casefold(), how, doubts)
    value = decimal_in(match[2].lstrip("+- "), how, doubts, thousands_likely=True) * times
    minor = value * (1 if currency in _WHOLE_ONLY else 100)
    if match[2].lstrip().startswith("-") or "(" in match[1] or minor > 1 << 52:
        raise Bad("out_of_range")
    if minor != int(minor):
        minor = minor.quantize(Decimal(1))
        doubts.add("rounded", to=f"{minor / (1 if currency in _WHOLE_ONLY else 100):f}")
    return {"minor": int(minor), "currency": currency}


def _currency(around: str, how: How, doubts: Doubts) -> tuple[str, int]:
    """The currency named beside the number, or of the column; and ten thousand for 萬."""
    word = around.replace("(", "").replace(")", "").strip(" .-")
    times = 1
    for ten_thousand in ("萬", "万"):
        if ten_thousand in word:
            word, times = word.replace(ten_thousand, "").strip(), 10_000
    word = re.sub(r"(?<=.)[元圓整]+$", "", word.replace(" ", "")) or word
    if word in ("元", "圓", "塊", ""):
        named = _CURRENCIES.get(how.unit)
    elif word in ("$", "¥"):
        named = _CURRENCIES.get(how.unit) or how.currency
        if named is None or (word == "¥" and named not in ("CNY", "JPY")):
            named = "HKD" if word == "$" else "CNY"
            doubts.add("currency_assumed", currency=named)
        return named, times
    else:
        named = _CURRENCIES.get(word)
        if named is None:
            raise Bad("unknown_currency")
    if named is None:
        named = how.currency
    if named is None:
        named = "HKD"
        doubts.add("currency_assumed", currency=named)
    return named, times


def currency_of(word: str) -> str | None:
    """HKD of ``hk$``; None for what is no currency we know."""
    return _CURRENCIES.get(word.casefold()) or (word.upper() if word.upper() in _CURRENCIES.values() else None)
