"""Stones as a register describes them: ``鑽石 0.52ct D VVS1``, ``Ruby oval 1.02 ct x2``; and each part in a column of its own."""

import re
from typing import Any

from server.sheets.cells import Cell, is_nothing, narrow, shown
from server.sheets.doubt import Bad, Doubts, How
from server.sheets.numbers import read_carats, read_quantity
from server.stock.words import STONES

_MORE = {
    "diamond": ("diamonds", "鑽", "钻", "dia", "dd"),
    "ruby": ("紅寶", "红宝"),
    "sapphire": ("藍寶", "蓝宝", "sapphires"),
    "emerald": ("emeralds",),
    "jadeite": ("玉", "fei cui"),
    "pearl": ("pearls", "珠", "南洋珠", "大溪地珍珠"),
    "opal": ("opals", "澳寶", "澳宝"),
}
_KINDS = {word: name for table in (STONES, _MORE) for name, words in table.items() for word in (*words, name)}
_KIND = re.compile(
    "|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in sorted(_KINDS, key=len, reverse=True))
)
_SHAPES = {
    "round": ("round", "brilliant", "圓形", "圆形", "圓鑽", "圓", "圆", "rd", "rbc"),
    "oval": ("oval", "橢圓形", "椭圆形", "橢圓", "椭圆", "蛋形", "ov"),
    "cushion": ("cushion", "枕形", "墊形", "垫形"),
    "emerald_cut": ("emerald cut", "emerald_cut", "祖母綠形", "祖母绿形", "祖母綠切割", "祖母绿切割"),
    "pear": ("pear", "梨形", "水滴形", "水滴"),
    "princess": ("princess", "公主方"),
    "marquise": ("marquise", "馬眼形", "马眼形", "馬眼", "马眼"),
    "heart": ("heart", "心形"),
    "cabochon": ("cabochon", "蛋面", "cab"),
    "baguette": ("baguette", "梯方"),
    "radiant": ("radiant", "雷地恩"),
    "asscher": ("asscher",),
    "trillion": ("trillion", "三角形"),
    "square": ("square", "方形"),
}
_SHAPE = {word: name for name, words in _SHAPES.items() for word in words}
_SHAPE_IN = re.compile(
    "|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in sorted(_SHAPE, key=len, reverse=True))
)
_WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(cts?|carats?|克拉|卡|分|pts?)(?![a-z金])")
_COUNT = re.compile(r"(\d{1,5})\s*(?:pcs?|粒|顆|颗|枚|件|stones?)(?![a-z])|[x×*]\s*(\d{1,5})(?![\d.])|(?<![\d.])(\d{1,5})\s*[x×*]")
_CLARITY = re.compile(r"(?<![a-z0-9])(fl|if|vvs[12]?|vs[12]?|si[123]?|i[123])(?![a-z0-9])")
_COLOUR = re.compile(r"(?<![a-z0-9])([d-m])(?:\s*(?:色|colou?r))?(?![a-z0-9])")
_CUTS = re.compile(r"[;、\n]|(?<=\D)\+")
_ROLE = re.compile(r"^(?:主石|副石|配石|main stone|side stones?|cent(?:re|er) stone)\s*[:：]?")


def read_stones(cell: Cell, how: How, doubts: Doubts) -> list[dict[str, Any]]:
    """Each stone as on the wire; what is left over and not understood is a doubt. Raises Bad karat_is_fineness, unknown_stone."""
    parts = [one.strip() for part in _CUTS.split(narrow(shown(cell))) for one in _at_commas(part)]
    return [_stone(part, how, doubts) for part in parts if part and not is_nothing(part)]


def _at_commas(part: str) -> list[str]:
    """A comma parts two stones only where each side names one: ``Emerald, emerald cut`` is one stone."""
    pieces = re.split(r"(?<!\d),|,(?!\d)", part)
    return pieces if all(_KIND.search(_SHAPE_IN.sub(" ", piece.casefold())) for piece in pieces) else [" ".join(pieces)]


def _stone(text: str, how: How, doubts: Doubts) -> dict[str, Any]:
    rest = _ROLE.sub("", text.casefold()).strip()
    if re.search(r"(?<!\d)\d{1,2}\s*k\b", rest):
        raise Bad("karat_is_fineness")
    found: dict[str, Any] = {}
    rest = _take(_WEIGHT, rest, lambda match: found.update(ct=read_carats(match[0], how, doubts)))
    rest = _take(_SHAPE_IN, rest, lambda match: found.update(shape=_SHAPE[match[0]]))
    rest = _take(_KIND, rest, lambda match: found.update(kind=_KINDS[match[0]]))
    rest = _take(_COUNT, rest, lambda match: found.update(count=int(match[1] or match[2] or match[3])))
    rest = _take(_CLARITY, rest, lambda match: found.update(clarity=match[0].upper()))
    rest = _take(_COLOUR, rest, lambda match: found.update(colour=match[1].upper()))
    left = " ".join(rest.split()).strip(" .-/():,")
    if "kind" not in found:
        if not left or len(left) > 40 or re.search(r"\d", left):
            raise Bad("no_stone")
        doubts.add("unknown_stone")
        found["kind"] = left
    elif left:
        doubts.add("not_understood", left=left[:80])
    return {"kind": found.pop("kind"), **found}


def _take(pattern: re.Pattern[str], text: str, use: Any) -> str:
    match = pattern.search(text)
    if match is None:
        return text
    use(match)
    return f"{text[: match.start()]} {text[match.end() :]}"


def read_kind(cell: Cell, how: How, doubts: Doubts) -> dict[str, Any]:
    """A column of stones may say more than the kind. A stone we do not know keeps its name."""
    text = shown(cell)
    plain = narrow(text).casefold()
    if plain in _KINDS:
        return {"kind": _KINDS[plain]}
    if not _KIND.search(plain) and not re.search(r"\d", plain):
        if len(text) > 40:
            raise Bad("too_long", most=40)
        doubts.add("unknown_stone")
        return {"kind": plain}
    return _stone(text, how, doubts)


def read_shape(cell: Cell, _how: How, _doubts: Doubts) -> str:
    text = shown(cell)
    if len(text) > 40:
        raise Bad("too_long", most=40)
    return _SHAPE.get(narrow(text).casefold(), text)


def read_ct(cell: Cell, how: How, doubts: Doubts) -> dict[str, Any]:
    """``0.52``, ``0.52ct``, and ``0.52ct/1粒`` with the count."""
    text = narrow(shown(cell)).casefold()
    count = re.fullmatch(r"(.+?)\s*[/x×*]\s*(\d{1,5})\s*(?:粒|顆|颗|pcs?|p)?|(\d{1,5})\s*(?:粒|顆|颗|pcs?|p)\s*[/x×*]?\s*(.+)", text)
    if count is None:
        return {"ct": read_carats(cell, how, doubts)}
    weight, n = (count[1], count[2]) if count[1] else (count[4], count[3])
    return {"ct": read_carats(weight, how, doubts), "count": int(n)}


def read_count(cell: Cell, how: How, doubts: Doubts) -> int:
    return read_quantity(cell, how, doubts)


def is_stone(text: str) -> bool:
    return _KIND.search(narrow(text).casefold()) is not None


def kinds_in(text: str) -> list[str]:
    """The stones a name names, in their order."""
    return list(dict.fromkeys(_KINDS[match[0]] for match in _KIND.finditer(narrow(text).casefold())))
