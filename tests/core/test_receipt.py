"""Stories of deliveries: what was promised, what came, what was decided."""

import pytest

from tests.core.story import id_of, tell

NOTE = "9:00 desk Wai receipt_open receipt=R lines=1:ring*3,2:pearl*1 note_no=DN-7\n"
SHORT = NOTE + "9:10 desk Wai receipt_check receipt=R line=1 counted=2 outcome=short note=one_missing\n"
CHECKED = SHORT + "9:11 desk Wai receipt_check receipt=R line=2 counted=1 outcome=right\n"
SETTLED = CHECKED + "9:30 office Ann receipt_settle receipt=R line=1 decision=claim reason=they_send_it\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (NOTE, "expected"), (SHORT, "checking"), (CHECKED, "differences"), (SETTLED, "closed"),
        (NOTE + "9:10 desk Wai arrive Tray receipt=R line=1", "checking"),
        (SETTLED + "9:40 desk Wai receipt_check receipt=R counted=1 outcome=over", "differences"),
        (SETTLED + "9:40 desk Wai receipt_check receipt=R line=1 counted=1 outcome=short", "differences"),
        (SETTLED + "9:40 desk Wai receipt_check receipt=R line=1 counted=3 outcome=right", "closed"),
    ],
)  # fmt: skip
def test_R1_a_difference_stays_open_until_it_is_settled(text, status):
    assert tell(text).receipt().status == status


def test_R1_what_is_on_no_line_is_settled_by_its_own_name():
    story = tell(SETTLED + "9:40 desk Wai receipt_check receipt=R counted=1 outcome=over")
    over = story.facts[-1].action.id
    assert [extra["action"] for extra in story.receipt().told()["extras"]] == [over]
    settle = tell("9:50 office Ann receipt_settle receipt=R line=x decision=return").facts[0]
    story.facts.append(settle._replace(action=settle.action._replace(body={"line": over, "decision": "return"})))
    assert story.receipt().told()["extras"][0]["settled"]["decision"] == "return"
    assert story.receipt().status == "closed"


def test_R2_counted_again_the_later_counts_and_taken_back_the_earlier():
    again = CHECKED + "9:20 desk Wai receipt_check receipt=R line=1 counted=3 outcome=right\n"
    assert tell(again).receipt().told()["lines"][0]["counted"] == 3
    assert tell(again + "9:21 desk Wai undo of=9:20").receipt().told()["lines"][0]["counted"] == 2


def test_R2_a_line_that_an_edit_took_away_keeps_its_count_as_a_thing_on_no_line():
    told = tell(SHORT + "9:20 desk Wai receipt_open receipt=R lines=2:pearl*1").receipt().told()
    assert [line["line"] for line in told["lines"]] == ["2"]
    assert [(extra["counted"], extra["outcome"]) for extra in told["extras"]] == [(2, "short")]


def test_R3_each_piece_that_came_stands_on_its_line_once():
    arrivals = "9:12 desk Wai arrive Tray receipt=R line=1 piece=a\n 9:13 desk Wai arrive Tray receipt=R line=1 piece=b\n"
    told = tell(CHECKED + arrivals + "9:20 desk Wai register Tray receipt=R entry=1 piece=a").receipt().told()
    assert told["lines"][0]["pieces"] == [id_of("a"), id_of("b")]


def test_R3_a_piece_that_arrives_is_in_our_hands_and_not_registered():
    story = tell("9:12 desk Wai arrive Tray receipt=R line=1")
    assert story.seen == ("unregistered", "Tray", "Tray")
    assert story.state.arrived
    story.facts += tell("10:00 desk Wai register Cabinet").facts
    assert story.seen == ("in_store", "Cabinet", "Cabinet")


def test_R3_a_lot_lies_where_its_registration_says():
    story = tell("9:12 desk Wai arrive Tray receipt=R n=5\n 10:00 desk Wai register Cabinet n=5")
    assert story.places() == {"Cabinet": 5}


KEYS = "note_no supplier from ownership arrived return_by by opened_ms note photos lines extras"
LINE_KEYS = "line type quantity model specification photos counted outcome check_note check_photos checked_by check pieces settled"


@pytest.mark.parametrize("text", ["", CHECKED, "9:10 desk Wai receipt_check receipt=R line=1 counted=2 outcome=short"])
def test_R1_every_key_is_always_told(text):
    told = tell(text).receipt().told()
    assert " ".join(told) == KEYS
    assert all(" ".join(line) == LINE_KEYS for line in told["lines"])
