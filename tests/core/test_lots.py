"""Stories of lots: a number per place, deltas that commute, and what is short."""

import pytest

from tests.core.story import tell

BEGIN = "9:00 desk Wai register Tray n=5\n"


def test_C16_a_lot_is_a_number_per_place_whose_sum_never_changes():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei n=2\n 11:00 desk Wai scan_out Chow n=1\n 12:00 desk Wai scan_in Tray n=1 seen=Mei")
    assert story.places() == {"Tray": 3, "Mei": 1, "Chow": 1}
    assert story.cases() == []
    assert story.seen == ("in_store", "Tray", "Tray")


@pytest.mark.parametrize("times", [("10:00", "11:00"), ("11:00", "10:00")])
def test_C17_a_lot_taken_twice_is_short_by_the_same_number_in_either_order(times):
    story = tell(BEGIN + f"{times[0]} a Wai scan_out Mei n=5\n {times[1]} b Ann scan_out Tom n=3")
    assert story.places() == {"Tray": -3, "Mei": 5, "Tom": 3}
    (case,) = story.cases()
    assert (case.kind, case.short, case.status) == ("short", 3, "open")
    assert story.state.status == "disputed"


@pytest.mark.parametrize("times", [("10:00", "11:00"), ("11:00", "10:00")])
def test_C17_takers_who_leave_enough_in_the_store_as_a_whole_make_no_case(times):
    story = tell(BEGIN + f"9:30 desk Wai scan_in Safe n=2\n {times[0]} a Wai scan_out Mei n=3\n {times[1]} b Ann scan_out Tom n=2")
    assert story.places() == {"Mei": 3, "Tom": 2}
    assert story.cases() == []


def test_C17_pieces_that_come_back_explain_the_shortage():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei n=5\n 11:00 b Ann scan_out Tom n=3\n 12:00 a Wai scan_in Tray n=3 seen=Mei")
    assert story.places() == {"Mei": 2, "Tom": 3}
    assert [(case.status, case.short) for case in story.cases()] == [("explained", 0)]


def test_C17_a_doubted_scan_that_brings_pieces_back_explains_the_shortage_for_a_sum_knows_no_order():
    taken = "10:00 a Wai scan_out Mei n=5\n 11:00 b Ann scan_out Tom n=3"
    story = tell(BEGIN + taken + "\n 12:00 c Mei scan_in Tray n=3 seen=Mei unsure=1 known=20:00")
    assert story.places() == {"Mei": 2, "Tom": 3}
    assert [(case.status, case.short) for case in story.cases()] == [("explained", 0)]


def test_C17_before_the_watermark_a_shortage_is_provisional():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei n=5\n 11:00 b Ann scan_out Tom n=3")
    assert story.cases("10:30")[0].status == "provisional"


def test_C16_a_lot_registered_after_it_was_handed_out_is_still_one_lot():
    story = tell("8:00 a Wai scan_out Mei n=2\n 8:30 b Ann scan_out Tom n=1\n" + BEGIN)
    assert story.places() == {"Tray": 2, "Mei": 2, "Tom": 1}
    assert story.cases() == []


def test_C16_Mei_hands_on_some_of_hers():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei n=3\n 11:00 hers Mei hand_over Tom n=1")
    assert story.places() == {"Tray": 2, "Mei": 2, "Tom": 1}


def test_C16_who_of_several_brings_it_back_is_whom_the_phone_believed():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei n=3\n 11:00 desk Wai scan_out Tom n=1\n 12:00 desk Wai scan_in Tray n=1 believes=Tom")
    assert story.places() == {"Tray": 2, "Mei": 3}


def test_C13_a_supervisor_says_whose_the_missing_pieces_are():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei n=5\n 11:00 b Ann scan_out Tom n=3\n 14:00 office Wai settle Mei")
    assert story.places() == {"Mei": 2, "Tom": 3}
    assert [case.status for case in story.cases()] == ["settled"]


def test_C7_some_of_a_lot_lost_and_scanned_again_is_found():
    story = tell(BEGIN + "10:00 desk Wai report_lost n=5\n 11:00 desk Wai scan_in Safe n=5")
    assert story.state.status == "found"
