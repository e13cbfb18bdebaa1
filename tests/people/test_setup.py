"""The first start: no default password, one link, one first person."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from server.people import setup
from tests.firm import PASSWORD, PIN, Firm, InProcess, Seat, firm_in, good

FIRST = {"names": {"zh-Hant": "李太"}, "login": "lee", "password": PASSWORD, "pin": PIN, "demo": False, "lang": "zh-Hant"}


@pytest.fixture
def link(app: Flask) -> str:
    with app.app_context():
        return setup.setup_link_token()


@pytest.fixture
def seat(app: Flask) -> Seat:
    return Seat(InProcess(app.test_client()))


def test_F1_the_link_makes_the_first_person_who_is_admin_and_supervisor_and_signed_in(seat: Seat, link: str) -> None:
    assert good(seat.get("/api/status"))["setup"] is True
    told = good(seat.post("/api/setup", FIRST | {"token": link}))
    assert (told["person"]["names"], told["person"]["roles"]) == (FIRST["names"], ["admin", "supervisor"])
    assert {"people", "settle", "enrol"} <= set(told["rights"]) and seat.get("/api/session").json == told
    assert good(seat.get("/api/status"))["setup"] is False


def test_F1_without_the_link_nobody_sets_the_firm_up(seat: Seat, link: str) -> None:
    refused = seat.post("/api/setup", FIRST | {"token": link[:-1]})
    assert (refused.status, refused.json["code"], refused.json["field"]) == (403, "setup_token_wrong", "token")
    assert good(seat.get("/api/status"))["setup"] is True


def test_F1_the_link_is_good_once(app: Flask, seat: Seat, link: str) -> None:
    good(seat.post("/api/setup", FIRST | {"token": link}))
    assert seat.post("/api/setup", FIRST | {"token": link, "login": "other"}).json["code"] == "setup_done"
    with app.app_context():
        assert setup.setup_link_token() is None


def test_F1_two_browsers_at_once_make_one_first_person(app: Flask, link: str) -> None:
    with app.app_context():
        links = [link, setup.setup_link_token()]
    seats = [Seat(InProcess(app.test_client())) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda n: seats[n].post("/api/setup", FIRST | {"token": links[n % 2], "login": f"n{n}"}), range(4)))
    winners = [seat for seat, reply in zip(seats, told, strict=True) if reply.status == 200]
    assert len(winners) == 1 and {reply.json["code"] for reply in told if reply.status != 200} <= {"setup_done", "setup_token_wrong"}
    assert len(good(winners[0].get("/api/people"))["people"]) == 1


def test_F1_a_link_ends_after_a_day(seat: Seat, link: str, later) -> None:
    later(24 * 60 + 1)
    assert seat.post("/api/setup", FIRST | {"token": link}).json["code"] == "setup_token_wrong"


def test_F2_demo_data_is_loaded_when_asked_for(seat: Seat, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(setup, "_demo_loaders", [lambda lang, by: asked.append((lang, by))])
    told = good(seat.post("/api/setup", FIRST | {"token": link, "demo": True}))
    assert asked == [("zh-Hant", told["person"]["id"])]


def test_F3_the_four_final_places_and_the_first_persons_own_are_there(app: Flask) -> None:
    firm: Firm = firm_in(app)
    phone = firm.phone()
    phone.pull()
    kinds = {row["id"]: row["kind"] for row in phone.rows["places"].values()}
    assert kinds == {f"sink-{kind}": kind for kind in ("returned_to_owner", "sold", "scrapped", "lost")} | {firm.boss_id: "person"}
