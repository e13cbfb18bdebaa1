"""Workbooks: merged cells, dates, formulas, destroyed numbers, and files that are no workbooks at all."""

import datetime
import io
import zipfile
from random import Random
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.sheets.desk import Desk, codes, doubts, row, told

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(scope="module")
def desk(one_desk: Desk) -> Desk:
    return one_desk


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(*rows: list[Any]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for one in rows:
        book.active.append(one)
    return book


def raw_book(sheet: str, **parts: str) -> bytes:
    """A workbook written by hand, so that it can hold what no program writes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        package.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, text in parts.items():
            package.writestr(f"xl/{name}.xml", text)
    return out.getvalue()


def cells(*texts: str) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


def sheet_of(*rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(f"<row>{one}</row>" for one in rows)}</sheetData></worksheet>'


def test_titles_merged_groups_and_values_merged_over_lines(desk: Desk) -> None:
    book = book_of(
        ["樣品清冊"], ["編號", "款號", "主石", None, "副石", None], [None, None, "石種", "石重", "粒數", "石重"],
        ["A1", "R-102", "紅寶石", "1.02ct", 12, 0.3], ["A2", None, "藍寶石", "2.5ct", 8, 0.2], [], ["A3", "P-7", "鑽石", 0.5, None, None],
    )  # fmt: skip
    for merge in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "B4:B5"):
        book.active.merge_cells(merge)
    preview = desk.preview(saved(book), "a.xlsx")
    assert preview["import"]["header_line"] == 3
    assert [(one["line"], one["told"]["number"], one["told"]["model"]) for one in preview["rows"]] == [
        (4, "A1", "R-102"),
        (5, "A2", "R-102"),
        (7, "A3", "P-7"),
    ]
    stones = told(preview, 4)["facts"]["stones"]
    assert (stones[0], stones[1]["count"], stones[1]["ct"]) == ({"kind": "ruby", "ct": "1.02"}, 12, "0.3")


def test_a_weight_merged_over_lines_may_be_their_sum_and_says_so(desk: Desk) -> None:
    book = book_of(["編號", "總重"], ["A1", 8.4], ["A2", None])
    book.active.merge_cells("B2:B3")
    preview = desk.preview(saved(book), "a.xlsx")
    assert [doubts(preview, line) for line in (2, 3)] == [["merged_value"], ["merged_value"]]


def test_dates_are_days_whatever_their_format_and_numbers_keep_their_digits(desk: Desk) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["編號", "到貨日期", "總重", "證書號", "投保金額"])
    for n, code in enumerate(("yyyy-mm-dd", "dd/mm/yy", '[$-404]e"年"m"月"d"日"', "m/d/yyyy h:mm", "[$-F800]dddd, mmmm dd, yyyy"), 1):
        sheet.write_string(n, 0, f"A{n}")
        sheet.write_datetime(n, 1, datetime.datetime(2024, 3, 5, 13, 30), book.add_format({"num_format": code}))
        sheet.write_number(n, 2, 4.2, book.add_format({"num_format": '0.00"g"'}))
        sheet.write_number(n, 3, 2141438171)
        sheet.write_number(n, 4, 12500, book.add_format({"num_format": '"HK$"#,##0.00'}))
    book.close()
    preview = desk.preview(out.getvalue(), "a.xlsx", currency="HKD")
    for line in range(2, 7):
        one = told(preview, line)
        assert one["arrived"] == "2024-03-05"
        assert (one["facts"]["gross_g"], one["facts"]["certificates"][0]["number"]) == ("4.2", "2141438171")
        assert one["facts"]["insured"] == {"minor": 1250000, "currency": "HKD"}


@pytest.mark.parametrize("value", [6.37702e15, 1234567890123456789.0, 63770212345678901])
def test_a_certificate_number_with_more_digits_than_a_spreadsheet_holds_is_refused(desk: Desk, value: float) -> None:
    sheet = sheet_of(cells("編號", "證書號"), cells("A1") + f"<c><v>{value!r}</v></c>", cells("A2") + "<c><v>2141438171</v></c>")
    preview = desk.preview(raw_book(sheet), "a.xlsx")
    assert codes(preview, 2) == [("destroyed_number", "證書號")]
    assert told(preview, 3)["facts"]["certificates"][0]["number"] == "2141438171"


def test_a_number_that_became_a_date_is_refused(desk: Desk) -> None:
    preview = desk.preview(saved(book_of(["編號", "款號"], ["A1", datetime.date(2026, 3, 4)], ["A2", "3-4"])), "a.xlsx")
    assert codes(preview, 2) == [("destroyed_date", "款號")]
    assert told(preview, 3)["model"] == "3-4"


def test_formulas_count_by_their_saved_value_and_errors_are_named(desk: Desk) -> None:
    sheet = sheet_of(
        cells("編號", "總重"),
        cells("A1") + "<c><f>1+3.2</f><v>4.2</v></c>",
        cells("A2") + "<c><f>B2*2</f></c>",
        cells("A3") + '<c t="e"><v>#REF!</v></c>',
        cells("A4") + '<c t="str"><f>"4.2"&amp;"g"</f><v>4.2g</v></c>',
        cells("A5") + '<c t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c>',
    )
    preview = desk.preview(raw_book(sheet), "a.xlsx")
    assert [row(preview, line)["status"] for line in range(2, 7)] == ["good", "bad", "bad", "good", "bad"]
    assert [codes(preview, line)[0][0] for line in (3, 4, 6)] == ["formula_without_value", "cell_error", "cell_error"]
    assert told(preview, 5)["facts"]["gross_g"] == "4.2"


def test_the_tab_that_holds_the_table_is_taken_and_another_may_be_chosen(desk: Desk) -> None:
    book = book_of(["請看第二頁"])
    book.create_sheet("樣品").append(["編號", "品名"])
    book["樣品"].append(["A1", "戒指"])
    hidden = book.create_sheet("舊")
    hidden.append(["編號", "品名"])
    hidden.append(["OLD", "耳環"])
    hidden.sheet_state = "hidden"
    preview = desk.preview(saved(book), "a.xlsx")
    assert (preview["import"]["sheets"], preview["import"]["sheet"]) == (["Sheet", "樣品", "舊"], "樣品")
    assert told(desk.change(preview["import"]["id"], sheet="舊"), 2)["number"] == "OLD"
    missing = desk.client.patch(f"/api/imports/{preview['import']['id']}", json={"sheet": "nowhere"})
    assert (missing.status_code, missing.json["code"]) == (422, "no_such_sheet")


BOMB = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
GOOD = sheet_of(cells("編號", "品名"), cells("A1", "戒指"))
WIDE = sheet_of(cells(*(f"c{n}" for n in range(300))), cells("A1"))


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "empty_sheet"),
        (b"\n\n ,,\n", 422, "empty_sheet"),
        (b"\xef\xbb\xbf", 422, "empty_sheet"),
        ("編號,品名\n".encode(), 422, "empty_sheet"),
        (b"PK\x03\x04 and no more", 422, "broken_workbook"),
        (saved(book_of(["a"]))[:900], 422, "broken_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 422, "old_workbook"),
        (b"%PDF-1.7\n", 422, "not_a_sheet"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), 422, "not_a_sheet"),
        (b"<html><table><tr><td>1</td></tr></table>", 422, "not_a_sheet"),
        (bytes(range(256)) * 20, 422, "not_a_sheet"),
        (raw_book(BOMB + GOOD), 422, "broken_workbook"),
        (raw_book(XXE + GOOD), 422, "broken_workbook"),
        (raw_book(GOOD, sharedStrings=BOMB + "<sst><si><t>&c;</t></si></sst>"), 422, "broken_workbook"),
        (raw_book(GOOD + "<"), 422, "broken_workbook"),
        (raw_book(WIDE), 422, "too_many_columns"),
        ((",".join("a" * 300) + "\n1,2\n").encode(), 422, "too_many_columns"),
        (b"no,name\n" + b"A1,ring\n" * 50_001, 422, "too_many_rows"),
        (b"x" * (21 * 2**20), 413, "sheet_too_large"),
        (b"y" * (40 * 2**20), 413, "sheet_too_large"),
    ],
    ids=lambda value: str(value) if isinstance(value, str | int) else "",
)
def test_what_is_no_table_is_a_clear_error_and_leaves_nothing(desk: Desk, content: bytes, status: int, code: str) -> None:
    before = desk.client.get("/api/imports").json["imports"]
    assert desk.refusal(content, "a.xlsx") == (status, code)
    assert desk.client.get("/api/imports").json["imports"] == before


def test_a_zip_bomb_is_stopped_at_the_limit(desk: Desk) -> None:
    out = io.BytesIO(raw_book(GOOD))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(600):
            part.write(b" " * 2**20)
    assert len(out.getvalue()) < 2**20
    assert desk.refusal(out.getvalue(), "a.xlsx") == (413, "sheet_too_large")


def test_a_zip_that_lies_about_its_size_is_broken(desk: Desk) -> None:
    whole = bytearray(raw_book(GOOD))
    at = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"sheet1.xml"))
    whole[at + 24 : at + 28] = (5).to_bytes(4, "little")
    assert desk.refusal(bytes(whole), "a.xlsx")[0] in (413, 422)


@pytest.mark.parametrize(
    "options",
    [
        {"mapping": {"0": "price"}},
        {"mapping": {"x": "number"}},
        {"mapping": {"0": "number", "1": "number"}},
        {"mapping": []},
        {"mapping": {"0": "custom.Ä"}},
        {"encoding": "rot13"},
        {"delimiter": "x"},
        {"currency": "XXX"},
        {"day_first": 1},
        {"place": "sink-sold"},
        {"place": "nowhere"},
        {"header_line": -1},
        {"unknown": 1},
        {"mapping": {"0": "stones.99.ct"}},
    ],
)
def test_options_that_mean_nothing_are_refused_and_change_nothing(desk: Desk, options: dict[str, Any]) -> None:
    assert desk.refusal("編號,品名\nA1,戒指\n", **options)[0] == 422
    preview = desk.preview("編號,品名\nA1,戒指\n")
    id = preview["import"]["id"]
    assert desk.client.patch(f"/api/imports/{id}", json=options).status_code == 422
    assert desk.client.get(f"/api/imports/{id}").json["rows"] == preview["rows"]


def test_options_that_are_no_json_and_a_missing_file_are_refused(desk: Desk) -> None:
    for text in ("{", "[]", "null", "NaN", '"x"', "[" * 3000):
        form = {"file": (io.BytesIO(b"no\nA1\n"), "a.csv"), "options": text}
        assert 400 <= desk.client.post("/api/imports", data=form, content_type="multipart/form-data").status_code < 500
    assert desk.client.post("/api/imports", data={"x": "y"}, content_type="multipart/form-data").json["code"] == "no_file"
    assert desk.client.post("/api/imports", data=b"\x00\xff", content_type="multipart/form-data; boundary=x").status_code == 422


def test_noise_in_the_shape_of_a_file_is_never_a_fault_of_the_office(desk: Desk) -> None:
    draw = Random(7)
    good = raw_book(GOOD)
    for n in range(60):
        noise = bytearray(good if n % 2 else TERRIBLE)
        for _ in range(draw.randrange(1, 12)):
            noise[draw.randrange(len(noise))] = draw.randrange(256)
        assert desk.send(bytes(noise), "a.xlsx").status_code in (201, 413, 422), n


TERRIBLE = ("編號,總重,到貨日期,投保金額,寶石,證書\n" + "A1,4.21g,5/3/2024,HK$1,鑽石 1ct,GIA 1234567\n" * 5).encode()
