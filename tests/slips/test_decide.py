"""Who decides about a slip: never its requester, never who submitted it, never the one who will hold the pieces; and only once."""

from concurrent.futures import ThreadPoolExecutor

from tests.firm import good
from tests.slips.shop import DAY, NOON, Shop, refusal


def test_P16_nobody_approves_rejects_or_extends_a_slip_of_their_own(shop: Shop) -> None:
    [ring] = shop.rings(1)
    slip, request = shop.ask(ring, by="ann")
    before = shop.head()
    assert refusal(shop.decide("ann", slip, request)) == (403, "own_slip", None)
    assert refusal(shop.decide("ann", slip, request, "reject", reason="no"))[:2] == (403, "own_slip")
    assert shop.head() == before
    told = good(shop.decide("bob", slip, request))["slip"]
    assert (told["status"], told["told"]["approved_by"], told["told"]["by"]) == ("approved", shop.ids["bob"], shop.ids["ann"])
    longer = {"back_ms": NOON + 9 * DAY}
    assert refusal(shop.seat("ann").post(f"/api/slips/{slip}/extend", longer))[:2] == (403, "own_slip")
    assert good(shop.seat("bob").post(f"/api/slips/{slip}/extend", longer))["slip"]["told"]["back_ms"] == NOON + 9 * DAY


def test_P16_a_delegate_does_not_approve_what_he_submitted_nor_the_one_it_is_for(shop: Shop) -> None:
    one, two = shop.rings(2)
    slip = shop.phone("mei").uuid()
    request = shop.request("mei", slip, [{"line": "1", "sample": one}])
    shop.say("bob", "slip_submit", slip=slip, body={"request": request})
    assert refusal(shop.decide("bob", slip, request))[:2] == (403, "own_slip")
    for_ann, asked = shop.ask(two, by="mei", to=shop.ids["ann"])
    assert refusal(shop.decide("ann", for_ann, asked))[:2] == (403, "own_slip"), "the one who will hold the pieces"
    assert good(shop.decide("bob", for_ann, asked))["slip"]["status"] == "approved"


def test_P16_an_edit_by_a_colleague_does_not_wash_the_first_requester_clean(shop: Shop) -> None:
    [ring] = shop.rings(1)
    slip, _ = shop.ask(ring, by="ann")
    edited = shop.request("mei", slip, [{"line": "1", "sample": ring}])
    shop.say("mei", "slip_submit", slip=slip, body={"request": edited})
    assert refusal(shop.decide("ann", slip, edited))[:2] == (403, "own_slip")


def test_P16_edited_after_approval_the_approval_is_void(shop: Shop) -> None:
    one, two = shop.rings(2)
    slip, request = shop.ask(one)
    good(shop.decide("ann", slip, request))
    edited = shop.request("mei", slip, [{"line": "1", "sample": one}, {"line": "2", "sample": two}])
    row = shop.slip(slip)
    assert (row["status"], row["told"]["approved_by"], row["told"]["request"]) == ("draft", None, edited)
    assert refusal(shop.decide("bob", slip, request)) == (409, "slip_changed", "request")
    assert refusal(shop.decide("bob", slip, edited))[:2] == (409, "slip_not_waiting"), "edited, but not submitted again"
    shop.say("mei", "slip_submit", slip=slip, body={"request": edited})
    assert refusal(shop.decide("bob", slip, request))[:2] == (409, "slip_changed"), "the old one is still not what is asked now"
    assert good(shop.decide("bob", slip, edited))["slip"]["told"]["approved_by"] == shop.ids["bob"]


def test_P16_edited_on_a_phone_that_was_offline_while_it_was_approved(shop: Shop) -> None:
    one, two = shop.rings(2)
    slip, request = shop.ask(one)
    about = {"purpose": "fair", "out_ms": NOON, "back_ms": NOON + DAY, "lines": [{"line": "1", "sample": two}]}
    shop.phone("mei").record("slip_request", slip=slip, body=about)
    good(shop.decide("ann", slip, request))
    shop.phone("mei").drain()
    row = shop.slip(slip)
    assert (row["status"], row["told"]["approved_by"], row["told"]["lines"][0]["sample"]) == ("draft", None, two)


def test_X21_a_slip_is_decided_once(shop: Shop) -> None:
    one, two = shop.rings(2)
    slip, request = shop.ask(one)
    good(shop.decide("ann", slip, request))
    for again in ("approve", "reject"):
        assert refusal(shop.decide("bob", slip, request, again, reason="late"))[:2] == (409, "slip_not_waiting")
    other, asked = shop.ask(two)
    rejected = good(shop.decide("ann", other, asked, "reject", reason="Not for a fair"))["slip"]
    assert (rejected["status"], rejected["told"]["reject_reason"]) == ("rejected", "Not for a fair")
    assert refusal(shop.decide("bob", other, asked))[:2] == (409, "slip_not_waiting")


def test_X21_of_two_approvers_at_once_one_wins(shop: Shop) -> None:
    rings = shop.rings(6)
    for ring in rings:
        slip, request = shop.ask(ring)
        shop.seat("ann"), shop.seat("bob")
        with ThreadPoolExecutor(2) as pool:
            told = sorted(reply.status for reply in pool.map(shop.decide, ("ann", "bob"), (slip, slip), (request, request)))
        assert told == [200, 409]
        assert shop.slip(slip)["status"] == "approved"


def test_X21_a_cancelled_slip_a_draft_and_one_nobody_knows_are_not_decided(shop: Shop) -> None:
    one, two = shop.rings(2)
    slip, request = shop.ask(one)
    shop.say("mei", "slip_cancel", slip=slip, body={"reason": "client ill"})
    assert refusal(shop.decide("ann", slip, request))[:2] == (409, "slip_not_waiting")
    draft = shop.phone("mei").uuid()
    asked = shop.request("mei", draft, [{"line": "1", "sample": two}])
    assert refusal(shop.decide("ann", draft, asked))[:2] == (409, "slip_not_waiting")
    nobody = shop.phone("mei").uuid()
    for what in ("approve", "reject"):
        assert shop.decide("ann", nobody, request, what, reason="x").status == 404
    assert shop.seat("ann").post(f"/api/slips/{nobody}/extend", {"back_ms": NOON}).status == 404


def test_X22_an_approval_says_why_and_stands_in_history(shop: Shop) -> None:
    [ring] = shop.rings(1)
    slip, request = shop.ask(ring)
    told = good(shop.decide("ann", slip, request, reason="for the\nLee wedding"))["slip"]
    assert told["no"].startswith("S-") and told["told"]["approved_ms"]
    shop.say("kit", "scan_out", sample=ring, to=shop.ids["mei"], slip=slip, body={"line": "1"})
    entries = good(shop.firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"]
    assert [entry["kind"] for entry in entries] == ["scan_out", "slip_approve", "slip_submit", "slip_request", "register"]
    assert entries[1]["body"]["reason"] == "for the\nLee wedding" and entries[0]["slip"] == slip


def test_X23_who_issues_what_he_approved_or_receives_what_he_issued_is_flagged_and_never_refused(shop: Shop) -> None:
    one, two, three = shop.rings(3)
    slip, request = shop.ask(one)
    good(shop.decide("ann", slip, request))
    made = shop.say("ann", "scan_out", sample=one, to=shop.ids["mei"], slip=slip, body={"line": "1"})
    assert made.verdict in ("accepted", "flagged")
    assert "issuer_is_approver" in shop.slip(slip)["told"]["flags"]
    to_himself = shop.approved(two)
    shop.say("kit", "scan_out", sample=two, to=shop.ids["kit"], slip=to_himself, body={"line": "1"})
    assert "issuer_is_receiver" in shop.slip(to_himself)["told"]["flags"]
    own, asked = shop.ask(three, by="kit")
    good(shop.decide("ann", own, asked))
    shop.say("kit", "scan_out", sample=three, to=shop.ids["mei"], slip=own, body={"line": "1"})
    assert "issuer_is_requester" in shop.slip(own)["told"]["flags"]


def test_X23_what_left_before_anybody_approved_may_still_be_approved_and_stays_flagged(shop: Shop) -> None:
    [ring] = shop.rings(1)
    slip, request = shop.ask(ring)
    shop.say("kit", "scan_out", sample=ring, to=shop.ids["mei"], slip=slip, body={"line": "1"})
    assert shop.slip(slip)["told"]["flags"] == ["issued_unapproved"]
    told = good(shop.decide("ann", slip, request))["slip"]["told"]
    assert (told["approved_by"], told["flags"]) == (shop.ids["ann"], ["issued_unapproved"])


def test_X24_a_slip_is_extended_to_a_later_day_while_it_runs(shop: Shop) -> None:
    one, two = shop.rings(2)
    slip = shop.approved(one)
    shop.say("mei", "slip_extend_ask", slip=slip, body={"back_ms": NOON + 8 * DAY, "reason": "client away"})
    assert shop.slip(slip)["told"]["asked_back_ms"] == NOON + 8 * DAY
    seat = shop.seat("bob")
    for day in (5, 4):
        assert refusal(seat.post(f"/api/slips/{slip}/extend", {"back_ms": NOON + day * DAY})) == (409, "not_later", "back_ms")
    told = good(seat.post(f"/api/slips/{slip}/extend", {"back_ms": NOON + 8 * DAY, "reason": "client away"}))["slip"]["told"]
    assert (told["back_ms"], told["asked_back_ms"]) == (NOON + 8 * DAY, None)
    waiting, _ = shop.ask(two)
    assert refusal(seat.post(f"/api/slips/{waiting}/extend", {"back_ms": NOON + 8 * DAY}))[:2] == (409, "slip_not_running")


NO_ID = [None, 5, "", "x", [], {}, True, "0" * 4_000]
NO_REASON = [5, "", "  ", [], {}, "a\x07b", "x" * 501]


def test_W1_decisions_wrong_in_every_way(shop: Shop) -> None:
    [ring] = shop.rings(1)
    slip, request = shop.ask(ring)
    before, seat = shop.head(), shop.seat("ann")
    bad = [
        *(("approve", {"request": wrong}, "request") for wrong in NO_ID),
        *(("approve", {"request": request, "reason": wrong}, "reason") for wrong in NO_REASON),
        *(("reject", {"request": request, "reason": wrong}, "reason") for wrong in [*NO_REASON, None]),
        ("reject", {"request": request}, "reason"), ("approve", {}, "request"), ("approve", {"request": request, "more": 1}, "more"),
        *(("extend", {"back_ms": wrong}, "back_ms") for wrong in (None, "5", 1.5, True, -1, 2**53, [], {})),
    ]  # fmt: skip
    for what, body, field in bad:
        reply = seat.post(f"/api/slips/{slip}/{what}", body)
        assert reply.status in (400, 422) and reply.json["field"] in (field, None), (what, body, reply)
    assert shop.head() == before
