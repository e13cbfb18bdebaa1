"""Lists as files: what goes out comes back in, no cell calculates, and every language has its own headings."""

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from flask import Flask

from server.sheets.export_words import HEADERS, LANGS, header
from server.sheets.words import OTHERWISE, comparable, field_of
from tests.firm import Firm, good
from tests.sheets.desk import Desk

FACTS: dict[str, Any] = {
    "gross_g": "4.215",
    "metals": [{"metal": "white_gold", "fineness": 750, "net_g": "3.9"}, {"metal": "platinum", "fineness": 950}],
    "stones": [
        {"kind": "ruby", "shape": "oval", "count": 1, "ct": "1.02", "colour": "vivid red", "treatment": "heated", "origin": "Mogok"},
        {"kind": "diamond", "count": 12, "ct": "0.3", "colour": "F", "clarity": "VS1", "cut": "excellent"},
    ],
    "certificates": [{"lab": "GRS", "number": "GRS2024-031234", "date": "2024-03-05"}, {"lab": "GIA", "number": "002141438171"}],
    "client": '=HYPERLINK("http://x")',
    "supplier": "+852 1234",
    "ownership": "client_property",
    "insured": {"minor": 1250050, "currency": "USD"},
    "size": "HK 12",
    "dimensions": "12 x 8 mm",
    "notes": '-first line\nsecond; "quoted", with comma',
    "custom": {"finish": "@matte"},
}


@pytest.fixture
def desk(app: Flask, firm: Firm) -> Desk:
    return Desk(app, firm)


def export(desk: Desk, wanted: str = "samples", replies: int = 200, **asked: str) -> bytes:
    reply = desk.client.get(f"/api/exports/{wanted}", query_string=asked)
    assert reply.status_code == replies, reply.data[:400]
    return reply.data


def as_dicts(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def stocked(firm: Firm) -> list[str]:
    """Three pieces, the first with everything a registration can hold."""
    safe = firm.place("Safe")
    tray = firm.place("Tray 1", parent=safe)
    firm.place("Tray 1", parent=firm.place("Vault"))
    phone = firm.phone()
    body = {
        "number": "=1+1",
        "type": "ring",
        "category": "custom",
        "model": "R-102",
        "name": "'quoted",
        "facts": FACTS,
        "arrived": "2024-03-05",
        "home": tray,
    }
    made = firm.samples(phone, 1, tray, **body)
    made += firm.samples(phone, 1, tray, number="1E5", type="loose_stone", facts={"stones": [{"kind": "opal", "ct": "2.5"}]}, name=None)
    return made + firm.samples(phone, 1, safe, number="000123456789012", type="earrings", facts={}, model=None)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", LANGS)
def test_our_own_export_comes_back_the_same(firm: Firm, desk: Desk, config: Any, lang: str, format: str) -> None:
    made = [firm.sample(sample) for sample in stocked(firm)]
    content = export(desk, format=format, lang=lang)
    same = desk.preview(content, f"a.{format}")
    assert same["import"]["counts"] == {"rows": 3, "good": 0, "warned": 0, "bad": 0, "skipped": 3}, "they are here already"
    undone = {str(column["at"]): None for column in same["import"]["columns"] if column["field"] in ("archive_no", "tag")}
    other = desk.change(same["import"]["id"], mapping=undone)
    assert other["import"]["counts"]["bad"] == 0, other["rows"]
    for row, sample in zip(other["rows"], made, strict=True):
        back = row["told"]
        for key in ("number", "type", "category", "model", "name", "home", "quantity"):
            assert back[key] == sample[key], (key, row["warnings"])
        assert plain(back["facts"]) == plain(sample["facts"])
        assert back["to"] == sample["place"]
    assert other["rows"][0]["told"]["arrived"] == "2024-03-05"
    assert {one["code"] for row in other["rows"] for one in row["warnings"]} <= {"known_number"}


def plain(facts: Any) -> Any:
    """Weights by their value: a workbook does not keep a last zero."""
    if isinstance(facts, dict):
        return {key: Decimal(value) if key in ("gross_g", "net_g", "ct") else plain(value) for key, value in facts.items()}
    return [plain(one) for one in facts] if isinstance(facts, list) else facts


def test_every_heading_of_the_register_is_read_back_as_what_it_is() -> None:
    for key in HEADERS:
        group, _, part = key.partition(".")
        wanted = f"{group}.2.{part}" if part else key
        for lang in LANGS:
            said = header(key, lang, 2 if part else "finish")
            if key == "custom":
                assert field_of(said) == "custom.finish"
            elif key in ("holder", "status", "condition"):
                assert field_of(said) is None and comparable(said) in OTHERWISE
            elif list(HEADERS).index(key) <= list(HEADERS).index("arrived"):
                assert field_of(said) == wanted, said


def test_no_cell_of_a_csv_begins_a_formula_and_codes_keep_their_digits(firm: Firm, desk: Desk) -> None:
    stocked(firm)
    content = export(desk, format="csv", lang="en")
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")] == []
    first, second, third = as_dicts(content)
    assert (first["Sample number"], first["Client"], first["Name"]) == ("'=1+1", '\'=HYPERLINK("http://x")', "''quoted")
    assert (second["Sample number"], third["Sample number"], first["Certificate number 2"]) == ("'1E5", "'000123456789012", "'002141438171")
    assert (first["Gross weight (g)"], first["Insured value"], first["Currency"], first["Arrival date"]) == (
        "4.215",
        "12500.50",
        "USD",
        "2024-03-05",
    )
    assert (first["Home"], first["Status"], first["Type"]) == ("Safe / Tray 1", "In store", "ring")


def test_in_a_workbook_texts_are_texts_and_numbers_numbers(firm: Firm, desk: Desk) -> None:
    stocked(firm)
    sheet = openpyxl.load_workbook(io.BytesIO(export(desk, lang="zh-Hant"))).active
    heads = [cell.value for cell in sheet[1]]
    first = dict(zip(heads, sheet[2], strict=True))
    assert sheet.title == "樣品清冊"
    assert (first["樣品編號"].value, first["樣品編號"].data_type, first["客戶"].data_type) == ("=1+1", "s", "s")
    assert (first["總重 (g)"].value, first["投保金額"].value, first["類別"].value) == (4.215, 12500.5, "戒指")
    assert first["到貨日期"].value.date().isoformat() == "2024-03-05"
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_the_filters_are_those_of_the_register(firm: Firm, desk: Desk) -> None:
    stocked(firm)
    safe = firm.places["Safe"]["id"]
    assert len(as_dicts(export(desk, format="csv", q="ruby"))) == 1
    assert len(as_dicts(export(desk, format="csv", status="sold"))) == 0
    assert len(as_dicts(export(desk, format="csv", place=safe, status="in_store"))) == 3
    for asked in ({"format": "pdf"}, {"lang": "tlh"}, {"status": "x"}, {"page": "-1"}):
        export(desk, replies=422, **asked)
    export(desk, "secrets", replies=404)


def test_the_life_cycle_register_has_one_line_a_sample_with_what_happened_to_it(app: Flask, firm: Firm, desk: Desk, later: Any) -> None:
    tray, client, workshop = firm.place("Tray 1"), firm.place("Mrs Wong", kind="client"), firm.place("Goldsmith", kind="workshop")
    phone = firm.phone()
    ring, still = firm.samples(phone, 2, tray, arrived="2024-03-05", facts={"ownership": "own"})
    repair = phone.uuid()
    phone.record("scan_out", sample=ring, to=client)
    phone.record("show", sample=ring, to=client, body={"interest": 3})
    phone.record("damage", sample=ring, repair=repair, body={"grade": "slight"})
    phone.record("scan_in", sample=ring, to=tray)
    phone.record("scan_out", sample=ring, to=workshop, repair=repair)
    phone.record("repair_cost", sample=ring, repair=repair, body={"cost": {"minor": 30000, "currency": "HKD"}, "work": "prong"})
    wrong = phone.record("scan_out", sample=still, to=client)
    phone.record("undo", sample=still, body={"reverses": wrong.id})
    for reply in phone.drain():
        good(reply)
    first, second = as_dicts(export(desk, "lifecycle", format="csv", lang="en"))
    told = ("Arrival date", "Times out", "Last holder outside", "Shown", "Damages", "Repairs", "Repair cost", "Status", "Archived")
    assert [first[key] for key in told] == ["2024-03-05", "2", "Goldsmith", "1", "1", "1", "HKD 300.00", "In repair", ""]
    assert [second[key] for key in told[1:6]] == ["0", "", "0", "0", "0"]
    assert first["Registered"] and first["Last out"]
    for lang in LANGS:
        openpyxl.load_workbook(io.BytesIO(export(desk, "lifecycle", lang=lang)))


def test_slips_receipts_and_repairs_are_lists_too(firm: Firm, desk: Desk) -> None:
    tray, client = firm.place("Tray 1"), firm.place("Mrs Wong", kind="client")
    phone = firm.phone()
    (ring,) = firm.samples(phone, 1, tray)
    slip, receipt, repair = phone.uuid(), phone.uuid(), phone.uuid()
    lines = [{"line": "1", "sample": ring}, {"line": "2", "model": "R-102", "n": 3}]
    dates = {"out_ms": 1_790_000_000_000, "back_ms": 1_790_600_000_000}
    phone.record("slip_request", slip=slip, body={"purpose": "show", "client": client, "lines": lines, "note": "=1", **dates})
    phone.record(
        "receipt_open",
        receipt=receipt,
        body={"note_no": "DN-7", "arrived": "2026-03-05", "lines": [{"line": "1", "type": "ring", "quantity": 5}]},
    )
    phone.record("receipt_check", receipt=receipt, body={"line": "1", "counted": 4, "outcome": "short"})
    phone.record("damage", sample=ring, repair=repair, body={"grade": "serious", "note": "bent"})
    for reply in phone.drain():
        good(reply)
    (one,) = as_dicts(export(desk, "slips", format="csv", lang="en"))
    assert (one["Purpose"], one["Client"], one["Pieces asked for"], one["Notes"], one["Out on"]) == (
        "Show",
        "Mrs Wong",
        "4",
        "'=1",
        "2026-09-21",
    )
    (one,) = as_dicts(export(desk, "receipts", format="csv", lang="en"))
    assert [one[key] for key in ("Delivery note", "Expected", "Counted", "Differences", "Unsettled")] == ["DN-7", "5", "4", "1", "1"]
    (one,) = as_dicts(export(desk, "repairs", format="csv", lang="en"))
    assert (one["Damage"], one["Fault"], one["Sample number"], one["Number"][:2]) == ("Serious", "bent", "S-0001", "D-")
    assert as_dicts(export(desk, "slips", format="csv", status="closed")) == []


def test_a_delivery_note_becomes_lines_and_nothing_is_kept(app: Flask, firm: Firm, desk: Desk) -> None:
    note = "送貨單 DN-7,,,,\n序號,款號,品名,規格,數量\n1,R-102,18K金紅寶石戒指,HK 12,5\n2,P-7,吊墜,,x\n3,,,,\n合計,,,,5\n"
    reply = desk.send(note, path="/api/receipts/import")
    assert reply.status_code == 200
    assert reply.json["lines"] == [
        {"line": "1", "type": "ring", "quantity": 5, "model": "R-102", "specification": "18K金紅寶石戒指; HK 12"}
    ]
    assert [(one["line"], one["code"]) for one in reply.json["problems"]] == [(4, "not_a_number"), (5, "nothing_to_name")]
    assert desk.client.get("/api/imports").json["imports"] == []
    assert desk.send(b"", path="/api/receipts/import").json["code"] == "empty_sheet"


def test_an_empty_register_is_a_file_with_headings(desk: Desk) -> None:
    for wanted in ("samples", "lifecycle", "slips", "receipts", "repairs"):
        assert len(export(desk, wanted, format="csv").splitlines()) == 1
        assert openpyxl.load_workbook(io.BytesIO(export(desk, wanted))).active.max_row == 1
