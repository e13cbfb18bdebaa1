"""The second step of signing in with a password: passkeys, code apps, the firm that requires one, and who lost theirs."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from server.app import create_app
from server.config import Config
from server.database import db
from server.ledger.tables import Entry
from server.people.cookies import PERSON_COOKIE, SECOND_COOKIE
from server.people.persons import take_steps_of_login
from server.people.tables import Passkey, Ticket, Totp
from server.web import clock
from tests.firm import PASSWORD, PIN, Firm, Seat, good
from tests.people.authenticator import PRESENT, Authenticator
from tests.people.test_persons import history
from tests.phone import Reply

NOT_NOW = 100  # half minutes away
BY_PASSWORD = {"password": PASSWORD}


def code_of(secret: str, steps: int = 0) -> str:
    """The six digits of so many half minutes from now."""
    return pyotp.TOTP(secret).generate_otp(clock.now_ms() // 30_000 + steps)


def code_app(seat: Seat) -> str:
    """A code app of who is signed in there; its secret. The code of the half minute before is used up by that."""
    secret = good(seat.post("/api/session/steps/totp/begin", BY_PASSWORD))["secret"]
    good(seat.post("/api/session/steps/totp", {"code": code_of(secret, -1)}))
    return secret


def passkey(seat: Seat, name: str = "phone", **given: object) -> Authenticator:
    made = Authenticator(**given)  # type: ignore[arg-type]
    options = good(seat.post("/api/session/steps/passkey/begin", BY_PASSWORD))["options"]
    good(seat.post("/api/session/steps/passkey", {"name": name, "passkey": made.make(options)}))
    return made


def half(firm: Firm, login: str = "sue") -> Seat:
    """A browser on which the password was right."""
    seat = firm.browser()
    told = good(seat.post("/api/session", {"login": login, **BY_PASSWORD}))
    assert (told["person"], told["rights"], told["step"]) == (None, [], "second")
    return seat


def proved(seat: Seat, **by: object) -> tuple[int, str | None]:
    reply = seat.post("/api/session/second", by)
    return reply.status, reply.json.get("code")


def shown(seat: Seat, key: Authenticator) -> tuple[int, str | None]:
    return proved(seat, passkey=key.show(good(seat.post("/api/session/second/passkey"))["options"]))


def caller_at(app: Flask, address: str) -> Callable[..., Reply]:
    """A browser that came by this address."""
    client = app.test_client()

    def call(method: str, path: str, body: dict | None = None) -> Reply:
        got = client.open(path, method=method, json=body, base_url=address)
        return Reply(got.status_code, got.get_json(silent=True), dict(got.headers))

    return call


def require(firm: Firm, wanted: bool = True) -> Reply:
    return firm.boss.send("PUT", "/api/settings", {"second_step_required": wanted}, {})


def test_SE8_a_password_alone_opens_nothing_where_there_is_a_second_step(firm: Firm, sue: Seat) -> None:
    secret = code_app(sue)
    assert sue.get("/api/session").json["person"], "who added it goes on working"
    seat = half(firm)
    assert seat.get("/api/session").json == {"person": None, "rights": []} and seat.get("/api/samples").status == 401
    assert proved(seat, code=code_of(secret)) == (200, None)
    assert seat.get("/api/session").json["person"]["names"] == {"en": "Sue"} and "settle" in seat.get("/api/session").json["rights"]
    assert proved(seat, code=code_of(secret, 1)) == (401, "step_over"), "a ticket opens one session"


def test_SE8_who_has_none_signs_in_as_before(firm: Firm, sue: Seat) -> None:
    told = good(firm.browser().post("/api/session", {"login": "sue", **BY_PASSWORD}))
    assert "step" not in told and told["person"]["names"] == {"en": "Sue"}


def test_SE8_a_pin_unlocks_a_phone_of_the_firm_as_before(firm: Firm, sue: Seat) -> None:
    code_app(sue)
    told = good(firm.seat_of(firm.phone()).post("/api/session/unlock", {"person": firm.people["Sue"]["id"], "pin": PIN}))
    assert "settle" in told["rights"]


def test_SE8_a_passkey_opens_a_session_and_says_when_it_was_used(firm: Firm, sue: Seat) -> None:
    key = passkey(sue, "My phone", count=4)
    seat = half(firm)
    assert shown(seat, key) == (200, None) and seat.get("/api/session").json["person"]
    (row,) = good(sue.get("/api/session/steps"))["passkeys"]
    assert (row["name"], row["host"]) == ("My phone", "localhost") and row["last_used_ms"] >= row["added_ms"]


def test_SE8_ways_are_told_and_either_will_do(firm: Firm, sue: Seat) -> None:
    secret, key = code_app(sue), passkey(sue)
    told = good(firm.browser().post("/api/session", {"login": "sue", **BY_PASSWORD}))
    assert told["ways"] == ["passkey", "totp"]
    assert proved(half(firm), code=code_of(secret)) == (200, None) and shown(half(firm), key) == (200, None)


def test_SE8_a_passkey_is_not_offered_by_a_bare_address_and_a_code_app_is(app: Flask, firm: Firm, sue: Seat) -> None:
    by_address = caller_at(app, "http://192.168.1.5")
    passkey(sue)
    refused = by_address("POST", "/api/session", {"login": "sue", **BY_PASSWORD})
    assert (refused.status, refused.json["code"]) == (403, "step_elsewhere")
    secret = code_app(sue)
    assert by_address("POST", "/api/session", {"login": "sue", **BY_PASSWORD}).json["ways"] == ["totp"]
    assert by_address("POST", "/api/session/second/passkey").json["code"] == "no_passkeys_here"
    assert by_address("POST", "/api/session/second", {"code": code_of(secret)}).status == 200
    assert by_address("GET", "/api/session/steps").json["host"] is None
    assert by_address("POST", "/api/session/steps/passkey/begin", BY_PASSWORD).json["code"] == "no_passkeys_here"


def test_SE9_a_code_works_once_and_none_before_it_afterwards(firm: Firm, sue: Seat) -> None:
    secret = code_app(sue)
    assert proved(half(firm), code=code_of(secret, 1)) == (200, None)
    for steps in (1, 0):
        assert proved(half(firm), code=code_of(secret, steps)) == (401, "wrong_code")


def test_SE9_a_clock_may_be_half_a_minute_off_and_no_more(firm: Firm, sue: Seat, later) -> None:
    secret = code_app(sue)
    later(10)
    for steps in (-2, 2, NOT_NOW):
        assert proved(half(firm), code=code_of(secret, steps)) == (401, "wrong_code")
    for steps in (-1, 0, 1):
        assert proved(half(firm), code=code_of(secret, steps)) == (200, None)


def test_SE9_the_code_that_confirmed_an_app_signs_nobody_in(firm: Firm, sue: Seat) -> None:
    secret = good(sue.post("/api/session/steps/totp/begin", BY_PASSWORD))["secret"]
    assert sue.post("/api/session/steps/totp", {"code": code_of(secret, NOT_NOW)}).json["code"] == "wrong_code"
    assert good(sue.get("/api/session/steps"))["totp_since_ms"] is None
    code = code_of(secret)
    assert good(sue.post("/api/session/steps/totp", {"code": code}))["totp_since_ms"]
    assert proved(half(firm), code=code) == (401, "wrong_code")
    assert sue.post("/api/session/steps/totp", {"code": code}).json["code"] == "step_over"
    assert sue.post("/api/session/steps/totp/begin", BY_PASSWORD).json["code"] == "totp_there"


def test_SE9_a_code_app_that_was_not_confirmed_in_time_never_counts(firm: Firm, sue: Seat, later) -> None:
    secret = good(sue.post("/api/session/steps/totp/begin", BY_PASSWORD))["secret"]
    later(16)
    assert sue.post("/api/session/steps/totp", {"code": code_of(secret)}).json["code"] == "step_over"
    assert "step" not in good(firm.browser().post("/api/session", {"login": "sue", **BY_PASSWORD}))


def test_SE10_five_wrong_codes_lock_them_out_and_the_password_does_not_wipe_that(firm: Firm, sue: Seat, later) -> None:
    secret = code_app(sue)
    for _ in range(5):
        assert proved(half(firm), code=code_of(secret, NOT_NOW)) == (401, "wrong_code")
    refused = half(firm).post("/api/session/second", {"code": code_of(secret)})
    assert (refused.status, refused.json["code"]) == (429, "locked_out") and int(refused.headers["Retry-After"]) > 0
    later(16)
    assert proved(half(firm), code=code_of(secret)) == (200, None)


def test_SE10_a_right_code_wipes_the_count(firm: Firm, sue: Seat) -> None:
    secret = code_app(sue)
    for steps in (0, 1):
        for _ in range(4):
            assert proved(half(firm), code=code_of(secret, NOT_NOW)) == (401, "wrong_code")
        assert proved(half(firm), code=code_of(secret, steps)) == (200, None)


def test_SE10_wrong_passwords_for_a_change_count_as_at_the_door(firm: Firm, sue: Seat) -> None:
    for _ in range(5):
        assert sue.post("/api/session/steps/totp/begin", {"password": "not this one"}).json["code"] == "wrong_password"
    assert firm.browser().post("/api/session", {"login": "sue", **BY_PASSWORD}).json["code"] == "locked_out"


def test_SE11_a_ticket_ends_after_five_minutes(firm: Firm, sue: Seat, later) -> None:
    secret, key = code_app(sue), passkey(sue)
    seat = half(firm)
    later(5.1)
    assert proved(seat, code=code_of(secret)) == (401, "step_over")
    assert seat.post("/api/session/second/passkey").json["code"] == "step_over"
    assert key.count == 0


def test_SE11_a_ticket_is_one_browsers_and_no_session(firm: Firm, sue: Seat) -> None:
    secret = code_app(sue)
    seat, other, phone = half(firm), firm.browser(), firm.seat_of(firm.phone())
    assert proved(other, code=code_of(secret)) == (401, "step_over"), "nobody gave the password there"
    ticket = seat.cookie(SECOND_COOKIE)
    phone.put_cookie(SECOND_COOKIE, ticket)
    assert proved(phone, code=code_of(secret)) == (401, "step_over"), "begun in a browser, ended on a phone of the firm"
    other.put_cookie(PERSON_COOKIE, ticket)
    assert other.get("/api/session").json["person"] is None
    other.put_cookie(SECOND_COOKIE, sue.cookie(PERSON_COOKIE))
    assert proved(other, code=code_of(secret)) == (401, "step_over"), "nor is a session a ticket"


def test_SE11_the_tickets_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(app: Flask, firm: Firm, sue: Seat) -> None:
    code_app(sue)
    for scheme, is_secure in (("http", False), ("https", True)):
        reply = app.test_client().post("/api/session", json={"login": "sue", **BY_PASSWORD}, base_url=f"{scheme}://localhost")
        (cookie,) = reply.headers.getlist("Set-Cookie")
        parts = {part.strip() for part in cookie.split(";")}
        assert {"HttpOnly", "SameSite=Strict", "Max-Age=300"} <= parts and ("Secure" in parts) == is_secure and SECOND_COOKIE in cookie


@pytest.mark.parametrize("change", [{"active": False}, {"password": "another long one"}])
def test_SE11_who_left_or_has_a_new_password_meanwhile_is_not_let_in(firm: Firm, sue: Seat, change: dict) -> None:
    secret, key = code_app(sue), passkey(sue)
    by_code, by_key = half(firm), half(firm)
    options = good(by_key.post("/api/session/second/passkey"))["options"]
    good(firm.boss.patch(f"/api/people/{firm.people['Sue']['id']}", change))
    assert proved(by_code, code=code_of(secret)) == (401, "step_over")
    assert proved(by_key, passkey=key.show(options)) == (401, "step_over")


def test_SE12_a_challenge_is_good_for_one_answer_right_or_wrong(firm: Firm, sue: Seat) -> None:
    key = passkey(sue)
    seat = half(firm)
    options = good(seat.post("/api/session/second/passkey"))["options"]
    answer = key.show(options)
    assert proved(seat, passkey=Authenticator(id=key.id).show(options)) == (401, "wrong_passkey"), "another key under the same id"
    assert proved(seat, passkey=answer) == (401, "step_over")
    first, second = (good(seat.post("/api/session/second/passkey"))["options"] for _ in range(2))
    assert proved(seat, passkey=key.show(first)) == (401, "wrong_passkey"), "the newest challenge counts"
    assert proved(seat, passkey=key.show(second)) == (401, "step_over")


def test_SE12_a_passkey_is_its_owners_for_this_name_with_its_owner_there(firm: Firm, sue: Seat) -> None:
    firm.person("Bob", "supervisor", login=True)
    bobs, sues = passkey(firm.sign_in("Bob")), passkey(sue)
    assert shown(half(firm), bobs) == (401, "wrong_passkey")
    elsewhere, unattended = (replace(sues, **other) for other in ({"origin": "https://evil.example"}, {"flags": PRESENT}))
    for spoilt in (elsewhere, unattended):
        assert shown(half(firm), spoilt) == (401, "wrong_passkey")
    assert shown(half(firm), sues) == (200, None)


def test_SE12_a_count_that_runs_backwards_is_a_copy(firm: Firm, sue: Seat) -> None:
    key = passkey(sue, count=7)
    copy = Authenticator(count=7, id=key.id, key=key.key)
    for _ in range(2):
        assert shown(half(firm), key) == (200, None)
    assert shown(half(firm), copy) == (401, "wrong_passkey")


def test_SE12_a_passkey_is_added_by_the_session_that_asked_once_and_in_time(firm: Firm, sue: Seat, later) -> None:
    options = good(sue.post("/api/session/steps/passkey/begin", BY_PASSWORD))["options"]
    assert options["authenticatorSelection"]["userVerification"] == "required" and options["rp"]["id"] == "localhost"
    made = {"name": "key", "passkey": Authenticator().make(options)}
    other = firm.sign_in("Sue")
    assert other.post("/api/session/steps/passkey", made).json["code"] == "step_over", "another session of the same person"
    assert good(sue.post("/api/session/steps/passkey", made))["passkeys"][0]["name"] == "key"
    assert sue.post("/api/session/steps/passkey", made).json["code"] == "step_over"
    options = good(sue.post("/api/session/steps/passkey/begin", BY_PASSWORD))["options"]
    assert len(options["excludeCredentials"]) == 1
    later(5.1)
    assert sue.post("/api/session/steps/passkey", {"name": "late", "passkey": Authenticator().make(options)}).json["code"] == "step_over"


def test_SE12_a_passkey_without_its_owner_or_known_already_is_not_added(firm: Firm, sue: Seat) -> None:
    known = passkey(sue)
    firm.person("Bob", "supervisor", login=True)
    bob = firm.sign_in("Bob")
    for key, code in ((Authenticator(flags=PRESENT), "wrong_passkey"), (known, "passkey_taken")):
        options = good(bob.post("/api/session/steps/passkey/begin", BY_PASSWORD))["options"]
        assert bob.post("/api/session/steps/passkey", {"name": "x", "passkey": key.make(options)}).json["code"] == code
    assert good(bob.get("/api/session/steps"))["passkeys"] == []


def test_SE13_adding_and_removing_take_the_password_and_stand_in_history(app: Flask, firm: Firm, sue: Seat) -> None:
    code_app(sue)
    passkey(sue, "Key ring")
    id = good(sue.get("/api/session/steps"))["passkeys"][0]["id"]
    me = firm.people["Sue"]["id"]
    for path in ("totp/begin", "passkey/begin", "totp/remove", f"{id}/remove"):
        assert sue.post(f"/api/session/steps/{path}", {}).status == 422
        refused = sue.post(f"/api/session/steps/{path}", {"password": "not this one"})
        assert (refused.status, refused.json["code"], refused.json["field"]) == (403, "wrong_password", "password")
    assert good(sue.post(f"/api/session/steps/{id}/remove", BY_PASSWORD))["passkeys"] == []
    assert good(sue.post("/api/session/steps/totp/remove", BY_PASSWORD))["totp_since_ms"] is None
    assert sue.post("/api/session/steps/totp/remove", BY_PASSWORD).status == 404
    assert history(app)[-4:] == [
        ("second_step_added", me, {"person": me, "way": "totp"}),
        ("second_step_added", me, {"person": me, "way": "passkey", "name": "Key ring"}),
        ("second_step_removed", me, {"person": me, "ways": ["passkey"]}),
        ("second_step_removed", me, {"person": me, "ways": ["totp"]}),
    ]


def test_SE13_nobody_removes_anothers_and_who_has_no_password_adds_none(firm: Firm, sue: Seat) -> None:
    passkey(firm.boss)
    id = good(firm.boss.get("/api/session/steps"))["passkeys"][0]["id"]
    assert sue.post(f"/api/session/steps/{id}/remove", BY_PASSWORD).status == 404
    pinned, phone = firm.person("Pinned", "supervisor", pin=PIN), firm.seat_of(firm.phone())
    good(phone.post("/api/session/unlock", {"person": pinned, "pin": PIN}))
    assert phone.post("/api/session/steps/totp/begin", BY_PASSWORD).json["code"] == "no_password"


def test_SE14_a_firm_that_requires_it_leaves_those_who_decide_no_right_until_they_have_one(firm: Firm, sue: Seat) -> None:
    phone = firm.seat_of(firm.phone())
    good(phone.post("/api/session/unlock", {"person": firm.people["Sue"]["id"], "pin": PIN}))
    code_app(firm.boss)
    good(require(firm))
    for seat in (sue, phone, firm.sign_in("Sue")):
        told = good(seat.get("/api/session"))
        assert (told["rights"], told["step"]) == ([], "add"), "sessions of before too"
        assert seat.get("/api/devices").json["code"] == "second_step_missing"
        assert good(seat.get("/api/session/steps"))["missing"] is True
    assert sue.get("/api/samples").json["code"] == "second_step_missing" and phone.get("/api/samples").status == 200
    code_app(sue)
    for seat in (sue, phone):
        assert "settle" in good(seat.get("/api/session"))["rights"] and seat.get("/api/devices").status == 200
    good(sue.post("/api/session/steps/totp/remove", BY_PASSWORD))
    assert good(sue.get("/api/session"))["rights"] == []
    good(require(firm, False))
    assert "settle" in good(sue.get("/api/session"))["rights"]


def test_SE14_it_is_required_of_nobody_else(firm: Firm) -> None:
    code_app(firm.boss)
    firm.person("Kim", "keeper", "clerk", login=True)
    firm.person("Pinned", "supervisor", pin=PIN)
    kim, phone = firm.sign_in("Kim"), firm.seat_of(firm.phone())
    good(require(firm))
    assert "tags" in good(kim.get("/api/session"))["rights"]
    told = good(phone.post("/api/session/unlock", {"person": firm.people["Pinned"]["id"], "pin": PIN}))
    assert "settle" in told["rights"], "who has no password signs in nowhere but on phones of the firm"


def test_SE14_who_switches_it_on_has_one_and_only_an_admin_may(firm: Firm, sue: Seat) -> None:
    refused = require(firm)
    assert (refused.status, refused.json["code"], refused.json["field"]) == (409, "second_step_first", "second_step_required")
    code_app(sue)
    refused = sue.send("PUT", "/api/settings", {"second_step_required": True}, {})
    assert (refused.status, refused.json["code"]) == (403, "may_not")
    code_app(firm.boss)
    good(require(firm))
    good(sue.send("PUT", "/api/settings", {"second_step_required": True, "tolerance_g": "0.05"}, {}))  # what it was already


def test_SE15_an_admin_takes_away_anothers_second_steps_and_their_sessions_end(app: Flask, firm: Firm, sue: Seat) -> None:
    code_app(sue)
    passkey(sue)
    me, half_in = firm.people["Sue"]["id"], half(firm)
    row = next(row for row in good(firm.boss.get("/api/people"))["people"] if row["id"] == me)
    assert row["second_steps"] == ["passkey", "totp"]
    assert sue.delete(f"/api/people/{firm.boss_id}/second-steps").status == 403
    assert good(firm.boss.delete(f"/api/people/{me}/second-steps"))["person"]["second_steps"] == []
    assert sue.get("/api/session").json["person"] is None and half_in.post("/api/session/second/passkey").status == 401
    assert history(app)[-1] == ("second_step_removed", firm.boss_id, {"person": me, "ways": ["passkey", "totp"]})
    assert good(firm.browser().post("/api/session", {"login": "sue", **BY_PASSWORD}))["person"]


def test_SE15_nobody_gets_round_their_own_password_that_way(firm: Firm) -> None:
    code_app(firm.boss)
    refused = firm.boss.delete(f"/api/people/{firm.boss_id}/second-steps")
    assert (refused.status, refused.json["code"]) == (409, "own_steps")


def test_SE15_for_the_last_admin_there_is_a_command(app: Flask, firm: Firm) -> None:
    code_app(firm.boss)
    with app.app_context():
        assert take_steps_of_login("nobody") is None and take_steps_of_login(" BOSS ") is True and take_steps_of_login("boss") is False
    assert firm.boss.get("/api/session").json["person"] is None
    assert history(app)[-1] == ("second_step_removed", None, {"person": firm.boss_id, "ways": ["totp"]})
    good(firm.browser().post("/api/session", {"login": "boss", **BY_PASSWORD}))


def test_SE16_nothing_secret_of_it_is_told_logged_or_kept_for_ever(app: Flask, firm: Firm, sue: Seat, capfd, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    secret, key = code_app(sue), passkey(sue)
    assert proved(half(firm), code=code_of(secret)) == (200, None) and shown(half(firm), key) == (200, None)
    seat = half(firm)
    phone = firm.phone()
    phone.pull()
    paths = ("/api/people", "/api/session", "/api/session/steps", "/api/devices", "/api/settings", "/api/openapi.json")
    told = json.dumps([firm.boss.get(path).json for path in paths]) + json.dumps(sue.get("/api/session/steps").json)
    with app.app_context():
        ledger = b"".join(db.session.scalars(select(Entry.bytes))).decode()
        kept = [db.session.scalars(select(Totp.secret)).one(), *db.session.execute(select(Passkey.credential, Passkey.public_key)).one()]
        ticket = db.session.scalars(select(Ticket.token_hash).where(Ticket.purpose == "sign_in")).first()
    out, err = capfd.readouterr()
    assert seat.cookie(SECOND_COOKIE) != ticket
    for hidden in (secret, *kept, seat.cookie(SECOND_COOKIE)):
        assert hidden not in told + ledger + json.dumps(phone.rows) + out + err + caplog.text, hidden


JUNK = (None, 7, "", "x", "é", [], {}, "A" * 100_000, {"id": "x"}, {"a": {"b": []}}, ["AAAA"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_SE16_whatever_is_sent_is_refused_calmly(firm: Firm, sue: Seat) -> None:
    key, seat = passkey(sue), half(firm)
    options = good(sue.post("/api/session/steps/passkey/begin", BY_PASSWORD))["options"]
    made, asked = Authenticator().make(options), good(seat.post("/api/session/second/passkey"))["options"]
    bodies = [("/api/session/second", {way: junk}) for way in ("code", "passkey") for junk in JUNK]
    bodies += [(f"/api/session/steps/{path}", junk) for path in ("passkey", "totp", "totp/begin", "x/remove") for junk in JUNK]
    for part in ("id", "rawId", "type", "response"):
        bodies += [("/api/session/second", {"passkey": key.show(asked) | {part: junk}}) for junk in JUNK]
        bodies += [("/api/session/steps/passkey", {"name": "x", "passkey": made | {part: junk}}) for junk in JUNK]
    for path, body in bodies:
        for caller in (seat, sue):
            assert 400 <= caller.post(path, body).status < 500, (path, body)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("bytes_", ["", "AA", "oA", "n" * 4_000, "gYGB" * 900, "u_________8", "-_-_-_"])
def test_SE16_bytes_that_are_no_cbor_make_no_5xx(firm: Firm, sue: Seat, bytes_: str) -> None:
    key = passkey(sue)
    for part in ("clientDataJSON", "attestationObject"):
        made = Authenticator().make(good(sue.post("/api/session/steps/passkey/begin", BY_PASSWORD))["options"])
        made["response"][part] = bytes_
        assert 400 <= sue.post("/api/session/steps/passkey", {"name": "x", "passkey": made}).status < 500
    for part in ("clientDataJSON", "authenticatorData", "signature"):
        seat = half(firm)
        answer = key.show(good(seat.post("/api/session/second/passkey"))["options"])
        answer["response"][part] = bytes_
        assert 400 <= proved(seat, passkey=answer)[0] < 500


def test_SE12_behind_a_name_of_its_own_that_name_is_what_counts(config: Config, firm: Firm, sue: Seat) -> None:
    own = "https://loupe.example.com"
    call = caller_at(create_app(replace(config, public_url=own)), own)
    assert call("POST", "/api/session", {"login": "sue", **BY_PASSWORD}).status == 200
    options = call("POST", "/api/session/steps/passkey/begin", BY_PASSWORD).json["options"]
    assert options["rp"]["id"] == "loupe.example.com"
    told = call("POST", "/api/session/steps/passkey", {"name": "x", "passkey": Authenticator(own).make(options)}).json
    assert told["passkeys"][0]["host"] == "loupe.example.com"
    assert firm.browser().post("/api/session", {"login": "sue", **BY_PASSWORD}).json["code"] == "step_elsewhere", (
        "it is no key to localhost"
    )
