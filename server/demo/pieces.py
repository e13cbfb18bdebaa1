"""Three hundred pieces as a Hong Kong house would have them: metal, fineness, weights, stones, certificates, insured value."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from server.demo.firm import COLLECTIONS, TRAYS
from server.demo.ids import demo_id, demo_tag

# type, how many, model prefix, net metal in g (from, to)
KINDS = (
    ("ring", 112, "R", (2.4, 6.8)),
    ("pendant", 58, "P", (1.2, 4.6)),
    ("earrings", 48, "E", (1.8, 5.2)),
    ("necklace", 26, "N", (6.0, 24.0)),
    ("bracelet", 20, "B", (7.0, 26.0)),
    ("loose_stone", 36, "S", (0.0, 0.0)),
)
# metal, fineness, HKD a gram of the alloy, weight in the draw
METALS = (
    ("white_gold", 750, 640, 30),
    ("gold", 750, 640, 26),
    ("rose_gold", 750, 640, 14),
    ("platinum", 950, 300, 14),
    ("gold", 999, 850, 10),
    ("silver", 925, 9, 6),
)
# kind, shapes, ct (from, to), HKD a carat, laboratory, weight in the draw
STONES = (
    ("diamond", ("round", "oval", "cushion", "emerald_cut", "pear"), (0.30, 3.02), 48_000, "GIA", 40),
    ("ruby", ("oval", "cushion"), (0.60, 3.40), 36_000, "GRS", 14),
    ("sapphire", ("oval", "cushion", "round"), (0.80, 5.10), 16_000, "SSEF", 16),
    ("emerald", ("emerald_cut", "oval"), (0.70, 4.20), 21_000, "Gübelin", 12),
    ("jadeite", ("cabochon",), (3.10, 18.40), 9_000, "HKJSL", 10),
    ("pearl", ("round",), (6.00, 22.00), 900, None, 6),
    ("opal", ("cabochon",), (1.10, 6.30), 4_200, None, 4),
)
TREATMENT = {"ruby": ("none", "heated"), "sapphire": ("heated", "none"), "emerald": ("minor oil", "none"), "jadeite": ("none",)}
SIZES = {"ring": ("HK 11", "HK 12", "HK 13", "HK 14", "HK 16"), "necklace": ("42 cm", "45 cm"), "bracelet": ("17 cm", "18 cm")}


@dataclass(frozen=True, slots=True)
class Piece:
    """One demo sample, ready to be registered. ``n`` counts from 1; weights are decimal strings in g and ct."""

    n: int
    type: str
    model: str
    number: str
    category: str
    facts: dict
    tray: str
    quantity: int = 1

    @property
    def id(self) -> str:
        return demo_id("sample", self.n)

    @property
    def tag(self) -> str:
        return demo_tag("sample", self.n)

    @property
    def registration(self) -> dict:
        """The body of its registration."""
        return {
            "tag": self.tag, "number": self.number, "type": self.type, "category": self.category, "model": self.model,
            "name": None, "facts": self.facts, "home": self.tray, "arrived": None,
        }  # fmt: skip


def pieces(seed: int = 7) -> list[Piece]:
    """All demo pieces; the same for the same seed."""
    draw = Random(seed)
    found: list[Piece] = []
    for kind, how_many, prefix, grams in KINDS:
        found += [_piece(draw, len(found) + 1 + k, kind, f"{prefix}-{101 + k // 3}", grams) for k in range(how_many)]
    return found


def _piece(draw: Random, n: int, kind: str, model: str, grams: tuple[float, float]) -> Piece:
    stones = _stones(draw, kind)
    metals, metal_minor = ([], 0) if kind == "loose_stone" else _metal(draw, grams)
    carats = sum((Decimal(stone["ct"]) for stone in stones), Decimal(0))
    gross = sum((Decimal(metal["net_g"]) for metal in metals), Decimal(0)) + carats / 5
    facts = {
        "gross_g": f"{gross:.3f}",
        "metals": metals,
        "stones": stones,
        "certificates": _papers(draw, stones),
        "ownership": draw.choices(("own", "memo_in", "client_property"), (78, 15, 7))[0],
        "insured": {"minor": round((metal_minor + _stone_minor(stones)) * 1.35 / 10_000 + 1) * 10_000, "currency": "HKD"},
    }
    if kind in SIZES:
        facts["size"] = draw.choice(SIZES[kind])
    category = draw.choices(("new", "display", "custom", "returned"), (44, 34, 16, 6))[0]
    if kind != "loose_stone":
        facts["custom"] = {"collection": COLLECTIONS[int(model[2:]) % len(COLLECTIONS)], "mould": f"M{model}"}
    return Piece(n, kind, model, f"LS{26000 + n}", "press" if n % 41 == 0 else category, facts, _tray(n, metals, stones))


def _tray(n: int, metals: list[dict], stones: list[dict]) -> str:
    """Pearls and opals where it is not dry, silver where it is; a piece of both goes with its pearl."""
    if any(stone["kind"] in ("pearl", "opal") for stone in stones):
        trays = TRAYS["cab3"]
    elif any(metal["metal"] == "silver" for metal in metals):
        trays = TRAYS["cab2"]
    else:
        trays = (*TRAYS["cab1"], *TRAYS["cab4"])
    return trays[n % len(trays)].id


def _metal(draw: Random, grams: tuple[float, float]) -> tuple[list[dict], int]:
    metal, fineness, price, _ = draw.choices(METALS, [row[3] for row in METALS])[0]
    net = Decimal(draw.randrange(int(grams[0] * 1000), int(grams[1] * 1000), 5)) / 1000
    return [{"metal": metal, "fineness": fineness, "net_g": f"{net:.3f}"}], int(net * price * 100)


def _stones(draw: Random, kind: str) -> list[dict]:
    stone, shapes, carats, _, _, _ = draw.choices(STONES, [row[5] for row in STONES])[0]
    largest = carats[1] if kind in ("ring", "pendant", "loose_stone") else carats[1] * 0.6
    ct = Decimal(draw.randrange(int(carats[0] * 100), int(largest * 100) + 1)) / 100
    count = 2 if kind == "earrings" else 1
    found = [{"kind": stone, "shape": draw.choice(shapes), "count": count, "ct": f"{ct * count:.2f}"}]
    if stone == "diamond":
        found[0] |= {"colour": draw.choice("DEFGHIJ"), "clarity": draw.choice(("IF", "VVS1", "VVS2", "VS1", "VS2", "SI1"))}
    if stone in TREATMENT:
        found[0]["treatment"] = draw.choice(TREATMENT[stone])
    if kind != "loose_stone" and stone not in ("diamond", "pearl") and draw.random() < 0.6:
        found.append({"kind": "diamond", "shape": "round", "count": draw.randrange(8, 40, 2), "ct": f"{draw.randrange(12, 90) / 100:.2f}"})
    return found


def _papers(draw: Random, stones: list[dict]) -> list[dict]:
    lab = next(row[4] for row in STONES if row[0] == stones[0]["kind"])
    if lab is None or Decimal(stones[0]["ct"]) < Decimal("0.5"):
        return []
    year = draw.randrange(2022, 2027)
    house = f"{lab[:3].upper()}{year}-{draw.randrange(100_000, 999_999)}"
    number = f"{draw.randrange(1_100_000_000, 7_599_999_999)}" if lab == "GIA" else house
    return [{"lab": lab, "number": number, "date": f"{year}-{draw.randrange(1, 10):02d}-{draw.randrange(1, 29):02d}"}]


def _stone_minor(stones: list[dict]) -> int:
    prices = {row[0]: row[3] for row in STONES}
    return sum(int(Decimal(stone["ct"]) * prices[stone["kind"]] * 100) for stone in stones)
