"""A supervisor who did not count says what becomes of the differences, and piece, cases and count agree ever after."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.firm import good
from tests.phone import Reply
from tests.slips.shop import Shop, refusal

LOST = "sink-lost"


class Counted:
    """Kit counts Tray 1 of three rings: one is there, one is missing, one lies in the drawer; a fourth of another tray turns up."""

    def __init__(self, shop: Shop, by: str = "kit", finish: bool = True):
        self.shop, self.by = shop, by
        self.drawer, self.other = shop.firm.place("Drawer"), shop.firm.place("Tray 2")
        self.here, self.missing, self.third = shop.rings(3)
        [self.stray] = shop.firm.samples(shop.phone("sue"), 1, self.other)
        self.id = shop.phone(by).uuid()
        self.begin()
        self.see(self.here)
        self.see(self.third)
        self.see(self.stray, believed_from=self.other)
        if finish:
            self.finish()

    def begin(self) -> None:
        expected = [self.here, self.missing, self.third]
        self.shop.say(self.by, "count_open", count=self.id, to=self.shop.tray, body={"expected": expected, "mode": "guided"})

    def see(self, sample: str, by: str | None = None, **given: Any):
        about = {"observed_from": self.shop.tray, "believed_from": self.shop.tray} | given
        return self.shop.say(by or self.by, "count_seen", count=self.id, sample=sample, body={"how": "camera"}, **about)

    def finish(self, outcome: str = "done") -> None:
        self.shop.say(self.by, "count_finish", count=self.id, body={"outcome": outcome})

    def accept(self, by: str = "sue", reason: str | None = "looked myself", **decisions: str) -> Reply:
        adjust = [{"sample": getattr(self, name, name), "decision": said} for name, said in decisions.items()]
        return self.shop.seat(by).post(f"/api/counts/{self.id}/accept", {"adjust": adjust, "reason": reason})

    @property
    def row(self) -> dict[str, Any]:
        return good(self.shop.firm.boss.get(f"/api/counts/{self.id}"))["count"]


def test_U7_what_is_accepted_is_a_settlement_of_each_piece_and_the_count_is_closed(shop: Shop) -> None:
    count = Counted(shop)
    assert (count.row["status"], count.row["told"]["missing"]) == ("finished", [count.missing])
    told = good(count.accept(missing="lost", stray="put"))["count"]
    assert told["status"] == "accepted" and told["no"].startswith("C-")
    accepted = told["told"]["accepted"]
    assert (accepted["by"], accepted["reason"]) == (shop.ids["sue"], "looked myself")
    lost, stray = shop.firm.sample(count.missing), shop.firm.sample(count.stray)
    assert (lost["status"], lost["place"], lost["holder"]) == ("lost", LOST, LOST)
    assert (stray["status"], stray["place"], stray["holder"]) == ("in_store", shop.tray, shop.tray)
    [said] = [one for one in good(shop.firm.boss.get(f"/api/samples/{count.missing}/timeline"))["entries"] if one["kind"] == "settle"]
    assert (said["by"], said["body"]["reason"], said["to"]) == (shop.ids["sue"], "looked myself", LOST)


def test_U7_a_piece_its_holder_answers_for_that_was_counted_in_the_tray_is_settled_with_its_case(shop: Shop) -> None:
    count = Counted(shop, finish=False)
    [lent] = shop.rings(1)
    shop.say("kit", "scan_out", sample=lent, to=shop.ids["mei"])
    count.see(lent, believed_from=shop.ids["mei"])
    count.finish()
    assert shop.firm.sample(lent)["status"] == "disputed"
    assert [one["kind"] for one in good(shop.firm.boss.get(f"/api/cases?sample={lent}"))["cases"]] == ["place_contradicts"]
    good(shop.seat("sue").post(f"/api/counts/{count.id}/accept", {"adjust": [{"sample": lent, "decision": "put"}], "reason": "it is here"}))
    piece = shop.firm.sample(lent)
    assert (piece["status"], piece["holder"], piece["claims"]) == ("in_store", shop.tray, 0)
    assert good(shop.firm.boss.get(f"/api/cases?sample={lent}"))["cases"] == []


def test_U8_who_is_a_party_of_a_case_does_not_close_it_by_way_of_a_count(shop: Shop) -> None:
    count = Counted(shop, finish=False)
    [lent] = shop.rings(1)
    shop.say("kit", "scan_out", sample=lent, to=shop.ids["sue"])
    count.see(lent, believed_from=shop.ids["sue"])
    count.finish()
    assert refusal(count.accept(**{lent: "put"})) == (403, "own_case", None)
    assert shop.firm.sample(lent)["status"] == "disputed" and count.row["status"] == "finished"
    good(count.accept(**{lent: "leave"}, stray="put"))


def test_U7_what_an_inspection_found_is_no_matter_of_a_count(shop: Shop) -> None:
    count = Counted(shop, finish=False)
    body = {"certificate": {"lab": "GIA", "number": "1", "matched": False}, "outcome": "good"}
    shop.say("kit", "inspect", sample=count.stray, body=body)
    count.see(count.stray, believed_from=count.other)
    count.finish()
    good(count.accept(stray="put"))
    assert len(good(shop.firm.boss.get(f"/api/cases?sample={count.stray}"))["cases"]) == 1


def test_U8_who_counted_does_not_accept_and_neither_does_who_helped(shop: Shop) -> None:
    count = Counted(shop, by="sue")
    assert refusal(count.accept()) == (403, "own_count", None)
    shop.firm.person("Tom", "supervisor", login=True)
    shop.ids["Tom"] = shop.firm.people["Tom"]["id"]
    good(count.accept("Tom", missing="leave", reason=None))
    helped = Counted(shop)
    helped.see(helped.here, by="sue")
    before = shop.head()
    assert refusal(helped.accept()) == (403, "own_count", None)
    assert shop.head() == before
    assert good(helped.accept("Tom", missing="lost"))["count"]["told"]["counters"] == [shop.ids["kit"], shop.ids["sue"]]


def test_U8_of_two_supervisors_at_once_one_accepts_and_each_piece_is_settled_once(shop: Shop) -> None:
    shop.firm.person("Tom", "supervisor", login=True)
    seats = [shop.seat("sue"), shop.firm.sign_in("Tom")]
    for _round in range(3):
        count = Counted(shop)
        body = {"adjust": [{"sample": count.missing, "decision": "lost"}], "reason": "gone"}
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(lambda seat, to=count.id: seat.post(f"/api/counts/{to}/accept", body), seats))  # noqa: B023
        assert sorted(reply.status for reply in told) == [200, 409]
        assert [reply.json["code"] for reply in told if reply.status == 409] == ["count_closed"]
        entries = good(shop.firm.boss.get(f"/api/samples/{count.missing}/timeline"))["entries"]
        assert sum(entry["kind"] == "settle" for entry in entries) == 1


def test_U9_only_a_difference_of_this_count_is_decided_and_only_as_it_can_be(shop: Shop) -> None:
    count = Counted(shop, finish=False)
    assert refusal(count.accept(missing="lost")) == (409, "count_running", None)
    count.finish()
    before = shop.head()
    nobody = shop.phone("kit").uuid()
    assert refusal(count.accept(**{nobody: "lost"})) == (422, "no_difference", "adjust")
    assert refusal(count.accept(missing="lost", here="lost")) == (422, "no_difference", "adjust"), "it was found"
    assert refusal(count.accept(stray="lost")) == (422, "decision_wrong", "adjust"), "it was seen"
    assert shop.seat("sue").post(f"/api/counts/{nobody}/accept", {"adjust": [], "reason": "x"}).status == 404
    assert shop.head() == before and shop.firm.sample(count.missing)["status"] == "in_store"
    late = count.see(count.missing)
    assert late.verdict == "accepted" and count.row["told"]["missing"] == []
    assert refusal(count.accept(missing="lost")) == (422, "no_difference", "adjust"), "a phone came home with it"
    good(count.accept(stray="leave", reason=None))
    assert refusal(count.accept()) == (409, "count_closed", None)


def test_U9_a_piece_scanned_after_the_count_is_not_declared_lost_by_it(shop: Shop) -> None:
    count = Counted(shop)
    shop.say("kit", "scan_out", sample=count.missing, to=shop.ids["mei"])
    reply = count.accept(missing="lost", stray="put")
    assert refusal(reply) == (409, "seen_since", "adjust") and reply.json["samples"] == [count.missing]
    assert count.row["status"] == "finished", "all or nothing"
    good(count.accept(missing="leave", stray="put"))


def test_U9_found_after_all_it_lies_in_the_tray_it_was_missed_in(shop: Shop) -> None:
    cabinet = shop.firm.place("Cabinet")
    inner = shop.firm.place("Tray 9", parent=cabinet)
    [ring] = shop.firm.samples(shop.phone("sue"), 1, inner)
    count = shop.phone("kit").uuid()
    shop.say("kit", "count_open", count=count, to=cabinet, body={"expected": [ring], "deep": True})
    shop.say("kit", "count_finish", count=count, body={"outcome": "done"})
    body = {"adjust": [{"sample": ring, "decision": "put"}], "reason": "under the lining"}
    good(shop.seat("sue").post(f"/api/counts/{count}/accept", body))
    assert shop.firm.sample(ring)["place"] == inner


def test_U9_a_lot_is_not_lost_by_a_count(shop: Shop) -> None:
    beads = shop.lot(40)
    count = shop.phone("kit").uuid()
    shop.say("kit", "count_open", count=count, to=shop.tray, body={"expected": [beads], "lots": {beads: 40}})
    shop.say("kit", "count_seen", count=count, sample=beads, to=shop.tray, quantity=38, body={"how": "typed"})
    shop.say("kit", "count_finish", count=count, body={"outcome": "done"})
    url = f"/api/counts/{count}/accept"
    reply = shop.seat("sue").post(url, {"adjust": [{"sample": beads, "decision": "lost"}], "reason": "two"})
    assert refusal(reply) == (422, "decision_wrong", "adjust")
    good(shop.seat("sue").post(url, {"adjust": [{"sample": beads, "decision": "leave"}]}))


def test_U9_a_count_that_was_dropped_is_not_accepted(shop: Shop) -> None:
    count = Counted(shop, finish=False)
    count.finish("dropped")
    assert refusal(count.accept()) == (409, "count_closed", None)
    assert [one["id"] for one in good(shop.seat("kit").get("/api/counts?status=dropped"))["counts"]] == [count.id]
    assert good(shop.seat("kit").get("/api/counts?status=finished"))["counts"] == []


def test_U10_who_counts_what_is_theirs_is_flagged_once_in_each_count_and_the_facts_stand(shop: Shop) -> None:
    shelf = shop.firm.place("Shelf", keeper=shop.ids["kit"])
    tray = shop.firm.place("Tray 5", parent=shelf)
    ring, pin = shop.firm.samples(shop.phone("sue"), 2, tray)
    for who, place in (("kit", tray), ("mei", shop.ids["mei"])):
        count = shop.phone(who).uuid()
        opened = shop.say(who, "count_open", count=count, to=place, body={"expected": [ring, pin]})
        seen = [shop.say(who, "count_seen", count=count, sample=piece, to=place) for piece in (ring, pin)]
        assert (opened.verdict, opened.reasons) == ("flagged", ["counter_answers"])
        assert [made.verdict for made in seen] == ["accepted", "accepted"]
        assert good(shop.firm.boss.get(f"/api/counts/{count}"))["count"]["told"]["found"] == [ring, pin]
    joined = shop.phone("sue").uuid()
    assert shop.say("sue", "count_open", count=joined, to=tray, body={"expected": [ring, pin]}).reasons == []
    assert shop.say("kit", "count_seen", count=joined, sample=ring, observed_from=tray).reasons == ["counter_answers"]


def test_U7_counts_are_a_list_as_any_other(shop: Shop) -> None:
    count = Counted(shop)
    good(count.accept(missing="lost", stray="put"))
    reply = shop.seat("sue").talk.client.get("/api/exports/counts?format=csv&lang=en")
    head, line = reply.data.decode("utf-8-sig").splitlines()
    told = dict(zip(head.split(","), line.split(","), strict=True))
    assert (told["Number"], told["Status"], told["Place"]) == (count.row["no"], "Accepted", "Tray 1")
    assert (told["Expected"], told["Found"], told["Missing"], told["Accuracy (%)"]) == ("3", "2", "1", "66.6")


WRONG_IDS = [None, 5, "", "x", [], {}]


def test_W1_acceptances_wrong_in_every_way(shop: Shop) -> None:
    count = Counted(shop)
    before, fine = shop.head(), {"sample": count.missing, "decision": "lost"}
    wrongs: list[tuple[str, Any]] = [("adjust", None), ("adjust", 5), ("adjust", {}), ("adjust", [fine, fine])]
    wrongs += [("adjust", [fine | {"sample": wrong}]) for wrong in WRONG_IDS] + [("adjust", [fine | {"decision": "burn"}])]
    wrongs += [("reason", wrong) for wrong in (None, 5, "", " ", [], "x" * 501)]
    for field, value in wrongs:
        reply = shop.seat("sue").post(f"/api/counts/{count.id}/accept", {"adjust": [fine], "reason": "fine"} | {field: value})
        assert reply.status == 422 and reply.json["field"].startswith(field), (field, value, reply.json)
    assert shop.head() == before
