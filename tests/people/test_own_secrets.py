"""One's own password and PIN: changed by who knows the old one, all other sessions end, and what is guessed soon is taken from nobody."""

import pytest
from flask import Flask

from tests.firm import PASSWORD, PIN, Firm, Seat, good
from tests.people.test_persons import history

NEW, NEW_PIN = "teapot under the bridge", "480261"


def said(reply) -> tuple[int, str | None]:
    return reply.status, (reply.json or {}).get("code")


def change(seat: Seat, what: str, **asked: str) -> tuple[int, str | None]:
    return said(seat.send("PUT", f"/api/session/{what}", asked, {}))


def signed_in(firm: Firm, password: str) -> int:
    return firm.browser().post("/api/session", {"login": "sue", "password": password}).status


def test_SE18_who_knows_the_old_password_chooses_another_and_stays_here_alone(app: Flask, firm: Firm, sue: Seat) -> None:
    elsewhere = firm.sign_in("Sue")
    assert change(sue, "password", password=PASSWORD, new=NEW) == (204, None)
    assert sue.get("/api/session").json["person"] and elsewhere.get("/api/session").json["person"] is None
    assert (signed_in(firm, PASSWORD), signed_in(firm, NEW)) == (401, 200)
    kind, by, body = history(app)[-1]
    assert (kind, by, body["now"]) == ("person_changed", firm.people["Sue"]["id"], {"password": True})


def test_SE18_a_pin_likewise_and_phones_hear_of_it(app: Flask, firm: Firm, sue: Seat) -> None:
    phone = firm.phone()
    elsewhere, person = firm.seat_of(phone), firm.people["Sue"]["id"]
    good(elsewhere.post("/api/session/unlock", {"person": person, "pin": PIN}))
    phone.pull()
    before = phone.rows["people"][person]["pin"]
    assert change(sue, "pin", pin=PIN, new=NEW_PIN) == (204, None)
    assert sue.get("/api/session").json["person"] and elsewhere.get("/api/session").json["person"] is None
    phone.pull()
    assert phone.rows["people"][person]["pin"] != before
    asked = {"person": person, "pin": PIN}
    assert said(elsewhere.post("/api/session/unlock", asked)) == (401, "wrong_pin")
    good(elsewhere.post("/api/session/unlock", asked | {"pin": NEW_PIN}))
    assert history(app)[-1][2]["now"] == {"pin": True}


def test_SE18_the_old_one_is_asked_for_and_its_tries_are_counted(firm: Firm, sue: Seat) -> None:
    tried = [change(sue, "password", password="not this one either", new=NEW) for _ in range(6)]
    assert tried == [(403, "wrong_password")] * 5 + [(429, "locked_out")]
    tried = [change(sue, "pin", pin="902718", new=NEW_PIN) for _ in range(6)]
    assert tried == [(403, "wrong_pin")] * 5 + [(429, "locked_out")]
    assert change(sue, "pin", pin=PIN, new=NEW_PIN) == (429, "locked_out"), "the right one too, now"


def test_SE18_who_has_none_is_told_whom_to_ask_and_a_stranger_nothing(firm: Firm) -> None:
    firm.person("Lok", "keeper", pin=PIN)
    firm.person("Ada", "keeper", login=True)
    lok = firm.seat_of(firm.phone())
    good(lok.post("/api/session/unlock", {"person": firm.people["Lok"]["id"], "pin": PIN}))
    assert change(lok, "password", password=PASSWORD, new=NEW) == (409, "no_password")
    assert change(firm.sign_in("Ada"), "pin", pin=PIN, new=NEW_PIN) == (409, "no_pin")
    assert change(firm.browser(), "pin", pin=PIN, new=NEW_PIN)[0] == 401


@pytest.mark.parametrize("new", ["1234567890", "password123", "qwertyuiop", "aaaaaaaaaaaa", "sue1234567", "loupeloupe", "2026-11-27"])
def test_SE19_a_password_that_is_guessed_soon_is_taken_from_nobody(firm: Firm, sue: Seat, new: str) -> None:
    assert change(sue, "password", password=PASSWORD, new=new) == (422, "weak_password")
    sue_id = firm.people["Sue"]["id"]
    assert said(firm.boss.send("PATCH", f"/api/people/{sue_id}", {"login": "sue", "password": new}, {})) == (422, "weak_password")
    another = {"names": {"en": "Sue 2"}, "roles": [], "login": "sue2", "password": new}
    assert said(firm.boss.post("/api/people", another)) == (422, "weak_password")
    assert signed_in(firm, PASSWORD) == 200


@pytest.mark.parametrize("new", [NEW, "correct horse battery", "珍珠不喜歡太乾的抽屜", "x7!mQ2#pL9", "é" * 3 + " nobody guesses me"])
def test_SE19_one_that_is_not_is_taken(firm: Firm, sue: Seat, new: str) -> None:
    assert change(sue, "password", password=PASSWORD, new=new) == (204, None)
    assert signed_in(firm, new) == 200


@pytest.mark.parametrize("new", ["123456", "000000", "12345", "12345a", ""])
def test_SE19_nor_a_pin_somebody_would_try_first(firm: Firm, sue: Seat, new: str) -> None:
    assert change(sue, "pin", pin=PIN, new=new) == (422, "invalid")
