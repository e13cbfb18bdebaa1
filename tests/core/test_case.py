"""When a claim becomes a case, what it is called, and the cases of tags."""

from server.core.case import unknown_tag_case, vanished, void_tag_case
from server.core.state import case_id
from tests.core.story import clock, tell

DISPUTE = "9:00 desk Wai register Tray\n 10:00 a Wai scan_out Mei\n 12:00 b Ann scan_out Tom known=18:00"
CODE = "0123456789ABCDEF"


def test_C23_a_case_is_provisional_until_the_watermark_has_passed_its_claim():
    story = tell(DISPUTE)
    assert [case.status for case in story.cases("11:00")] == ["provisional"]
    assert [case.status for case in story.cases("12:00")] == ["provisional"]
    assert [case.status for case in story.cases("12:01")] == ["open"]


def test_C23_the_claim_counts_from_the_fact_that_made_it_impossible():
    assert tell(DISPUTE).cases()[0].at_ms == clock("12:00")


def test_C24_the_id_of_a_case_comes_from_its_claims_and_nothing_else():
    (first,), (again,) = tell(DISPUTE).cases(), tell(DISPUTE + "\n 13:00 c Wai scan_in Tray").cases()
    assert first.id == again.id
    assert len(first.id) == 64
    assert first.id != tell(DISPUTE.replace("12:00", "12:05")).cases()[0].id


def test_C24_which_of_two_founders_became_known_first_does_not_name_it():
    assert case_id("return_missing", "a ring", ["b", "a"]) == case_id("return_missing", "a ring", ["a", "b"])
    assert case_id("return_missing", "ring", ["a"]) != case_id("retired_seen", "ring", ["a"]) != case_id("retired_seen", "other", ["a"])


def test_C24_a_claim_says_who_what_where_to_and_both_times():
    claim = tell(DISPUTE).cases()[0].claims[1]
    assert list(claim) == ["action", "by", "device", "kind", "to", "happened_ms", "known_ms", "unsure"]
    assert (claim["kind"], claim["happened_ms"], claim["known_ms"]) == ("scan_out", clock("12:00"), clock("18:00"))


def test_C25_an_unknown_tag_is_one_case_however_many_scan_it():
    facts = tell(DISPUTE).facts
    one, all_of_them = unknown_tag_case(CODE, facts[1:2]), unknown_tag_case(CODE, facts[::-1], clock("19:00"))
    assert one.id == all_of_them.id
    assert (one.status, all_of_them.status, one.tag, one.sample) == ("provisional", "open", CODE, facts[0].action.sample)
    assert [claim["happened_ms"] for claim in all_of_them.claims] == sorted(fact.order_ms for fact in facts)


def test_C25_a_void_tag_scanned_anew_is_a_case_of_its_own():
    facts = tell(DISPUTE).facts
    assert void_tag_case(CODE, facts).id == void_tag_case(CODE, facts[:1]).id != void_tag_case(CODE, facts[1:]).id
    assert void_tag_case(CODE, []).claims == unknown_tag_case(CODE, []).claims == []


def test_C9_only_what_is_claimed_no_longer_has_vanished():
    found = tell(DISPUTE).cases()
    assert vanished(["an old one", found[0].id], found) == ["an old one"]
