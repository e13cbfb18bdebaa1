"""Files as people really have them: each line of the preview is looked at."""

import csv
import io

import pytest

from tests.sheets.desk import Desk, codes, doubts, row, told


@pytest.fixture(scope="module")
def desk(one_desk: Desk) -> Desk:
    return one_desk


TRADITIONAL = (
    "編號,品名,類別,總重(g),金屬,石種,石重(ct),客戶,擁有權,備註\n"
    "樣-1,18K白金鑽石戒指,戒指,4.21,18K白金,鑽石,0.52,周大福珠寶,自有,光面電金\n"
    "樣-2,翡翠吊墜,吊墜,3.1,18K黃金,翡翠,5.2,謝瑞麟,寄售,鑲口已修\n"
)
SIMPLIFIED = (
    "编号,品名,类别,总重(g),金属,石种,石重(ct),客户,拥有权,备注\n"
    "样-1,18K白金钻石戒指,戒指,4.21,18K白金,钻石,0.52,周大福珠宝,自有,光面电金\n"
    "样-2,翡翠吊坠,吊坠,3.1,18K黄金,翡翠,5.2,谢瑞麟,寄售,镶口已修\n"
)


@pytest.mark.parametrize(
    ("encoding", "text", "client"),
    [
        ("utf-8", TRADITIONAL, "周大福珠寶"),
        ("utf-8-sig", TRADITIONAL, "周大福珠寶"),
        ("utf-16", TRADITIONAL, "周大福珠寶"),
        ("utf-16-le", TRADITIONAL, "周大福珠寶"),
        ("utf-16-be", TRADITIONAL, "周大福珠寶"),
        ("big5", TRADITIONAL, "周大福珠寶"),
        ("gb18030", SIMPLIFIED, "周大福珠宝"),
        ("gbk", TRADITIONAL, "周大福珠寶"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_encoding_and_any_line_ends_give_the_same_pieces(desk: Desk, encoding: str, text: str, client: str, ends: str) -> None:
    preview = desk.preview(text.replace("\n", ends).encode(encoding))
    assert preview["import"]["counts"] == {"rows": 2, "good": 2, "warned": 0, "bad": 0, "skipped": 0}, preview["rows"]
    first = told(preview, 2)
    assert (first["type"], first["facts"]["client"], first["facts"]["ownership"]) == ("ring", client, "own")
    assert first["facts"]["metals"] == [{"metal": "white_gold", "fineness": 750}]
    assert first["facts"]["stones"] == [{"kind": "diamond", "ct": "0.52"}]
    assert told(preview, 3)["facts"]["stones"] == [{"kind": "jadeite", "ct": "5.2"}]


def test_a_person_may_say_which_encoding_it_is(desk: Desk) -> None:
    preview = desk.preview("no,client\nA1,Café Müller\nA2,Señora Núñez\n".encode("cp1252"), encoding="gb18030")
    assert codes(preview, 2) == [("broken_text", "client")]
    again = desk.change(preview["import"]["id"], encoding="cp1252")
    assert [told(again, line)["facts"]["client"] for line in (2, 3)] == ["Café Müller", "Señora Núñez"]
    assert desk.preview("no,client\nA1,Café Müller\n".encode("cp1252"))["import"]["encoding"] == "cp1252"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_separator_is_found_and_quotes_hold_line_breaks(desk: Desk, delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["編號", "總重", "備註"], ["A1", "4,21", 'two lines\n"quoted", with; all | signs\t'], ["A2", "3,9", ""]])
    preview = desk.preview(out.getvalue())
    assert preview["import"]["delimiter"] == delimiter
    assert told(preview, 2)["facts"] == {"gross_g": "4.21", "notes": 'two lines\n"quoted", with; all | signs'}
    assert told(preview, 3)["facts"] == {"gross_g": "3.9"}


def test_titles_empty_lines_repeated_headers_and_totals_are_no_pieces(desk: Desk) -> None:
    sheet = (
        "某某珠寶有限公司,,,\n樣品清冊  2026年3月,,,\n,,,\n\n編號,類別,總重 (g),數量\nA1,戒指,4.21,1\n,,,\n"
        "編 號,類 別,總重(g),數量\nA2,耳環,2.5,2\n小計,,6.71,3\n總計：,,6.71,3\n"
    )
    preview = desk.preview(sheet)
    assert preview["import"]["header_line"] == 5
    assert [(one["line"], one["status"]) for one in preview["rows"]] == [
        (6, "good"),
        (8, "skipped"),
        (9, "good"),
        (10, "skipped"),
        (11, "skipped"),
    ]
    assert [codes(preview, line)[0][0] for line in (8, 10, 11)] == ["repeated_header", "total", "total"]
    assert (told(preview, 9)["quantity"], told(preview, 9)["type"]) == (2, "earrings")


@pytest.mark.parametrize("heading", ["證書號", "編號", "款號", "Certificate number"])
@pytest.mark.parametrize("destroyed", ["6.37702E+15", "2.14144E+09", "6,37702E+15", "########"])
def test_a_number_a_spreadsheet_destroyed_is_named_and_never_guessed(desk: Desk, heading: str, destroyed: str) -> None:
    preview = desk.preview(f'品名,{heading}\n戒指,"{destroyed}"\n戒指,R1234\n')
    assert codes(preview, 2) == [("destroyed_number", heading)]
    assert (row(preview, 2)["problems"][0]["value"], row(preview, 2)["told"], row(preview, 2)["sample"]) == (destroyed, None, None)
    assert row(preview, 3)["status"] != "bad"


def test_the_same_heading_twice_is_the_next_stone(desk: Desk) -> None:
    preview = desk.preview("編號,石名,粒數,石重,石名,粒數,石重\nA1,紅寶石,1,1.02,鑽石,12,0.3\n")
    assert told(preview, 2)["facts"]["stones"] == [
        {"kind": "ruby", "count": 1, "ct": "1.02"},
        {"kind": "diamond", "count": 12, "ct": "0.3"},
    ]


def test_every_bad_line_is_listed_with_line_column_value_and_reason_in_the_readers_language(desk: Desk) -> None:
    sheet = "編號,類別,總重,到貨日期,擁有權,標籤\nA1,戒指,x,never,誰的,ABC\nA2,戒指,4.2,2024-01-01,自有,\n,,4.2,,,\n"
    reply = desk.send(sheet)
    listed = [(one["code"], one["header"], one["value"]) for one in row(reply.json, 2)["problems"]]
    assert listed == [
        ("not_a_number", "總重", "x"),
        ("not_a_date", "到貨日期", "never"),
        ("unknown_ownership", "擁有權", "誰的"),
        ("bad_tag", "標籤", "ABC"),
    ]
    assert codes(reply.json, 4) == [("nothing_to_name", None)]
    spoken = desk.client.get(f"/api/imports/{reply.json['import']['id']}?show=bad", headers={"Accept-Language": "zh-HK"}).json
    assert [one["line"] for one in spoken["rows"]] == [2, 4]
    assert spoken["rows"][0]["problems"][0]["message"] == "這不是數字。"
    assert spoken["total"] == 2


def test_a_quote_nobody_closed_costs_its_own_line_and_no_other(desk: Desk) -> None:
    lines = "".join(f"A{n},戒指\n" for n in range(2, 80))
    preview = desk.preview(f'編號,品名\nA1,"18 inch\n{lines}A80,"戒指"\n')
    assert codes(preview, 2) == [("open_quote", None)]
    assert preview["import"]["counts"] == {"rows": 80, "good": 79, "warned": 0, "bad": 1, "skipped": 0}


def test_broken_characters_cost_their_line(desk: Desk) -> None:
    good = "".join(f"A{n},紅寶石戒指\n" for n in range(2, 90)).encode()
    preview = desk.preview("編號,品名\nA1,紅".encode() + b"\xe7\xb4" + "寶石\n".encode() + good)
    assert codes(preview, 2) == [("broken_text", "品名")]
    assert preview["import"]["counts"]["good"] == 88


def test_a_file_without_headings_is_read_by_its_values_or_by_a_person(desk: Desk) -> None:
    preview = desk.preview("A1,18K金 戒指,4.21g,GIA 2141438171\nA2,18K金 吊墜,3.9g,GIA 2141438172\nA3,Pt950 戒指,5.0g,IGI 314143817\n")
    fields = {column["at"]: (column["field"], column["by"]) for column in preview["import"]["columns"]}
    assert (preview["import"]["header_line"], fields[2], fields[3]) == (0, ("gross_g", "values"), ("certificates", "values"))
    said = desk.change(preview["import"]["id"], mapping={"0": "number", "1": "name"})
    assert (told(said, 1)["number"], told(said, 1)["type"], said["import"]["counts"]["good"]) == ("A1", "ring", 3)


def test_class_and_type_are_told_apart_by_their_values(desk: Desk) -> None:
    preview = desk.preview("編號,類別,分類\nA1,新產品,戒指\nA2,展示,耳環\n")
    assert (told(preview, 2)["category"], told(preview, 2)["type"]) == ("new", "ring")


def test_places_are_found_by_name_tag_and_path_and_an_unknown_one_is_a_doubt(desk: Desk) -> None:
    firm = desk.firm
    safe, other = firm.place("Safe"), firm.place("Vault")
    tray, twin = firm.place("Tray 1", parent=safe), firm.place("Tray 1", parent=other)
    firm.place("Mrs Wong", kind="client")
    code = firm.places["Tray 1"]["tag"]
    sheet = f"no,home\nA1,safe\nA2,Tray 1\nA3,Safe / Tray 1\nA4,{code.lower()}\nA5,Nowhere\nA6,Lost\nA7,Mrs Wong\n"
    preview = desk.preview(sheet)
    homes = [row(preview, line)["told"]["home"] for line in range(2, 9)]
    assert homes == [safe, None, tray, twin, None, None, None]
    assert [doubts(preview, line) for line in (3, 6, 7, 8)] == [["ambiguous_place"], ["unknown_place"], ["final_place"], ["not_a_store"]]


def test_words_nobody_knows_are_kept_and_said(desk: Desk) -> None:
    preview = desk.preview("編號,類別,分類\nA1,腕錶,古董\nA2,戒指,展示\n")
    assert told(preview, 2)["facts"]["custom"] == {"type": "腕錶", "category": "古董"}
    assert doubts(preview, 2) == ["unknown_type", "unknown_category"]
