"""The register: what somebody types, and what they find."""

import pytest
from flask import Flask
from sqlalchemy import event, insert

from server.core.tag import spaced
from server.database import db
from server.ledger import finding
from server.stock.samples import COLUMNS, find_samples
from server.stock.tables import Sample
from server.stock.wanted import read_search
from tests.firm import Firm, good
from tests.phone import Phone

RUBY = {
    "metals": [{"metal": "gold", "fineness": 750}],
    "stones": [{"kind": "ruby", "count": 1}],
    "certificates": [{"lab": "GIA", "number": "2141438171"}],
}
PEARL = {"metals": [{"metal": "silver", "fineness": 925}], "stones": [{"kind": "pearl", "count": 2}]}


class Shelf:
    """Three pieces in a tray: a ruby ring, pearl earrings, a plain pendant with a name; Mei holds the pendant."""

    def __init__(self, firm: Firm):
        self.firm = firm
        self.cabinet = firm.place("Cabinet 3")
        self.tray = firm.place("Tray 1", parent=self.cabinet)
        self.mei = firm.person("Mei", "holder", names={"en": "Mei Chan", "zh-Hant": "陳美"})
        self.phone = firm.phone()
        self.ring, *_ = firm.samples(self.phone, 1, self.tray, number="A-7701", facts=RUBY)
        self.earrings, *_ = firm.samples(self.phone, 1, self.tray, number="B-88%2", type="earrings", model="E_9", facts=PEARL)
        self.pendant, *_ = firm.samples(self.phone, 1, self.tray, number="C-1", type="pendant", model="P-1", name="月光 Moonlight")
        self.phone.record("scan_out", sample=self.pendant, to=self.mei)
        self.phone.drain()
        self.names = {self.ring: "ring", self.earrings: "earrings", self.pendant: "pendant"}

    def find(self, **asked: object) -> set[str]:
        query = "&".join(f"{name}={str(value).replace('%', '%25').replace(' ', '%20')}" for name, value in asked.items())
        return {self.names[row["id"]] for row in good(self.firm.boss.get(f"/api/samples?{query}"))["samples"]}


@pytest.fixture
def shelf(firm: Firm) -> Shelf:
    return Shelf(firm)


def test_B1_every_way_to_name_a_piece_finds_it(shelf: Shelf) -> None:
    rows = {name: shelf.firm.sample(id) for id, name in shelf.names.items()}
    found = {
        rows["ring"]["archive_no"]: {"ring"},
        rows["ring"]["archive_no"][-4:]: {"ring"},
        rows["ring"]["tag"]: {"ring"},
        spaced(rows["ring"]["tag"]).lower(): {"ring"},
        "A-7701": {"ring"},
        "7701": {"ring"},
        "a-77": {"ring"},
        "R-102": {"ring"},
        "ruby": {"ring"},
        "紅寶石": {"ring"},
        "紅寶石戒指": {"ring"},
        "18K金紅寶石戒指": {"ring"},
        "18K ruby rings": {"ring"},
        "2141438171": {"ring"},
        "珍珠": {"earrings"},
        "silver earrings": {"earrings"},
        "88%2": {"earrings"},
        "e_9": {"earrings"},
        "moonlight": {"pendant"},
        "月光": {"pendant"},
        "陳美": {"pendant"},
        "陳美吊墜": {"pendant"},
        "mei chan": {"pendant"},
        "tray": {"ring", "earrings"},
        "ruby earrings": set(),
        "E%9": set(),
        "nothing like it": set(),
        "": {"ring", "earrings", "pendant"},
    }
    wrong = {q: shelf.find(q=q) for q, wanted in found.items() if shelf.find(q=q) != wanted}
    assert not wrong
    assert "ring" in shelf.find(q=rows["ring"]["tag"][-4:])


def test_B1_an_old_label_still_finds_the_piece(shelf: Shelf) -> None:
    old = shelf.firm.tag_of(shelf.ring)
    new = good(shelf.firm.boss.post(f"/api/samples/{shelf.ring}/tag", {"reason": "torn"}))["code"]
    assert shelf.find(q=old) == shelf.find(q=new) == {"ring"}


def test_B2_by_place_with_all_its_parts_by_holder_and_by_status(shelf: Shelf) -> None:
    assert shelf.find(place=shelf.cabinet) == shelf.find(place=shelf.tray) == {"ring", "earrings"}
    assert shelf.find(place=shelf.mei) == shelf.find(status="out") == {"pendant"}
    assert shelf.find(place=shelf.cabinet, status="in_store", q="pearl") == {"earrings"}
    assert shelf.find(place="nowhere") == set()


def test_B3_a_row_is_as_phones_have_it(shelf: Shelf) -> None:
    shelf.phone.pull()
    for id in shelf.names:
        assert shelf.firm.sample(id) == shelf.phone.rows["samples"][id]


def test_B4_pages_of_fifty_hold_every_sample_once_newest_first(firm: Firm) -> None:
    phone = firm.phone()
    made = firm.samples(phone, 120, firm.place("Tray"))
    pages = [good(firm.boss.get(f"/api/samples?q=ring&page={n}")) for n in (1, 2, 3, 4)]
    assert [len(page["samples"]) for page in pages] == [50, 50, 20, 0] and {page["total"] for page in pages} == {120}
    listed = [row["id"] for page in pages for row in page["samples"]]
    assert sorted(listed) == sorted(made)
    numbers = [row["archive_no"] for page in pages for row in page["samples"]]
    assert numbers == sorted(numbers, reverse=True)
    plain = [good(firm.boss.get(f"/api/samples?page={n}"))["samples"] for n in (1, 2, 3)]
    assert [row["id"] for page in plain for row in page] == listed


def test_B5_a_page_costs_the_same_few_queries_whatever_is_on_it(app: Flask) -> None:
    """None for each row, and the fold of no sample is read."""
    blank = {"facts": "{}", "quantity": 1, "status": "in_store", "claims": 0, "fold": "x", "commit": 1, "type": "ring"}
    with app.app_context():
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        counts = []
        for n in (1, 3_000):
            rows = [blank | {"id": f"{n}-{i}", "archive_no": f"{n:04}-{i:06}"} for i in range(n)]
            db.session.execute(insert(Sample), rows)
            finding.keep_of([row["id"] for row in rows])
            asked.clear()
            assert find_samples("ring", None, None, 1)["total"] > 0 and find_samples("", None, None, 1)["total"] > 0
            counts.append(len([text for text in asked if text.startswith("SELECT")]))
            assert not any("fold" in text for text in asked)
        assert max(counts) <= 8
        db.session.rollback()
    assert "fold" not in COLUMNS


def test_B6_the_timeline_tells_everything_newest_first(shelf: Shelf) -> None:
    phone: Phone = shelf.phone
    out = phone.record("scan_out", sample=shelf.ring, to=shelf.mei, believed_from=shelf.tray, body={"note": "for the fair"})
    phone.record("undo", sample=shelf.ring, body={"reverses": out.id})
    phone.drain()
    good(shelf.firm.boss.post(f"/api/samples/{shelf.ring}/tag", {"reason": "torn"}))
    told = good(shelf.firm.boss.get(f"/api/samples/{shelf.ring}/timeline"))["entries"]
    assert [entry["kind"] for entry in told] == ["retag", "undo", "scan_out", "register"]
    retag, undo, scan, register = told
    assert (undo["reverses"], scan["reverses"]) == (out.id, None)
    assert (scan["body"], scan["believed_from"]) == ({"note": "for the fair"}, shelf.tray)
    assert (scan["to"], scan["by"]) == (shelf.mei, shelf.firm.boss_id)
    assert register["body"]["facts"] == RUBY and retag["device"] == "office"
    phone.pull()
    pulled = {row["id"]: row for row in phone.rows["entries"].values()}
    assert all(pulled[entry["id"]] == {name: entry[name] for name in pulled[entry["id"]]} for entry in told)


def test_B6_scans_from_before_anybody_knew_the_tag_are_on_the_timeline(firm: Firm) -> None:
    tray, phone, other = firm.place("Tray"), firm.phone(), firm.phone()
    [code] = firm.tags(1)
    seen = other.record("sighting", tag=code, observed_from=tray)
    other.drain()
    ring = phone.uuid()
    phone.record("register", sample=ring, to=tray, body={"tag": code, "number": "X-1", "type": "ring", "facts": {}})
    phone.drain()
    assert seen.id in {entry["id"] for entry in good(firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"]}


def test_B7_words_of_the_trade_are_found_within_chinese_without_blanks() -> None:
    parts = read_search("足金鑽石耳環陳美").parts
    assert [(part.word, part.text) for part in parts] == [("gold", "足金"), ("diamond", "鑽石"), ("earrings", "耳環"), (None, "陳美")]
    types = [part.word for part in read_search("earrings ring rings spring loose stones").parts]
    assert types == ["earrings", "ring", "ring", None, "loose_stone"]
