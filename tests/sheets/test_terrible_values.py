"""Values as people write them: days, weights, money, metals, stones, certificates."""

import pytest

from tests.sheets.desk import Desk, codes, doubts, told


@pytest.fixture(scope="module")
def desk(one_desk: Desk) -> Desk:
    return one_desk


@pytest.mark.parametrize(
    ("written", "day", "doubt"),
    [
        ("2024-03-05", "2024-03-05", None),
        ("2024/3/5", "2024-03-05", None),
        ("2024.3.5", "2024-03-05", None),
        ("20240305", "2024-03-05", None),
        ("05.03.2024", "2024-03-05", None),
        ("2024年3月5日", "2024-03-05", None),
        ("２０２４年３月５日", "2024-03-05", None),
        ("民國113年3月5日", "2024-03-05", None),
        ("民国 113.3.5", "2024-03-05", None),
        ("113/3/5", "2024-03-05", "republic_year"),
        ("25/3/2024", "2024-03-25", None),
        ("3/25/2024", "2024-03-25", None),
        ("5/5/2024", "2024-05-05", None),
        ("5 Mar 2024", "2024-03-05", None),
        ("March 5, 2024", "2024-03-05", None),
        ("05-Mar-24", "2024-03-05", "short_year"),
        ("2024-03-05 14:30:00", "2024-03-05", None),
        ("2024年3月5日 星期二", "2024-03-05", None),
        ("45356", "2024-03-05", "serial_date"),
        ("5/3/2024", "2024-03-05", "ambiguous_date"),
    ],
)
def test_dates_of_every_kind(desk: Desk, written: str, day: str, doubt: str | None) -> None:
    preview = desk.preview(f"編號\t到貨日期\nA1\t{written}\n")
    assert told(preview, 2)["arrived"] == day
    assert doubts(preview, 2) == ([doubt] if doubt else [])


@pytest.mark.parametrize(
    "written", ["2024-02-30", "31/4/2024", "13/13/2024", "soon", "民國113年13月5日", "0000-00-00", "99999999", "3/2024", "1e400"]
)
def test_what_is_no_day_is_refused(desk: Desk, written: str) -> None:
    assert codes(desk.preview(f"編號\t到貨日期\nA1\t{written}\n"), 2) == [("not_a_date", "到貨日期")]


def test_an_ambiguous_date_is_told_by_its_column_or_by_a_person(desk: Desk) -> None:
    american = desk.preview("no,arrival date\nA1,5/3/2024\nA2,3/25/2024\n")
    assert [told(american, line)["arrived"] for line in (2, 3)] == ["2024-05-03", "2024-03-25"]
    open_ = desk.preview("no,arrival date\nA1,5/3/2024\nA2,4/6/2024\n")
    assert doubts(open_, 2) == doubts(open_, 3) == ["ambiguous_date"]
    said = desk.change(open_["import"]["id"], day_first=False)
    assert [told(said, line)["arrived"] for line in (2, 3)] == ["2024-05-03", "2024-04-06"]
    assert said["import"]["counts"]["warned"] == 0


@pytest.mark.parametrize(
    ("written", "grams"),
    [
        ("4.21", "4.21"),
        ("4.21g", "4.21"),
        ("4.210 克", "4.210"),
        ("４．２１ｇ", "4.21"),
        ("'4.21", "4.21"),
        ("4,21", "4.21"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("0.05 kg", "50"),
        ("52ct", "10.4"),
        (" 4.21 GM. ", "4.21"),
        ("4.2\u00a0g", "4.2"),
        ("1'234.5", "1234.5"),
    ],
)
def test_weights_with_units_commas_and_wide_digits(desk: Desk, written: str, grams: str) -> None:
    assert told(desk.preview(f"編號\t總重\nA1\t{written}\n"), 2)["facts"]["gross_g"] == grams


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1,234", "ambiguous_number"),
        ("18K", "karat_is_fineness"),
        ("3.75錢", "unknown_unit"),
        ("-4.2", "out_of_range"),
        ("0", "out_of_range"),
        ("about 4", "not_a_number"),
        ("4.2.1", "not_a_number"),
        ("#REF!", "cell_error"),
        ("#N/A", "cell_error"),
        ("1e999", "unknown_unit"),
        ("∞", "not_a_number"),
        ("99999999999999999999", "out_of_range"),
    ],
)
def test_weights_that_cannot_be_told_are_refused(desk: Desk, written: str, code: str) -> None:
    assert codes(desk.preview(f"編號\t總重\nA1\t{written}\n"), 2) == [(code, "總重")]


def test_a_comma_is_told_by_the_rest_of_the_file_or_by_a_person(desk: Desk) -> None:
    german = desk.preview("編號;總重;淨重;金屬\nA1;1,234;1,1;750\nA2;4,21;4,0;750\n")
    assert told(german, 2)["facts"]["gross_g"] == "1.234"
    unclear = desk.preview("編號;總重\nA1;1,234\n")
    assert codes(unclear, 2) == [("ambiguous_number", "總重")]
    assert told(desk.change(unclear["import"]["id"], decimal_comma=True), 2)["facts"]["gross_g"] == "1.234"
    assert told(desk.change(unclear["import"]["id"], decimal_comma=False), 2)["facts"]["gross_g"] == "1234"


@pytest.mark.parametrize(
    ("written", "insured", "doubt"),
    [
        ("HK$12,500.00", (1250000, "HKD"), []),
        ("HKD 12,500", (1250000, "HKD"), []),
        ("港幣12500元", (1250000, "HKD"), []),
        ("US$1,200", (120000, "USD"), []),
        ("人民幣 3.5萬", (3500000, "CNY"), []),
        ("€1.200,50", (120050, "EUR"), []),
        ("12,500", (1250000, "HKD"), ["currency_assumed"]),
        ("$900", (90000, "HKD"), ["currency_assumed"]),
        ("JPY 30,000", (30000, "JPY"), []),
    ],
)
def test_money_in_every_dress(desk: Desk, written: str, insured: tuple[int, str], doubt: list[str]) -> None:
    preview = desk.preview(f"編號\t投保金額\nA1\t{written}\n")
    assert tuple(told(preview, 2)["facts"]["insured"].values()) == insured
    assert doubts(preview, 2) == doubt


@pytest.mark.parametrize(
    ("written", "metals"),
    [
        ("18K金", [("gold", 750)]),
        ("18K白金", [("white_gold", 750)]),
        ("Au750", [("gold", 750)]),
        ("AU 750", [("gold", 750)]),
        ("Pt950", [("platinum", 950)]),
        ("PT900", [("platinum", 900)]),
        ("925銀", [("silver", 925)]),
        ("S925", [("silver", 925)]),
        ("足金", [("gold", 999)]),
        ("千足金", [("gold", 999)]),
        ("18KWG", [("white_gold", 750)]),
        ("K18", [("gold", 750)]),
        ("14K玫瑰金", [("rose_gold", 585)]),
        ("18ct gold", [("gold", 750)]),
        ("白金", [("platinum", None)]),
        ("18K金 3.9g / Pt950 1.2g", [("gold", 750), ("platinum", 950)]),
    ],
)
def test_metals_as_they_are_stamped_and_spoken(desk: Desk, written: str, metals: list[tuple[str, int | None]]) -> None:
    found = told(desk.preview(f"編號\t金屬\nA1\t{written}\n"), 2)["facts"]["metals"]
    assert [(one["metal"], one.get("fineness")) for one in found] == metals


def test_carat_of_weight_and_karat_of_fineness_are_never_one(desk: Desk) -> None:
    preview = desk.preview("編號,成色,石重\nA1,0.52ct,0.52\nA2,18K,18K\nA3,Au750,0.52ct\n")
    assert codes(preview, 2) == [("carat_is_weight", "成色")]
    assert codes(preview, 3) == [("karat_is_fineness", "石重")]
    assert told(preview, 4)["facts"]["metals"] == [{"metal": "gold", "fineness": 750}]


def test_stones_and_certificates_in_one_cell_or_in_many(desk: Desk) -> None:
    sheet = (
        "編號\t寶石\t證書\n"
        "A1\t1粒 0.52ct 圓形鑽石 D VVS1；紅寶石 1.02卡\tGIA 2141438171；國檢 A123456\n"
        "A2\t碧璽 1.2ct\tGIA:2141438171 (2023-01-05)\n"
        "A3\t無\t-\n"
    )
    preview = desk.preview(sheet)
    assert told(preview, 2)["facts"] == {
        "stones": [
            {"kind": "diamond", "ct": "0.52", "shape": "round", "count": 1, "clarity": "VVS1", "colour": "D"},
            {"kind": "ruby", "ct": "1.02"},
        ],
        "certificates": [{"lab": "GIA", "number": "2141438171"}, {"lab": "NGTC", "number": "A123456"}],
    }
    assert told(preview, 3)["facts"]["certificates"] == [{"lab": "GIA", "number": "2141438171", "date": "2023-01-05"}]
    assert (told(preview, 3)["facts"]["stones"], doubts(preview, 3)) == ([{"kind": "碧璽", "ct": "1.2"}], ["unknown_stone"])
    assert told(preview, 4)["facts"] == {}
    wide = desk.preview("編號,主石,石重,粒數,副石,副石重,GIA編號\nA1,紅寶石,1.02,1,鑽石,0.3ct,2141438171\n")
    assert told(wide, 2)["facts"] == {
        "stones": [{"kind": "ruby", "count": 1, "ct": "1.02"}, {"kind": "diamond", "ct": "0.3"}],
        "certificates": [{"lab": "GIA", "number": "2141438171"}],
    }
