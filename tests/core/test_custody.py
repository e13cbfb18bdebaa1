"""Stories of single pieces: who answers, and what cannot be true together."""

import pytest

from server.core.case import vanished
from tests.core.story import clock, id_of, tell

BEGIN = "9:00 desk Wai register Tray home=Tray\n"


def kinds_of(story, watermark=None):
    return [(case.kind, case.status) for case in story.cases(watermark)]


def test_C1_a_piece_is_where_it_was_last_put_and_that_place_answers_for_it():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei")
    assert story.seen == ("out", "Mei", "Mei")
    assert story.cases() == []


@pytest.mark.parametrize(
    ("place", "status"),
    [("Cabinet", "in_store"), ("Mei", "out"), ("Chow", "at_client"), ("Workshop", "in_repair"), ("Booth", "at_booth"),
     ("Courier", "in_transit"), ("sold", "sold"), ("returned_to_owner", "returned_to_owner"), ("scrapped", "scrapped"), ("lost", "lost")],
)  # fmt: skip
def test_C2_the_status_follows_from_the_kind_of_the_place(place, status):
    assert tell(BEGIN + f"10:00 desk Wai move {place}").state.status == status


def test_C3_a_ring_goes_out_to_Mei_and_then_to_Tom_with_nothing_between():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei \n 12:00 stand Ann scan_out Tom")
    assert story.seen == ("disputed", "Tom", "Tom")
    assert kinds_of(story) == [("return_missing", "open")]
    assert [claim["to"] for claim in story.cases()[0].claims] == [id_of("Mei"), id_of("Tom")]


def test_C3_a_third_and_a_fourth_taker_stand_in_the_same_case():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei\n 10:01 b Wai scan_out Tom\n 10:02 c Wai scan_out Ann\n 10:03 d Wai scan_out Chow")
    (case,) = story.cases()
    assert len(case.claims) == 4
    assert case.id == tell(BEGIN + "10:00 a Wai scan_out Mei\n 10:01 b Wai scan_out Tom").cases()[0].id


def test_C4_the_one_who_answers_for_it_may_always_move_it():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei\n 11:00 hers Mei hand_over Tom\n 12:00 his Tom scan_out Chow")
    assert story.seen == ("at_client", "Chow", "Chow")
    assert story.cases() == []


def test_C4_somebody_else_may_not_hand_over_what_Mei_answers_for():
    assert kinds_of(tell(BEGIN + "10:00 desk Wai scan_out Mei\n 11:00 his Tom hand_over Tom")) == [("return_missing", "open")]


def test_C4_her_badge_scanned_with_the_piece_is_as_good_as_her_own_phone():
    assert tell(BEGIN + "10:00 desk Wai scan_out Mei\n 11:00 desk Wai hand_over Tom seen=Mei").cases() == []


def test_C3_a_case_of_very_many_takers_stays_small_enough_to_read():
    takers = "\n".join(f"10:{n // 60:02}:{n % 60:02} phone{n} Wai scan_out {'Mei' if n % 2 else 'Tom'}" for n in range(150))
    assert [len(case.claims) for case in tell(BEGIN + takers).cases()] == [100]


@pytest.mark.parametrize("place", ["Chow", "Workshop", "Booth", "Courier"])
def test_C4_a_place_without_a_phone_of_its_own_is_fetched_from_by_anybody(place):
    assert tell(BEGIN + f"10:00 desk Wai scan_out {place}\n 11:00 his Tom move Tom").cases() == []
    assert kinds_of(tell(BEGIN + f"10:00 desk Wai scan_out {place}\n 11:00 desk Wai scan_out Tom")) == [("return_missing", "open")]


def test_C5_what_the_phone_believed_is_never_a_judgement():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei believes=Safe\n 11:00 desk Wai scan_in Cabinet believes=Tom")
    assert story.seen == ("in_store", "Cabinet", "Cabinet")
    assert story.cases() == []
    assert kinds_of(tell(BEGIN + "10:00 desk Wai scan_out Mei\n 11:00 b Ann scan_out Tom believes=Mei")) == [("return_missing", "open")]


def test_C6_in_when_already_in_is_a_sighting_or_an_internal_move():
    story = tell(BEGIN + "10:00 desk Wai scan_in Tray\n 10:05 desk Wai scan_in Cabinet")
    assert story.seen == ("in_store", "Cabinet", "Cabinet")
    assert story.cases() == []


def test_C6_out_again_to_the_same_holder_is_no_case():
    assert tell(BEGIN + "10:00 desk Wai scan_out Mei\n 10:00:20 stand Ann scan_out Mei").cases() == []


@pytest.mark.parametrize("retired", ["report_lost", "move scrapped", "move sold", "move returned_to_owner"])
@pytest.mark.parametrize("scan", ["scan_in Cabinet", "scan_out Tom", "sighting seen=Cabinet", "found Cabinet", "move Chow", "sighting"])
def test_C7_a_retired_or_lost_piece_that_is_scanned_is_found_and_never_silently_back(retired, scan):
    story = tell(BEGIN + f"10:00 desk Wai {retired}\n 12:00 stand Ann {scan}\n 13:00 stand Ann scan_in Tray")
    assert story.state.status == "found"
    assert kinds_of(story) == [("retired_seen", "open")]


def test_C7_the_last_holder_goes_on_answering_for_a_lost_piece():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei\n 12:00 hers Mei report_lost")
    assert story.seen == ("lost", "sink-lost", "Mei")
    assert story.state.known_ms == story.facts[-1].known_ms


def test_C8_a_scan_in_the_store_shows_where_a_disputed_piece_is():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom\n 15:00 desk Wai scan_in Tray")
    assert story.seen == ("in_store", "Tray", "Tray")
    (case,) = story.cases()
    assert (case.status, case.settled["reason"], case.settled["by"]) == ("explained", "scan_shows_place", id_of("Wai"))


def test_C8_what_was_explained_once_does_not_cover_the_next_dispute():
    again = "15:00 desk Wai scan_in Tray\n 16:00 a Wai scan_out Mei\n 17:00 b Ann scan_out Tom"
    story = tell(BEGIN + "10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom\n" + again)
    assert kinds_of(story) == [("return_missing", "explained"), ("return_missing", "open")]
    assert story.state.status == "disputed"


@pytest.mark.parametrize("who", ["Mei", "Tom"])
def test_C8_either_claimant_shows_by_moving_it_who_had_it(who):
    story = tell(BEGIN + f"10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom\n 13:00 c {who} hand_over Chow")
    assert story.seen == ("at_client", "Chow", "Chow")
    assert kinds_of(story) == [("return_missing", "explained")]


def test_C8_a_sighting_of_a_disputed_piece_at_a_scanned_place_says_who_has_it():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom\n 13:00 c Ann sighting seen=Mei")
    assert story.seen == ("out", "Mei", "Mei")


def test_C8_a_scan_in_doubt_that_may_be_the_missing_return_ends_no_dispute_until_a_sure_one_does():
    taken = BEGIN + "9:30 a Wai scan_out Mei\n 11:00 b Ann scan_out Tom known=20:00\n"
    doubted = taken + "14:00 c Mei hand_over Mei unsure=1 known=21:00\n 14:10 c Mei scan_in Tray unsure=1 known=21:00\n"
    story = tell(doubted)
    (case,) = story.cases()
    assert (case.kind, case.status, len(case.claims)) == ("return_missing", "open", 4)
    assert story.seen == ("disputed", "Tray", "Tray")
    assert kinds_of(tell(doubted + "16:00 desk Wai scan_in Cabinet")) == [("return_missing", "explained")]


def test_C8_a_scan_in_doubt_that_surely_came_later_ends_it():
    told = (
        BEGIN
        + "9:30 a Wai scan_out Mei\n 11:00 b Ann scan_out Tom known=12:00\n 14:00 c Mei scan_in Tray unsure=1 known=21:00 anchor=13:00"
    )
    assert kinds_of(tell(told)) == [("return_missing", "explained")]


def test_C8_the_same_claim_told_again_settles_nothing():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom\n 12:10 b Ann scan_out Tom\n 12:20 c Ann sighting")
    assert kinds_of(story) == [("return_missing", "open")]


def test_C9_a_late_return_explains_the_gap_and_the_case_is_gone_from_the_fold():
    before = tell(BEGIN + "10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom")
    after = tell(BEGIN + "10:00 a Wai scan_out Mei\n 11:00 c Wai scan_in Tray known=18:00\n 12:00 b Ann scan_out Tom")
    assert after.seen == ("out", "Tom", "Tom")
    assert vanished([case.id for case in before.cases()], after.cases()) == [before.cases()[0].id]
    assert vanished([case.id for case in before.cases()], before.cases()) == []


def test_C10_a_piece_out_with_Tom_that_is_seen_in_a_cabinet_contradicts():
    story = tell(BEGIN + "10:00 desk Wai scan_out Tom\n 12:00 count Ann sighting seen=Cabinet")
    assert story.seen == ("disputed", "Cabinet", "Tom")
    assert kinds_of(story) == [("place_contradicts", "open")]


def test_C10_a_piece_in_the_safe_that_is_taken_from_a_client_contradicts():
    assert kinds_of(tell(BEGIN + "12:00 his Tom scan_out Lux seen=Chow")) == [("place_contradicts", "open")]


@pytest.mark.parametrize(("holder", "seen"), [("Mei", "Chow"), ("Mei", "Booth"), ("Tray", "Cabinet"), ("Booth", "Mei")])
def test_C10_a_holder_may_carry_it_and_the_store_may_shift_it_without_a_case(holder, seen):
    story = tell(BEGIN + f"10:00 desk Wai move {holder}\n 12:00 count Ann sighting seen={seen}")
    assert story.cases() == []
    assert story.seen[1:] == (seen, "Cabinet" if holder == "Tray" else holder)


def test_C10_the_one_who_answers_may_have_laid_it_anywhere():
    assert tell(BEGIN + "10:00 desk Wai scan_out Mei\n 12:00 hers Mei scan_out Chow seen=Cabinet").cases() == []


def test_C10_nobody_sees_a_piece_in_sold():
    assert tell(BEGIN + "10:00 desk Wai sighting sold\n 10:05 desk Wai sighting").seen == ("in_store", "Tray", "Tray")


def test_C10_a_return_explains_the_contradiction():
    story = tell(BEGIN + "10:00 desk Wai scan_out Tom\n 12:00 count Ann sighting seen=Cabinet\n 12:05 desk Wai scan_in Cabinet")
    assert story.seen == ("in_store", "Cabinet", "Cabinet")
    assert kinds_of(story) == [("place_contradicts", "explained")]


def test_C11_a_piece_nobody_registered_folds_all_the_same():
    story = tell("10:00 desk Wai scan_out Mei")
    assert story.seen == ("unregistered", "Mei", "Mei")
    assert tell("10:00 desk Wai scan_out Mei\n 11:00 desk Wai register home=Tray").seen == ("out", "Mei", "Mei")


def test_C11_what_is_gone_is_gone_registered_or_not():
    assert tell("10:00 desk Wai report_lost").state.status == "lost"


def test_C11_a_second_registration_says_more_and_moves_nothing():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei\n 11:00 desk Ann register Cabinet home=Safe")
    assert story.seen == ("out", "Mei", "Mei")
    assert story.state.home == id_of("Safe")


def test_C11_an_unknown_kind_or_version_is_kept_and_moves_nothing():
    story = tell(BEGIN + "10:00 desk Wai levitate Mei")
    of_later_release = story.facts[0].action._replace(kind="scan_out", to=id_of("Mei"), v=2, id=id_of("v2"))
    story.facts.append(story.facts[1]._replace(order_ms=clock("11:00"), seq=3, action=of_later_release))
    assert story.seen == ("in_store", "Tray", "Tray")
    assert story.state.last_kind == "register"
    assert story.state.key[2] == 3


def test_C12_a_condition_stays_until_another_is_told():
    story = tell(BEGIN + "10:00 desk Wai scan_out Mei condition=worn\n 11:00 desk Wai scan_in Tray")
    assert story.state.condition == "worn"


def test_O5_two_phones_in_the_same_half_minute_the_order_is_unknown():
    story = tell(BEGIN + "10:00:00 a Wai scan_out Mei\n 10:00:20 b Ann scan_out Tom")
    assert story.cases()[0].order_unknown
    assert story.state.order_unknown


def test_O5_a_phone_that_had_heard_of_the_first_before_came_later():
    story = tell(BEGIN + "10:00:00 a Wai scan_out Mei known=10:00:01\n 10:00:20 b Ann scan_out Tom anchor=10:00:05")
    assert not story.cases()[0].order_unknown


def test_O5_a_clock_that_was_set_leaves_the_order_open_until_the_office_knew():
    assert tell(BEGIN + "10:00 a Wai scan_out Mei unsure=1 known=18:00\n 12:00 b Ann scan_out Tom").state.order_unknown
    assert tell(BEGIN + "10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom unsure=1").state.order_unknown
    assert not tell(BEGIN + "10:00 a Wai scan_out Mei known=18:00\n 12:00 b Ann scan_out Tom").state.order_unknown
    assert not tell(BEGIN + "10:00 a Wai scan_out Mei unsure=1 known=11:00\n 12:00 b Ann scan_out Tom").state.order_unknown
