"""Stories of settlements, which later news cannot get behind, and of what people take back."""

from tests.core.story import id_of, tell

BEGIN = "9:00 desk Wai register Tray\n"
DISPUTE = BEGIN + "10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom\n"


def test_C13_a_supervisor_settles_and_it_is_recorded_who_and_why():
    story = tell(DISPUTE + "14:00 office Wai settle Mei decision=with_mei reason=phoned")
    assert story.seen == ("out", "Mei", "Mei")
    (case,) = story.cases()
    assert case.status == "settled"
    assert case.settled == {"by": id_of("Wai"), "at_ms": story.facts[-1].order_ms, "decision": "with_mei", "reason": "phoned"}


def test_C13_a_settlement_without_a_place_closes_its_own_case_only():
    open_case = tell(DISPUTE).cases()[0].id
    assert tell(DISPUTE + f"14:00 office Wai settle case={open_case}").cases()[0].status == "settled"
    assert tell(DISPUTE + "14:00 office Wai settle case=another").cases()[0].status == "open"


def test_C13_a_found_piece_is_back_only_when_a_person_says_so():
    story = tell(BEGIN + "10:00 desk Wai report_lost\n 12:00 b Ann scan_in Tray\n 14:00 office Wai settle Tray")
    assert story.seen == ("in_store", "Tray", "Tray")


def test_C14_a_late_action_before_a_settlement_is_shown_but_does_not_move_the_piece():
    late = "13:00 c Tom hand_over Chow known=18:00\n"
    story = tell(DISPUTE + late + "14:00 office Wai settle decision=as_is")
    assert story.seen == ("out", "Tom", "Tom")
    assert [case.status for case in story.cases()] == ["settled"]


def test_C14_nor_does_a_late_undo():
    story = tell(DISPUTE + "13:00 b Ann undo of=12:00 known=18:00\n 14:00 office Wai settle decision=as_is")
    assert story.seen == ("out", "Tom", "Tom")


def test_C14_the_same_action_known_in_time_does_move_it():
    story = tell(DISPUTE + "13:00 c Tom hand_over Chow known=13:30\n 14:00 office Wai settle decision=as_is")
    assert story.seen == ("at_client", "Chow", "Chow")


def test_C14_what_happened_after_the_settlement_moves_it_however_late_it_is_known():
    story = tell(DISPUTE + "14:00 office Wai settle Mei\n 15:00 hers Mei hand_over Chow known=+1/9:00")
    assert story.seen == ("at_client", "Chow", "Chow")


def test_C14_a_late_registration_still_says_what_the_piece_is():
    story = tell("10:00 a Wai scan_out Mei\n 11:00 desk Wai register Tray home=Safe known=18:00\n 14:00 office Wai settle Mei")
    assert story.seen == ("out", "Mei", "Mei")
    assert story.state.home == id_of("Safe")


def test_C15_an_undone_action_does_not_count_and_both_stay_in_history():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei\n 10:00:30 desk Wai undo of=10:00")
    assert story.seen == ("in_store", "Tray", "Tray")
    assert len(story.facts) == 3
    assert story.state.last_kind == "undo"


def test_C15_the_same_person_may_undo_on_another_phone_and_another_person_on_the_same():
    assert tell(BEGIN + "10:00 a Wai scan_out Mei\n 10:10 b Wai undo of=10:00").seen[0] == "in_store"
    assert tell(BEGIN + "10:00 a Wai scan_out Mei\n 10:10 a Ann undo of=10:00").seen[0] == "in_store"


def test_C15_a_stranger_undoes_nothing():
    assert tell(BEGIN + "10:00 a Wai scan_out Mei\n 10:10 b Tom undo of=10:00").seen[0] == "out"


def test_C15_an_undo_takes_away_the_case_its_action_made():
    assert tell(DISPUTE + "12:01 b Ann undo of=12:00").cases() == []


def test_C15_an_undo_reaches_neither_behind_a_settlement_nor_the_settlement_nor_an_undo():
    settled = DISPUTE + "14:00 office Wai settle decision=as_is\n"
    assert tell(settled + "15:00 b Ann undo of=12:00").seen[1] == "Tom"
    assert tell(DISPUTE + "14:00 office Wai settle Mei\n 15:00 office Wai undo of=14:00").seen[1] == "Mei"
    assert tell(BEGIN + "10:00 a Wai scan_out Mei\n 10:01 a Wai undo of=10:00\n 10:02 a Wai undo of=10:01").seen[1] == "Tray"


def test_C15_an_undo_that_stands_before_its_action_or_names_nothing_does_nothing():
    assert tell(BEGIN + "10:00 a Wai undo of=11:00\n 11:00 a Wai scan_out Mei\n 12:00 a Wai undo of=never").seen[1] == "Mei"
