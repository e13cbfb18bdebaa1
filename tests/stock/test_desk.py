"""Tags re-issued, cases settled, and what is kept apart shown."""

from flask import Flask

from tests.firm import Firm, good


def two_outs(firm: Firm) -> tuple[str, str, str]:
    """(sample, case, second holder): one ring out to two people, nothing between."""
    tray, mei, tom = firm.place("Tray"), firm.person("Mei", "holder"), firm.person("Tom", "holder")
    kit = firm.person("Kit", "keeper")
    keeper, other = firm.phone(kit), firm.phone(kit)
    [ring] = firm.samples(keeper, 1, tray)
    other.pull()
    keeper.record("scan_out", sample=ring, to=mei)
    other.record("scan_out", sample=ring, to=tom)
    keeper.drain()
    other.drain()
    [case] = good(firm.boss.get("/api/cases"))["cases"]
    return ring, case["id"], tom


def test_B8_a_supervisor_settles_a_case_and_history_holds_who_and_why(firm: Firm) -> None:
    ring, case, tom = two_outs(firm)
    assert firm.sample(ring)["status"] == "disputed"
    wanted = {"place": tom, "decision": "with_holder", "reason": "Tom showed it on video"}
    settled = good(firm.boss.post(f"/api/cases/{case}/settle", wanted))
    assert settled["case"]["status"] == "settled"
    assert settled["case"]["settled"] | {"at_ms": 0} == {
        "by": firm.boss_id, "at_ms": 0, "decision": "with_holder", "reason": "Tom showed it on video",
    }  # fmt: skip
    row = firm.sample(ring)
    assert (row["status"], row["holder"], row["claims"]) == ("out", tom, 0)
    assert good(firm.boss.get("/api/cases"))["cases"] == []
    assert [found["id"] for found in good(firm.boss.get(f"/api/cases?status=settled&sample={ring}"))["cases"]] == [case]
    assert good(firm.boss.get(f"/api/samples/{ring}/timeline"))["entries"][0]["kind"] == "settle"


def test_B8_a_case_is_settled_once_and_only_to_a_place_that_exists(firm: Firm) -> None:
    _, case, tom = two_outs(firm)
    wanted = {"place": tom, "decision": "with_holder", "reason": "seen"}
    refused = firm.boss.post(f"/api/cases/{case}/settle", wanted | {"place": "nowhere"})
    assert (refused.status, refused.json["code"], refused.json["field"]) == (422, "place_wrong", "place")
    good(firm.boss.post(f"/api/cases/{case}/settle", wanted))
    again = firm.boss.post(f"/api/cases/{case}/settle", wanted)
    assert (again.status, again.json["code"]) == (409, "case_closed")


def test_B9_a_re_issued_tag_has_a_new_code_and_the_old_one_is_void_from_now(firm: Firm) -> None:
    phone = firm.phone()
    [ring] = firm.samples(phone, 1, firm.place("Tray"))
    old = firm.tag_of(ring)
    told = good(firm.boss.post(f"/api/samples/{ring}/tag", {"reason": "torn off"}))
    assert told["generation"] == 2 and firm.tag_of(ring) == told["code"] != old
    phone.pull()
    assert phone.rows["tags"][old]["target"] == ring and phone.rows["tags"][old]["void_ms"]
    assert phone.rows["samples"][ring]["tag"] == told["code"]


def test_B10_codes_printed_ahead_are_bound_when_a_sample_is_registered_with_one(firm: Firm) -> None:
    codes = firm.tags(3)
    assert len(set(codes)) == 3 and all(len(code) == 16 for code in codes)
    phone = firm.phone()
    [ring] = firm.samples(phone, 1, firm.place("Tray"), tag=codes[1])
    assert firm.tag_of(ring) == codes[1]


def test_B11_what_was_kept_apart_is_shown_with_the_reason(app: Flask, firm: Firm) -> None:
    phone = firm.phone(name="Lost phone")
    good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
    phone.record("sighting", tag=firm.tags(1)[0])
    phone.push()
    told = good(firm.boss.get("/api/quarantine"))
    [kept] = told["quarantine"]
    assert told["total"] == 1 and kept["device"] == phone.id and "device_revoked" in kept["reasons"]
    assert '"kind":"sighting"' in kept["text"]
