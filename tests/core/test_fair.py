"""A fair from its plan to its end: what went there and what came back."""

from server.core.fair import fold_fair
from tests.core.story import KINDS, id_of, tell

FAIR = """
    8:00  A Wai fair_plan fair=F title=Basel team=Mei,Tom lines=1:ring,2:R-102*2 to_ms=90000000
    9:00  A Wai scan_out Booth fair=F piece=ring
    9:01  A Wai scan_out Booth fair=F piece=pin
"""


def test_Y1_a_fair_is_out_until_what_was_packed_has_come_back() -> None:
    assert tell("8:00 A Wai fair_plan fair=F title=Basel").fair().status == "planned"
    assert tell(FAIR).fair().status == "out"
    half = tell(FAIR + "+3/9:00 A Wai scan_in Tray fair=F piece=ring").fair()
    assert half.status == "out" and [one["sample"] for one in half.told()["back"]] == [id_of("ring")]
    whole = FAIR + "+3/9:00 A Wai scan_in Tray fair=F piece=ring\n+3/9:01 A Wai scan_in Tray fair=F piece=pin"
    assert tell(whole).fair().status == "back"
    assert tell(whole + "\n+4/9:00 A Wai fair_close fair=F").fair().status == "closed"


def test_Y2_a_piece_taken_out_again_is_out_again_and_a_taken_back_scan_never_was() -> None:
    again = FAIR + "+1/9:00 A Wai scan_in Safe fair=F piece=ring\n+2/9:00 A Wai scan_out Booth fair=F piece=ring"
    assert tell(again).fair().told()["back"] == []
    undone = tell(FAIR + "9:02 A Wai undo fair=F piece=pin of=9:01").fair()
    assert [one["sample"] for one in undone.told()["packed"]] == [id_of("ring")]


def test_Y3_the_later_plan_counts_and_counts_of_the_fair_are_told() -> None:
    story = tell(
        FAIR
        + """
        9:30  A Mei count_open Booth fair=F count=C expected=ring,pin purpose=opening
        10:00 B Mei fair_plan fair=F title=Baselworld lines=1:ring
    """
    )
    told = fold_fair(story.naming("fair", "F"), KINDS).told()
    assert (told["title"], told["by"], told["counts"]) == ("Baselworld", id_of("Wai"), [id_of("C")])
    assert [(line["line"], line["sample"], line["hs"]) for line in told["lines"]] == [("1", id_of("ring"), None)]


def test_Y4_what_lies_in_the_safe_for_the_night_is_not_back_though_the_safe_be_a_store() -> None:
    night = FAIR + "+0/19:00 A Mei move Safe fair=F piece=ring\n+0/19:01 A Mei move Safe fair=F piece=pin"
    assert tell(night).fair().status == "back", "no plan has named a safe yet"
    for late in ("", "known=20:30"):  # whenever the office hears of the plan
        planned = tell(night + f"\n20:00 B Mei fair_plan fair=F title=Basel safe=Safe {late}").fair()
        assert (planned.status, planned.told()["back"]) == ("out", [])
    home = tell(night + "\n20:00 B Mei fair_plan fair=F title=Basel safe=Safe\n+3/9:00 A Wai scan_in Tray fair=F piece=ring").fair()
    assert [one["sample"] for one in home.told()["back"]] == [id_of("ring")]
    unlisted = tell("8:00 A Mei fair_plan fair=F title=Basel safe=Safe\n19:00 A Mei move Safe fair=F piece=brooch").fair()
    assert [one["sample"] for one in unlisted.told()["packed"]] == [id_of("brooch")], "it was there, whoever forgot to scan it out"


def test_Y5_what_was_sold_or_given_back_at_the_fair_is_not_waited_for() -> None:
    ended = FAIR + "+1/9:00 A Mei move sold fair=F piece=ring\n+3/9:01 A Wai scan_in Tray fair=F piece=pin"
    told = tell(ended).fair()
    assert told.status == "back" and [one["to"] for one in told.told()["back"]] == ["sink-sold", id_of("Tray")]


def test_Y6_a_piece_keeps_the_line_of_the_list_it_was_packed_for() -> None:
    packed = tell("9:00 A Wai scan_out Booth fair=F piece=pin fair_line=2\n+1/9:00 A Mei move Booth fair=F piece=pin").fair()
    assert [(one["sample"], one["line"]) for one in packed.told()["packed"]] == [(id_of("pin"), "2")]
