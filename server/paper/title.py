"""What a piece is called in the reader's language, composed from its facts; twin of the phone's core/title.ts, held by the same vectors."""

from collections.abc import Mapping
from typing import Any

METALS = {
    "gold": ("gold", "金", "金"),
    "white_gold": ("white gold", "白色黃金", "白色黄金"),  # 白金 is platinum in Hong Kong law
    "rose_gold": ("rose gold", "玫瑰金", "玫瑰金"),
    "platinum": ("platinum", "鉑金", "铂金"),
    "silver": ("silver", "銀", "银"),
}
STONES = {
    "diamond": ("diamond", "鑽石", "钻石"),
    "ruby": ("ruby", "紅寶石", "红宝石"),
    "sapphire": ("sapphire", "藍寶石", "蓝宝石"),
    "emerald": ("emerald", "祖母綠", "祖母绿"),
    "jadeite": ("jadeite", "翡翠", "翡翠"),
    "pearl": ("pearl", "珍珠", "珍珠"),
    "opal": ("opal", "歐泊", "欧泊"),
}
ARTICLES = {
    "ring": ("ring", "戒指", "戒指"),
    "necklace": ("necklace", "項鏈", "项链"),
    "pendant": ("pendant", "吊墜", "吊坠"),
    "earrings": ("earrings", "耳環", "耳环"),
    "bracelet": ("bracelet", "手鏈", "手链"),
    "brooch": ("brooch", "胸針", "胸针"),
    "mock_up": ("mock-up", "樣版", "样版"),
}
KARATS = {333: "8K", 375: "9K", 585: "14K", 750: "18K", 916: "22K"}
LANGS = ("en", "zh-Hant", "zh-Hans")


def title(row: Mapping[str, Any], facts: Mapping[str, Any], lang: str) -> str:
    """A typed name overrides; a row without facts is called by its model or number. 足金 is ≥ 999 in Hong Kong, ≥ 990 on the mainland."""
    numbered = row.get("model") or row.get("number") or row.get("archive_no") or row.get("tag") or "—"
    return row.get("name") or _composed(row.get("type"), facts, lang) or numbered


def metal_words(metal: Mapping[str, Any], lang: str) -> str:
    """足金, 18K金, 18K gold, Pt950鉑金, 925 silver."""
    name, fineness = _word(METALS, metal["metal"], lang), metal.get("fineness")
    if not fineness:
        return name
    if metal["metal"] == "gold" and fineness >= (990 if lang == "zh-Hans" else 999):
        return "fine gold" if lang == "en" else "足金"
    if metal["metal"] == "platinum":
        mark = f"Pt{fineness}"
    else:
        mark = str(fineness) if metal["metal"] == "silver" else KARATS.get(fineness, str(fineness))
    return f"{mark} {name}" if lang == "en" else f"{mark}{name}"


def _composed(kind: str | None, facts: Mapping[str, Any], lang: str) -> str | None:
    stones = facts.get("stones") or []
    if kind == "loose_stone":
        return _loose(stones, lang)
    metals = facts.get("metals") or []
    kinds = list(dict.fromkeys(_word(STONES, stone["kind"], lang) for stone in stones))[:2]
    parts = [metal_words(metals[0], lang) if metals else "", (" and " if lang == "en" else "").join(kinds)]
    parts.append(_word(ARTICLES, kind, lang) if kind else "")
    return (" " if lang == "en" else "").join(part for part in parts if part) or None


def _loose(stones: list, lang: str) -> str:
    kind = _word(STONES, stones[0]["kind"], lang) if stones else ""
    carats = stones[0].get("ct") if stones else None
    if lang == "en":
        return (f"{carats} ct " if carats else "") + (f"loose {kind}" if kind else "loose stone")
    return (f"{carats}克拉" if carats else "") + f"{kind}裸石"


def _word(words: Mapping[str, tuple[str, str, str]], key: str, lang: str) -> str:
    return words[key][LANGS.index(lang)] if key in words else key.replace("_", " ")
