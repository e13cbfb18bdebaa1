"""Signing in by password and by PIN: who may, for how long, and what happens to whoever guesses."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from server.app import create_app
from server.config import Config
from server.ledger.cursor import writing
from server.people import password, pin, sessions
from tests.firm import PASSWORD, PIN, Firm, Seat, good
from tests.phone import over_client

WRONG = "481516"


def test_A4_a_person_signs_in_and_out_and_the_session_ends_in_the_office(firm: Firm) -> None:
    firm.person("Clerk", "clerk", login=True)
    seat = firm.sign_in("Clerk")
    assert seat.get("/api/session").json["person"]["names"] == {"en": "Clerk"}
    copied = seat.cookie("loupe_person")
    assert seat.delete("/api/session").status == 204
    thief = firm.browser()
    thief.put_cookie("loupe_person", copied)
    assert thief.get("/api/session").json == {"person": None, "rights": []}


def test_A4_the_login_is_read_without_regard_to_case(firm: Firm) -> None:
    good(firm.browser().post("/api/session", {"login": "  BOSS ", "password": PASSWORD}))


def test_A5_a_session_lasts_twelve_hours(firm: Firm, later) -> None:
    later(12 * 60 - 1)
    assert firm.boss.get("/api/session").json["person"]
    later(12 * 60 + 1)
    assert firm.boss.get("/api/session").json["person"] is None
    assert firm.boss.get("/api/people").status == 401


def test_A6_a_deactivated_persons_session_ends_at_once_and_does_not_come_back(firm: Firm) -> None:
    clerk = firm.person("Clerk", "clerk", login=True, pin=PIN)
    seat, phone = firm.sign_in("Clerk"), firm.phone(by=clerk)
    unlocked = firm.seat_of(phone)
    good(unlocked.post("/api/session/unlock", {"person": clerk, "pin": PIN}))
    good(firm.boss.patch(f"/api/people/{clerk}", {"active": False}))
    assert seat.get("/api/samples").status == 401
    assert unlocked.get("/api/session").json["person"] is None
    assert seat.post("/api/session", {"login": "clerk", "password": PASSWORD}).json["code"] == "wrong_login"
    assert unlocked.post("/api/session/unlock", {"person": clerk, "pin": PIN}).json["code"] == "wrong_pin"
    good(firm.boss.patch(f"/api/people/{clerk}", {"active": True}))
    assert seat.get("/api/samples").status == 401


def test_A6_a_session_opened_in_the_very_moment_of_leaving_is_worth_nothing(app: Flask, firm: Firm) -> None:
    clerk, seat = firm.person("Clerk", "clerk"), firm.browser()
    good(firm.boss.patch(f"/api/people/{clerk}", {"active": False}))
    with app.app_context(), writing():
        token = sessions.open_session(clerk, None)
    seat.put_cookie("loupe_person", token)
    assert seat.get("/api/session").json["person"] is None


@pytest.mark.parametrize("change", [{"password": "another long one"}, {"pin": "902718"}])
def test_A6_a_new_password_or_pin_ends_the_sessions_the_old_one_opened(firm: Firm, change: dict) -> None:
    clerk = firm.person("Clerk", "clerk", login=True, pin=PIN)
    seat = firm.sign_in("Clerk")
    good(firm.boss.patch(f"/api/people/{clerk}", change))
    assert seat.get("/api/session").json["person"] is None


def test_A6_a_role_taken_away_is_gone_from_a_running_session(firm: Firm) -> None:
    clerk = firm.person("Clerk", "clerk", login=True)
    seat = firm.sign_in("Clerk")
    good(seat.post("/api/tags/mint", {"count": 1}))
    good(firm.boss.patch(f"/api/people/{clerk}", {"roles": ["holder"]}))
    assert seat.post("/api/tags/mint", {"count": 1}).status == 403


def test_A7_a_session_opened_by_pin_is_worth_nothing_on_another_device(firm: Firm) -> None:
    phone, other = firm.phone(), firm.phone()
    seat = firm.seat_of(phone)
    good(seat.post("/api/session/unlock", {"person": firm.boss_id, "pin": PIN}))
    cookie = seat.cookie("loupe_person")
    for thief in (firm.browser(), firm.seat_of(other)):
        thief.put_cookie("loupe_person", cookie)
        assert thief.get("/api/session").json["person"] is None


def test_A8_five_wrong_pins_lock_that_person_on_that_phone_for_a_quarter_of_an_hour(firm: Firm, later) -> None:
    phone = firm.phone()
    seat = firm.seat_of(phone)
    for _ in range(5):
        assert _unlock(seat, firm.boss_id, WRONG) == (401, "wrong_pin")
    refused = seat.post("/api/session/unlock", {"person": firm.boss_id, "pin": PIN})
    assert (refused.status, refused.json["code"]) == (429, "locked_out")
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    other = firm.seat_of(firm.phone())
    assert _unlock(other, firm.boss_id, PIN) == (200, None), "his own phone is not locked by somebody else's guesses"
    later(16)
    assert _unlock(seat, firm.boss_id, PIN) == (200, None)


def test_A8_a_right_pin_wipes_the_persons_count_but_not_the_phones(firm: Firm) -> None:
    """Or whoever knows one PIN could try everybody else's for ever."""
    seat = firm.seat_of(firm.phone())
    others = [firm.person(f"P{n}", "holder") for n in range(4)]
    tries = 0
    for other in others:
        for _ in range(4):
            tries += _unlock(seat, other, WRONG) == (401, "wrong_pin")
        _unlock(seat, firm.boss_id, PIN)
    assert tries == 15
    assert _unlock(seat, firm.boss_id, PIN) == (429, "locked_out")


def test_A8_the_tries_of_a_hundred_at_once_are_all_counted(app: Flask, firm: Firm) -> None:
    seats = [firm.browser() for _ in range(8)]
    cookie = firm.seat_of(firm.phone()).cookie("loupe_device")
    for seat in seats:
        seat.put_cookie("loupe_device", cookie)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda n: _unlock(seats[n % 8], firm.boss_id, f"{300_000 + n * 7}"), range(24)))
    assert sorted(set(told)) == [(401, "wrong_pin"), (429, "locked_out")]
    assert told.count((401, "wrong_pin")) == 5


def test_A8_brute_force_finds_no_pin_whatever_the_time(firm: Firm, later) -> None:
    """A day of guessing without pause is at most 5 guesses a quarter of an hour: 480 of a million."""
    seat = firm.seat_of(firm.phone())
    guesses = 0
    for quarter in range(3):
        later(quarter * 15.1)
        guesses += sum(_unlock(seat, firm.boss_id, f"{500_000 + quarter * 100 + n}")[0] == 401 for n in range(8))
    assert guesses == 15


def test_A8_lockout_survives_a_restart(firm: Firm, config: Config) -> None:
    for _ in range(5):
        assert firm.browser().post("/api/session", {"login": "boss", "password": "not this one"}).json["code"] == "wrong_login"
    restarted = Seat(over_client(create_app(config).test_client()))
    refused = restarted.post("/api/session", {"login": "Boss", "password": PASSWORD})
    assert (refused.status, refused.json["code"]) == (429, "locked_out")


def test_A8_an_address_that_tries_many_logins_is_locked_out(firm: Firm) -> None:
    told = [firm.browser().post("/api/session", {"login": f"n{n}", "password": "x"}).status for n in range(32)]
    assert told == [401] * 30 + [429] * 2


@pytest.mark.real_work
def test_A9_an_unknown_login_costs_the_same_work_and_says_the_same(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    work: list[str] = []
    real = password._verify
    monkeypatch.setattr(password, "_verify", lambda hashed, given: work.append(hashed) or real(hashed, given))
    firm.person("Noword", "holder")
    left = firm.person("Left", "holder", login=True)
    good(firm.boss.patch(f"/api/people/{left}", {"active": False}))
    said = []
    for login in ("boss", "nobody", "noword", "left"):
        reply = firm.browser().post("/api/session", {"login": login, "password": "wrong password"})
        said.append((reply.status, reply.json["code"], reply.json["message"], reply.json["field"]))
    assert len(set(said)) == 1 and said[0][:2] == (401, "wrong_login")
    assert len(work) == 4 and all(hashed.startswith("$argon2id$") for hashed in work)
    assert len({hashed.split("$")[3] for hashed in work}) == 1, "the same memory and time for the decoy"


@pytest.mark.real_work
def test_A9_an_unknown_person_costs_the_same_work_as_a_wrong_pin(firm: Firm, monkeypatch: pytest.MonkeyPatch) -> None:
    work: list[int] = []
    real = pin._derive
    monkeypatch.setattr(pin, "_derive", lambda given, salt, iterations: work.append(iterations) or real(given, salt, iterations))
    pinless = firm.person("Pinless", "holder")
    seat = firm.seat_of(firm.phone())
    for person in (firm.boss_id, pinless, "00000000-0000-7000-8000-000000000000"):
        assert _unlock(seat, person, WRONG) == (401, "wrong_pin")
    assert work == [pin.ITERATIONS] * 3 and pin.ITERATIONS >= 310_000


def test_A10_the_session_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(app: Flask, firm: Firm) -> None:
    for scheme, is_secure in (("http", False), ("https", True)):
        client = app.test_client()
        reply = client.post("/api/session", json={"login": "boss", "password": PASSWORD}, base_url=f"{scheme}://localhost")
        parts = {part.strip() for part in reply.headers["Set-Cookie"].split(";")}
        assert {"HttpOnly", "SameSite=Strict", "Path=/", f"Max-Age={sessions.PERSON_HOURS * 3600}"} <= parts
        assert ("Secure" in parts) == is_secure


def test_A10_a_changing_call_from_another_site_is_refused_cookies_or_not(firm: Firm) -> None:
    foreign = firm.boss.post("/api/people", {"names": {"en": "Spy"}, "roles": ["admin"]}, Origin="https://evil.example")
    assert (foreign.status, foreign.json["code"]) == (403, "foreign_origin")


EASY = "000000 111111 123456 654321 567890 890123 098765 121212 123123 112233 998877"


@pytest.mark.parametrize("easy", EASY.split())
def test_A11_easy_pins_are_known(easy: str) -> None:
    assert pin.is_trivial(easy)


@pytest.mark.parametrize("fair", ["280614", "314159", "100200", "112234", "135790", "902718"])
def test_A11_fair_pins_pass(fair: str) -> None:
    assert not pin.is_trivial(fair)


def test_A11_a_verifier_says_yes_to_its_pin_alone_and_no_two_are_alike() -> None:
    one, two = pin.pin_verifier(PIN), pin.pin_verifier(PIN)
    assert one["salt"] != two["salt"] and one["hash"] != two["hash"]
    assert pin.is_pin(PIN, one) and not pin.is_pin(WRONG, one)


def _unlock(seat: Seat, person: str, digits: str) -> tuple[int, str | None]:
    reply = seat.post("/api/session/unlock", {"person": person, "pin": digits})
    return reply.status, reply.json.get("code")
