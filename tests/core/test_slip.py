"""Stories of slips: asked for, approved, picked, out and back, and who may not have done it."""

import pytest

from tests.core.story import id_of, tell

ASK = "9:00 hers Mei slip_request slip=S lines=1:ring,2:R-102*2 back_ms=5\n 9:01 hers Mei slip_submit slip=S request=9:00\n"
YES = ASK + "9:30 office Ann slip_approve slip=S request=9:00\n"
OUT = YES + "10:00 desk Wai scan_out Mei piece=ring slip=S line=1\n"
ALL = OUT + "10:01 desk Wai scan_out Mei piece=a slip=S line=2\n 10:02 desk Wai scan_out Mei piece=b slip=S line=2\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (ASK.splitlines()[0], "draft"), (ASK, "submitted"), (YES, "approved"), (OUT, "picking"), (ALL, "issued"),
        (ASK + "9:30 office Ann slip_reject slip=S request=9:00 reason=no", "rejected"),
        (ASK + "9:30 hers Mei slip_cancel slip=S", "cancelled"),
        (ALL + "12:00 desk Wai scan_in Tray piece=a slip=S", "partly_returned"),
        (ALL + "".join(f"12:0{n} desk Wai scan_in Tray piece={piece}\n" for n, piece in enumerate(("ring", "a", "b"))), "closed"),
        (OUT + "12:00 desk Wai scan_in Tray piece=ring", "partly_returned"),
    ],
)  # fmt: skip
def test_X1_the_status_follows_from_what_was_said_and_where_the_pieces_are(text, status):
    assert tell(text).slip().status == status


def test_X1_a_line_of_which_some_came_back_is_done():
    back = "12:00 desk Wai scan_in Tray piece=ring\n 12:01 desk Wai scan_in Tray piece=a"
    slip = tell(OUT + "10:01 desk Wai scan_out Mei piece=a slip=S line=2\n" + back).slip()
    assert (slip.status, slip.lines[1].issued, slip.lines[1].returned) == ("closed", [id_of("a")], [id_of("a")])


def test_X2_an_edit_voids_submission_and_approval():
    slip = tell(YES + "9:40 hers Mei slip_request slip=S lines=1:ring").slip()
    assert (slip.status, slip.told()["approved_by"], slip.told()["submitted_by"]) == ("draft", None, None)
    assert slip.told()["request"] == id_of("9:40")
    again = YES + "9:40 hers Mei slip_request slip=S lines=1:ring\n 9:41 hers Mei slip_submit slip=S request=9:40\n"
    assert tell(again + "9:50 office Ann slip_approve slip=S request=9:00").slip().status == "submitted"
    assert tell(again + "9:50 office Ann slip_approve slip=S request=9:40").slip().status == "approved"


def test_X2_an_edit_that_is_taken_back_leaves_the_approval():
    assert tell(YES + "9:40 hers Mei slip_request slip=S lines=1:a\n 9:42 hers Mei undo of=9:40").slip().status == "approved"


def test_X3_everybody_who_asked_edited_or_submitted_is_an_asker():
    slip = tell(ASK + "9:10 his Tom slip_request slip=S lines=1:ring\n 9:11 c Wai slip_submit slip=S request=9:10").slip()
    assert slip.askers == {id_of("Mei"), id_of("Tom"), id_of("Wai")}


@pytest.mark.parametrize(
    ("scan", "flags"),
    [
        ("desk Wai scan_out Mei", []), ("desk Ann scan_out Mei", ["issuer_is_approver"]),
        ("desk Mei scan_out Tom", ["issuer_is_requester"]), ("desk Wai scan_out Wai", ["issuer_is_receiver"]),
        ("desk Mei scan_out Mei", ["issuer_is_receiver", "issuer_is_requester"]),
        ("desk Mei hand_over Mei", []),
    ],
)  # fmt: skip
def test_X3_who_may_not_issue_is_flagged_and_the_piece_is_out(scan, flags):
    story = tell(YES + f"10:00 {scan} piece=ring slip=S line=1")
    assert story.slip().told()["flags"] == flags
    assert story.slip().lines[0].issued == [id_of("ring")]


def test_X3_who_signs_for_the_goods_is_not_who_hands_them_out():
    assert tell(OUT + "10:05 desk Wai slip_sign slip=S receiver=Wai").slip().told()["flags"] == ["issuer_is_receiver"]
    assert tell(OUT + "10:05 desk Wai slip_sign slip=S receiver=Mei").slip().told()["flags"] == []


def test_X4_a_piece_goes_to_its_line_and_no_line_takes_more_than_it_asked_for():
    slip = tell(ALL + "10:03 desk Wai scan_out Mei piece=c slip=S line=2").slip()
    assert [line.issued for line in slip.lines] == [[id_of("ring")], [id_of("a"), id_of("b")]]
    assert [one["sample"] for one in slip.told()["off_slip"]] == [id_of("c")]


def test_X4_a_piece_that_is_on_no_line_is_a_case_until_it_is_back():
    story = tell(OUT + "10:03 desk Wai scan_out Mei piece=c slip=S off_slip=true line=2")
    (case,) = story.slip().cases(id_of("S"))
    assert (case.kind, case.sample, case.claims[0]["slip"]) == ("off_slip", id_of("c"), id_of("S"))
    story.facts += tell("12:00 desk Wai scan_in Tray piece=c").facts
    assert story.slip().cases(id_of("S")) == []
    assert story.slip().told()["off_slip"] == [{"sample": id_of("c"), "action": id_of("10:03")}]


def test_X4_a_piece_put_on_the_slip_afterwards_is_off_it_no_more():
    story = tell(OUT + "10:03 desk Wai scan_out Mei piece=c slip=S off_slip=true\n 10:10 hers Mei slip_request slip=S lines=1:ring,2:c")
    assert (story.slip().told()["off_slip"], story.slip().status) == ([], "issued")


def test_X5_what_left_after_the_end_is_off_the_slip_and_stays_with_it_until_it_is_back():
    story = tell(YES + "9:40 hers Mei slip_cancel slip=S\n 10:00 desk Wai scan_out Mei piece=ring slip=S line=1")
    slip = story.slip()
    assert (slip.status, slip.told()["flags"], len(slip.cases("S"))) == ("issued", ["issued_cancelled"], 1)
    story.facts += tell("12:00 desk Wai scan_in Tray piece=ring").facts
    assert story.slip().status == "cancelled"


def test_X5_a_slip_cancelled_with_pieces_out_ends_when_they_are_back():
    story = tell(OUT + "11:00 hers Mei slip_cancel slip=S reason=enough")
    assert (story.slip().status, story.slip().told()["cancel_reason"]) == ("issued", "enough")
    story.facts += tell("12:00 desk Wai scan_in Tray piece=ring").facts
    assert story.slip().status == "cancelled"


def test_X6_an_undone_issue_was_none():
    slip = tell(OUT + "10:05 desk Wai undo of=10:00 piece=ring").slip()
    assert (slip.status, slip.lines[0].issued) == ("approved", [])


def test_X6_an_issue_that_a_settlement_stands_behind_stays_though_it_is_taken_back():
    slip = tell(OUT + "11:00 office Wai settle piece=ring case=x\n 11:05 desk Wai undo of=10:00 piece=ring").slip()
    assert slip.lines[0].issued == [id_of("ring")]


def test_X7_a_handover_on_the_way_keeps_the_slip_and_takes_no_line_again():
    slip = tell(OUT + "11:00 his Mei hand_over Tom piece=ring slip=S").slip()
    assert (slip.lines[0].issued, slip.lines[0].returned, len(slip.took)) == ([id_of("ring")], [], 1)


@pytest.mark.parametrize(
    ("move", "carries"),
    [("move Chow", True), ("move Booth", True), ("scan_in Tray", False), ("move sold", False), ("move lost", True), ("report_lost", True)],
)
def test_X7_a_piece_carries_its_slip_until_it_is_in_a_store_or_gone_for_good(move, carries):
    story = tell(OUT + f"12:00 his Mei {move} piece=ring")
    assert story.piece("ring").slip == (id_of("S") if carries else None)


@pytest.mark.parametrize("decision", ["settle lost", "write_off lost"])
def test_X7_a_loss_that_is_settled_ends_the_slip(decision):
    story = tell(OUT + f"12:00 his Mei report_lost piece=ring\n 13:00 office Ann {decision} piece=ring")
    assert story.piece("ring").slip is None
    assert story.slip().lines[0].returned == [id_of("ring")]


def test_X8_an_extension_counts_from_when_it_is_given_and_asking_is_no_extension():
    asked = tell(OUT + "11:00 hers Mei slip_extend_ask slip=S back_ms=9").slip()
    assert (asked.due_ms, asked.told()["asked_back_ms"]) == (5, 9)
    given = tell(OUT + "11:00 hers Mei slip_extend_ask slip=S back_ms=9\n 12:00 office Ann slip_extend slip=S back_ms=8").slip()
    assert (given.due_ms, given.told()["asked_back_ms"]) == (8, None)


def test_X1_the_receiver_is_the_requester_unless_another_is_named():
    assert tell(ASK).slip().told()["to"] == id_of("Mei")


KEYS = (
    "request by submitted_by approved_by approved_ms reject_reason cancel_reason cancelled_ms purpose client to out_ms back_ms "
    "asked_back_ms note "
    "requested_ms submitted_ms issued_ms closed_ms lines off_slip signed flags"
)


@pytest.mark.parametrize("text", ["", ALL, "10:00 desk Wai scan_out Mei piece=ring slip=S"])
def test_X1_every_key_is_always_told(text):
    assert " ".join(tell(text).slip().told()) == KEYS
