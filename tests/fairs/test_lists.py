"""A fair's lists over HTTP: the plan edited, the sums, the files read back, the manifest, and who is reminded when."""

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from flask import Flask

from server.core.tag import spaced
from server.paper.title import LANGS
from tests.firm import good
from tests.paper.look import fonts_of, pages_of, text_of
from tests.slips.shop import DAY, NOON, Shop
from tests.stock.test_reminders import reminders, today

GOLD = {"gross_g": "4.210", "metals": [{"metal": "gold", "fineness": 750}], "insured": {"minor": 12_500_000, "currency": "HKD"}}


class Fair:
    """A booth, a safe, three gold rings of which two are named and any one of the model may go beside, and silver that is worth dollars."""

    def __init__(self, shop: Shop, from_day: int | None = None, to_day: int | None = None):
        self.shop, self.id = shop, shop.phone("kit").uuid()
        self.booth, self.safe = shop.firm.place("Booth 12", "booth"), shop.firm.place("Hall safe", "booth")
        self.rings = shop.rings(3, facts=GOLD)
        self.pin = shop.rings(1, model="P-1", facts={"insured": {"minor": 5_000, "currency": "USD"}})[0]
        self.days = [None if day is None else NOON + day * DAY for day in (from_day, to_day)]
        self.plan()

    def line(self, n: int, sample: str, **more: Any) -> dict[str, Any]:
        return {"line": str(n), "sample": sample, "hs": "7113.19", "origin": "HK", "weight_g": "4.210", "value": GOLD["insured"]} | more

    def plan(self, title: str = "Basel", **more: Any) -> None:
        lines = [
            self.line(1, self.rings[0], description="=SUM(A1) 18K金戒指"),
            self.line(2, self.rings[1], item="2a", marks="box 7"),
            {"line": "3", "model": "R-102", "n": 2, "hs": "7113.19"},
            {"line": "4", "sample": self.pin, "hs": "7113.11"},
        ]
        body = {"title": title, "booth": self.booth, "safe": self.safe, "from_ms": self.days[0], "to_ms": self.days[1],
                "team": [self.shop.ids["mei"]], "country": "Switzerland", "carnet": "HK/1234", "lines": lines}  # fmt: skip
        self.shop.say("kit", "fair_plan", fair=self.id, body=body | more)

    def move(self, who: str, kind: str, sample: str, to: str, **body: Any) -> None:
        self.shop.say(who, kind, sample=sample, to=to, fair=self.id, body=body)

    @property
    def row(self) -> dict[str, Any]:
        return good(self.shop.firm.boss.get(f"/api/fairs/{self.id}"))["fair"]

    def get(self, path: str) -> bytes:
        reply = self.shop.firm.boss.talk.client.get(f"/api/fairs/{self.id}/{path}")
        assert reply.status_code == 200, reply.data[:300]
        return reply.data

    def csv(self, of: str = "planned") -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.get(f"customs.csv?lang=en&of={of}").decode("utf-8-sig"), newline="")))


def chain(shop: Shop) -> str:
    """The chain hash at the head, as a phone has it."""
    return good(shop.firm.seat_of(shop.phone("mei")).get(f"/api/sync/chain?at={shop.head()}"))["chain"]


def test_Y3_a_fair_is_numbered_listed_and_edited(shop: Shop) -> None:
    fair = Fair(shop)
    fair.plan("Baselworld", carnet=None)
    told = fair.row
    assert (told["no"][:2], told["status"], told["told"]["title"], told["told"]["carnet"]) == ("F-", "planned", "Baselworld", None)
    assert [one["id"] for one in good(shop.firm.boss.get("/api/fairs?status=planned"))["fairs"]] == [fair.id]
    assert good(shop.firm.boss.get("/api/fairs?status=out"))["fairs"] == []


def test_Y11_the_customs_list_has_every_line_with_its_pieces_and_sums_by_code_and_currency(shop: Shop) -> None:
    fair = Fair(shop)
    rows = fair.csv()
    lines, sums = rows[:4], rows[4:]
    assert [row["Item"] for row in lines] == ["1", "2a", "3", "4"]
    assert [row["Pieces"] for row in lines] == ["1", "1", "2", "1"]
    assert lines[0]["Description"] == "'=SUM(A1) 18K金戒指", "no cell calculates"
    tag = shop.firm.tag_of(fair.rings[0])
    assert (lines[0]["Archive numbers"], lines[0]["Tags"]) == (shop.firm.sample(fair.rings[0])["archive_no"], tag)
    assert lines[0]["Marks"] == f"{lines[0]['Archive numbers']} · {spaced(tag)}" and lines[1]["Marks"] == "box 7"
    assert lines[3]["Value"] == "50.00" and lines[3]["Currency"] == "USD", "what the list leaves open is the register's"
    told = [(row["Description"], row["HS code"], row["Pieces"], row["Weight (g)"], row["Value"], row["Currency"]) for row in sums]
    assert told == [
        ("Total by HS code", "7113.11", "1", "0", "50.00", "USD"),
        ("Total by HS code", "7113.19", "4", "8.420", "250000.00", "HKD"),
        ("Total", "", "5", "8.420", "250000.00", "HKD"),
        ("Total", "", "", "", "50.00", "USD"),
    ]


def test_Y12_the_border_list_is_what_really_went_a_model_by_its_real_pieces_and_what_was_on_no_line(shop: Shop) -> None:
    fair = Fair(shop)
    extra = shop.rings(1, model="X-9", facts=GOLD)[0]
    fair.move("kit", "scan_out", fair.rings[0], fair.booth, fair_line="1")
    fair.move("kit", "scan_out", fair.rings[2], fair.booth, fair_line="3")
    fair.move("kit", "scan_out", extra, fair.booth)
    rows = fair.csv("packed")
    assert [(row["Item"], row["Pieces"], row["Weight (g)"], row["Remark"]) for row in rows[:3]] == [
        ("1", "1", "4.210", ""), ("3", "1", "4.210", ""), ("5", "1", "4.210", "not on the list"),
    ]  # fmt: skip
    assert rows[1]["Archive numbers"] == shop.firm.sample(fair.rings[2])["archive_no"]
    assert rows[-1]["Pieces"] == "3" and rows[-1]["Value"] == "375000.00"
    assert fair.row["told"]["packed"][1]["line"] == "3"


def test_Y13_what_was_put_back_before_the_fair_began_never_crossed_a_border(shop: Shop) -> None:
    fair = Fair(shop, from_day=today(shop) + 2, to_day=today(shop) + 5)
    for ring in fair.rings[:2]:
        fair.move("kit", "scan_out", ring, fair.booth)
    fair.move("kit", "scan_in", fair.rings[0], shop.tray)
    assert [row["Item"] for row in fair.csv("packed") if row["Item"]] == ["2a"]


def test_Y14_the_workbook_holds_numbers_as_numbers_and_no_formula(shop: Shop) -> None:
    fair = Fair(shop)
    for lang in LANGS:
        sheet = openpyxl.load_workbook(io.BytesIO(fair.get(f"customs.xlsx?lang={lang}"))).active
        rows = list(sheet.iter_rows(min_row=2))
        assert rows[0][1].value.startswith("=SUM") and all(cell.data_type != "f" for row in rows for cell in row)
        assert (Decimal(str(rows[0][4].value)), rows[0][5].value, rows[0][8].value) == (Decimal("4.21"), 125_000, "7113.19")


@pytest.mark.parametrize("lang", LANGS)
def test_Y15_the_paper_has_every_line_its_marks_the_sums_and_the_head_of_the_ledger(shop: Shop, lang: str) -> None:
    fair, head = Fair(shop), chain(shop)
    paper = fair.get(f"customs.pdf?lang={lang}")
    text = text_of(paper)
    wanted = ("Basel", "Switzerland", "HK/1234", "7113.19", "7113.11", "2a", "box 7", "HKD 250,000.00", "USD 50.00", "8.420",
              shop.firm.sample(fair.rings[0])["archive_no"])  # fmt: skip
    assert [word for word in wanted if word not in text] == []
    assert "Customs list".upper() in text if lang != "en" else "Customs list" in text
    assert head in "".join(text.split()), "the head of the ledger stands on it"
    assert ("1 / 1" if lang == "en" else "第 1") in text
    assert all(embedded and is_part for _, embedded, is_part in fonts_of(paper)) and pages_of(paper) == 1
    assert "There is nothing on this list." in text_of(fair.get("customs.pdf?of=packed&lang=en"))


def test_Y16_two_taps_to_the_manifest_every_piece_with_number_tag_value_and_where_it_is(shop: Shop) -> None:
    fair = Fair(shop)
    before = text_of(fair.get("manifest.pdf?lang=en"))
    assert shop.firm.sample(fair.pin)["archive_no"] in before, "before anything went: what the list names"
    fair.move("kit", "scan_out", fair.rings[0], fair.booth)
    text = text_of(fair.get("manifest.pdf?lang=en"))
    row = shop.firm.sample(fair.rings[0])
    assert row["archive_no"] in text and spaced(row["tag"])[:9] in text and "HKD 125,000.00" in text and "Booth 12" in text
    assert shop.firm.sample(fair.pin)["archive_no"] not in text


def test_Y17_a_fair_nobody_knows_and_a_list_nobody_keeps_are_told_so(shop: Shop) -> None:
    fair, seat = Fair(shop), shop.firm.boss
    for path in ("", "/customs.pdf", "/customs.xlsx", "/customs.csv", "/manifest.pdf"):
        assert seat.get(f"/api/fairs/{shop.phone('kit').uuid()}{path}").status == 404
    for bad in ("customs.pdf?of=everything", "customs.xlsx?lang=tlh", "manifest.pdf?lang="):
        assert seat.get(f"/api/fairs/{fair.id}/{bad}").status == 422
    assert seat.get("/api/fairs?status=lost").status == 422 and seat.get("/api/fairs?page=0").status == 422


def test_J11_a_fair_that_begins_in_three_days_and_is_not_packed_is_said_to_its_team(shop: Shop) -> None:
    day = today(shop)
    near, far = Fair(shop, day + 2, day + 5), Fair(shop, day + 20, day + 25)
    [told] = reminders(shop.firm, "fair_unpacked")
    assert told["subject"] == near.id != far.id and {shop.ids["mei"], shop.ids["kit"], shop.ids["sue"]} <= set(told["for"])
    for n, sample in enumerate((*near.rings[:2], near.pin), 1):
        near.move("kit", "scan_out", sample, near.booth, fair_line=str(n))
    assert len(reminders(shop.firm, "fair_unpacked")) == 1, "the model's line wants two"
    for ring in (near.rings[2], shop.rings(1)[0]):
        near.move("kit", "scan_out", ring, near.booth, fair_line="3")
    assert reminders(shop.firm, "fair_unpacked") == []


def test_J12_a_fair_that_is_over_is_said_until_its_pieces_are_home_whoever_closes_it(shop: Shop) -> None:
    day = today(shop)
    fair = Fair(shop, day - 5, day - 1)
    fair.move("kit", "scan_out", fair.rings[0], fair.booth)
    fair.move("kit", "scan_out", fair.rings[1], fair.booth)
    shop.say("kit", "fair_close", fair=fair.id)
    [told] = reminders(shop.firm, "fair_out")
    assert told["subject"] == fair.id and told["since_ms"] == NOON + day * DAY
    fair.move("mei", "move", fair.rings[0], fair.safe)
    shop.say("kit", "scan_in", sample=fair.rings[1], to=shop.tray)
    assert len(reminders(shop.firm, "fair_out")) == 1, "what lies in the fair's safe is not home"
    shop.say("kit", "scan_in", sample=fair.rings[0], to=shop.tray)
    assert reminders(shop.firm, "fair_out") == [], "nobody named the fair, and they are home all the same"


def test_Y4_a_night_in_a_store_that_is_the_safe_keeps_the_fair_out_and_the_caches_right(app: Flask, shop: Shop) -> None:
    fair = Fair(shop)
    vault = shop.firm.place("Vault")
    fair.plan(safe=vault)
    fair.move("kit", "scan_out", fair.rings[0], fair.booth)
    fair.move("mei", "move", fair.rings[0], vault)
    assert (fair.row["status"], fair.row["told"]["back"]) == ("out", [])
    fair.move("kit", "scan_in", fair.rings[0], shop.tray)
    assert fair.row["status"] == "back"
