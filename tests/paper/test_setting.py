"""Text on paper: nothing runs over an edge, nothing is lost, signs stand where they may."""

import pytest

from server.paper.figures import amount, carats, day, grams, money, totals, when, zone
from server.paper.fonts import width
from server.paper.setting import fitted, wrap

LONG = {
    "en": "The quick keeper of the sample store hands over eighteen rings, and a necklace whose certificate was never found.",
    "zh-Hant": "倉庫管理員將十八件紅寶石戒指交予客戶，並於二○二六年十一月收回；其中一件（見附圖）有損壞。",
    "zh-Hans": "仓库管理员将十八件红宝石戒指交予客户，并于二○二六年十一月收回；其中一件（见附图）有损坏。",
}


@pytest.mark.parametrize("lang", LONG)
@pytest.mark.parametrize("room", [40, 90, 300])
def test_no_line_is_wider_than_its_room_and_no_character_is_lost(lang, room):
    lines = wrap(LONG[lang], lang, 9, room)
    assert len(lines) > 1
    assert all(width(line, lang, 9) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(LONG[lang].split())


def test_a_word_is_not_cut_unless_it_is_wider_than_the_line():
    assert all(word in LONG["en"].split() for line in wrap(LONG["en"], "en", 9, 90) for word in line.split())
    assert "".join(wrap("a" * 200, "en", 9, 50)) == "a" * 200


def test_a_line_begins_with_no_closing_sign_and_ends_with_no_opening_one():
    for room in range(30, 200, 7):
        lines = wrap(LONG["zh-Hant"], "zh-Hant", 9, room)
        assert not any(line[0] in "，；。）" or line[-1] in "（" for line in lines if len(line) > 1)


def test_line_breaks_of_the_writer_are_kept():
    assert wrap("one\n\ntwo", "en", 9, 100) == ["one", "", "two"]
    assert wrap("", "en", 9, 100) == [""]


def test_what_must_stand_on_one_line_ends_with_an_ellipsis():
    assert fitted("short", "en", 9, 100) == "short"
    cut = fitted("a very long name of a very large firm", "en", 9, 60)
    assert cut.endswith("…") and width(cut, "en", 9) <= 60


def test_times_days_and_zones():
    ms = 1_795_356_300_000  # 22 November 2026, 22:05 in Hong Kong
    assert when(ms, 480, "en") == "22 Nov 2026, 22:05" and when(ms, 480, "zh-Hant") == "2026年11月22日 22:05"
    assert (day("2026-02-03", 0, "en"), day("2026-02-03", 480, "zh-Hans")) == ("3 Feb 2026", "2026年2月3日")
    assert day("whenever", 0, "en") == "whenever"
    assert (day(1_795_276_800_000, 480, "en"), day(1_795_276_800_000, 0, "en")) == ("22 Nov 2026", "21 Nov 2026")
    assert (zone(480), zone(-210), zone(0)) == ("UTC+08:00", "UTC-03:30", "UTC+00:00")
    assert (when(None, 0, "en"), when(2**53, 0, "en"), day(-(2**53), 0, "en")) == ("—", "—", "—")


def test_money_and_weights_are_exact_and_what_is_none_is_left_out():
    assert money({"minor": 1_250_005, "currency": "HKD"}) == "HKD 12,500.05"
    assert (amount(12_500, "JPY"), money({"minor": "x", "currency": "HKD"}), money(None)) == ("JPY 12,500", None, None)
    sums = totals([{"minor": 5, "currency": "HKD"}, None, {"minor": 7, "currency": "HKD"}, {"minor": 1, "currency": "USD"}])
    assert sums == {"HKD": 12, "USD": 1}
    assert (grams("4.21", "en"), grams("4.21", "zh-Hant"), carats("0.5", "zh-Hans")) == ("4.210 g", "4.210 克", "0.50 克拉")
    assert (grams("", "en"), grams("heavy", "en"), grams("NaN", "en"), grams("1e999", "en")) == (None,) * 4
