"""Stories of repairs and inspections: from the damage to the end, and what an inspection finds wrong."""

import pytest

from server.core.inspection import is_weight_right
from tests.core.story import id_of, tell

BEGIN = "8:00 desk Wai register Tray\n"
HURT = BEGIN + "9:00 his Tom damage repair=D grade=serious note=prong\n"
JUDGED = HURT + "10:00 shop Wai assess repair=D fault=prong decision=repair due_ms=7\n"
SENT = JUDGED + "11:00 desk Wai scan_out Workshop repair=D\n"
BACK = SENT + "14:00 desk Wai scan_in Tray repair=D\n"
DONE = BACK + "14:05 desk Wai inspect repair=D outcome=good\n"


@pytest.mark.parametrize(
    ("text", "status", "open"),
    [
        (HURT, "reported", True), (JUDGED, "assessed", True), (SENT, "at_workshop", True), (BACK, "back", True), (DONE, "repaired", False),
        (BACK + "14:05 desk Wai inspect repair=D outcome=repair", "back", True),
        (BACK + "15:00 desk Wai move Workshop repair=D", "at_workshop", True),
        (JUDGED + "11:00 office Ann write_off scrapped repair=D", "scrapped", False),
        (JUDGED + "11:00 office Ann write_off scrapped repair=D replacement=new", "replaced", False),
        (JUDGED + "11:00 office Ann write_off lost repair=D", "closed", False),
    ],
)  # fmt: skip
def test_E1_a_repair_goes_from_report_to_end(text, status, open):
    story = tell(text)
    assert story.repair().status == status
    assert (story.state.repair is not None) is open


def test_E1_the_end_says_by_whom_and_how():
    told = tell(DONE).repair().told()
    assert (told["outcome"], told["ended_by"], told["workshop"]) == ("repaired", id_of("Wai"), id_of("Workshop"))
    assert told["assessed_by"] == id_of("Wai")
    assert (told["due_ms"], told["grade"], told["sample"]) == (7, "serious", tell(DONE).state.sample)
    assert tell(DONE + "14:10 desk Wai undo of=14:05").repair().status == "back"


def test_E1_every_key_is_always_told():
    keys = (
        "sample by opened_ms grade note photos fault decision estimate due_ms assessed_by cost work workshop sent_ms back_ms ended_ms "
        "ended_by outcome replacement"
    )
    assert " ".join(tell("").repair().told()) == " ".join(tell(DONE).repair().told()) == keys


@pytest.mark.parametrize(
    ("recorded", "weighed", "tolerance", "right"),
    [
        ("4.210", "4.230", None, True), ("4.210", "4.231", None, False), ("4.210", "4.190", None, True), ("4.210", "4.189", None, False),
        ("100", "100.2", None, True), ("100", "100.2001", None, False), ("4.21", "4.22", "0.005", False), ("4.21", "4.26", "0.05", True),
        ("4.21", "4.231", "0", False), ("4.21", "9", "2", False), ("4.21", None, None, None), (None, "4.21", None, None),
        ("heavy", "4.21", None, None), ("4.21", "4,2", None, None), ("4.21", "-4.21", None, None), ("٤.٢", "4.2", None, None),
    ],
)  # fmt: skip
def test_E2_a_weight_is_right_within_the_tolerance(recorded, weighed, tolerance, right):
    assert is_weight_right(recorded, {"gross_g": weighed, "tolerance_g": tolerance}) is right


def weighed(*weights: str):
    story = tell("")
    for n, grams in enumerate(("4.21", *weights)):
        (fact,) = tell(f"{8 + n}:00 desk Wai {'inspect' if n else 'register Tray'}").facts
        body = {"gross_g": grams} if n else {"facts": {"gross_g": grams}}
        story.facts.append(fact._replace(seq=n + 1, action=fact.action._replace(body=body)))
    return story


def test_E3_what_an_inspection_finds_wrong_is_a_case_and_the_piece_stays_where_it_is():
    story = weighed("4.1")
    assert [(case.kind, case.status) for case in story.cases()] == [("weight_off", "open")]
    assert story.seen == ("in_store", "Tray", "Tray")


def test_E3_a_later_look_that_finds_the_point_right_answers_it():
    story = weighed("4.1", "4.21")
    assert [(case.status, case.settled["reason"]) for case in story.cases()] == [("explained", "inspection_right")]


def test_E3_each_point_is_answered_by_itself():
    story = tell(BEGIN + "9:00 desk Wai inspect complete=false\n 10:00 desk Wai inspect outcome=good")
    assert [(case.kind, case.status) for case in story.cases()] == [("incomplete", "open")]
    story.facts += tell("11:00 desk Wai inspect complete=true").facts
    assert [case.status for case in story.cases()] == ["explained"]


def test_E3_a_settlement_of_where_the_piece_is_says_nothing_of_its_weight():
    story = weighed("4.1")
    story.facts += tell("12:00 office Ann settle Cabinet case=x decision=place").facts
    assert [(case.kind, case.status) for case in story.cases()] == [("weight_off", "open")]
    own = tell("13:00 office Ann settle decision=as_is").facts[0]
    case = story.cases()[0].id
    story.facts.append(own._replace(seq=2, action=own.action._replace(body={"case": case, "decision": "as_is"})))
    assert [(case.kind, case.status) for case in story.cases()] == [("weight_off", "settled")]
    assert story.seen == ("in_store", "Cabinet", "Cabinet")


def test_E3_a_weight_heard_of_after_a_settlement_is_a_case_all_the_same():
    story = weighed("4.1")
    story.facts[-1] = story.facts[-1]._replace(known_ms=story.facts[-1].order_ms + 99_000_000)
    story.facts += tell("12:00 office Ann settle Cabinet case=x").facts
    assert [(case.kind, case.status) for case in story.cases()] == [("weight_off", "open")]


def test_E4_a_write_off_ends_the_piece_and_everything_open_about_it():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom\n 13:00 office Ann write_off lost reason=gone")
    assert story.seen == ("lost", "sink-lost", "sink-lost")
    assert [(case.status, case.settled["decision"], case.settled["reason"]) for case in story.cases()] == [("settled", "write_off", "gone")]


def test_E4_a_write_off_is_a_barrier_to_what_comes_late():
    story = tell(BEGIN + "10:00 a Wai scan_out Mei known=18:00\n 13:00 office Ann write_off scrapped")
    assert story.seen == ("scrapped", "sink-scrapped", "sink-scrapped")
    assert tell(BEGIN + "10:00 a Wai scan_out Mei\n 13:00 office Ann write_off sold\n 14:00 a Wai undo of=10:00").state.status == "sold"
    assert tell(BEGIN + "13:00 office Ann write_off sold\n 14:00 desk Wai scan_in Tray").state.status == "found"


def test_E4_of_a_lot_so_many_are_written_off():
    story = tell("8:00 desk Wai register Tray n=5\n 9:00 office Ann write_off scrapped n=2")
    assert story.places() == {"Tray": 3, "sink-scrapped": 2}
