"""The open line: who is let in, what is said on it, and how it ends."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import websocket
from flask import Flask
from socketio.exceptions import ConnectionError, DisconnectedError, TimeoutError

import server.sync.pump as pump_module
from server.config import Config
from server.ledger.cursor import head
from server.sync import live
from tests.firm import good
from tests.office import Office
from tests.phone import Phone
from tests.sync.house import put_in
from tests.sync.lines import firm_of, line_of, next_of


def shake_hands(office: Office, cookies: str, **headers: str) -> int:
    """The status of a websocket handshake; 101 is in."""
    url = office.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    origin = headers.pop("Origin", office.url)
    more = [f"{name}: {value}" for name, value in headers.items()]
    try:
        socket = websocket.create_connection(url, timeout=10, cookie=cookies, origin=origin, header=more)
    except websocket.WebSocketBadStatusException as refused:
        return refused.status_code
    socket.close()
    return 101


@pytest.fixture
def firm(office: Office):
    return firm_of(office)


@pytest.fixture
def phone(firm) -> Phone:
    return firm.phone(seed=1)


def test_S8_a_stranger_is_not_let_in(office: Office, firm, phone: Phone) -> None:
    assert shake_hands(office, phone.talk.cookies) == 101
    assert shake_hands(office, "") == 401
    assert shake_hands(office, "loupe_device=guessed") == 401
    assert shake_hands(office, firm.boss.talk.cookies) == 401, "a person alone is no device"


def test_S8_another_site_is_not_let_in_with_the_cookies_of_ours(office: Office, phone: Phone) -> None:
    cookies = phone.talk.cookies
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"},
        {"Origin": "null"},
        {"Origin": "http://evil.example", "Host": "evil.example"},
    ):
        assert shake_hands(office, cookies, **headers) == 400, headers


def test_S8_the_line_is_a_websocket_and_nothing_else(office: Office, phone: Phone) -> None:
    with line_of(phone) as line:
        assert line.client.transport() == "websocket"
    polled = phone.talk("GET", "/socket.io/?EIO=4&transport=polling")
    assert polled.status == 400


def test_S8_whoever_comes_in_hears_how_far_history_is(phone: Phone) -> None:
    phone.pull()
    with line_of(phone) as line:
        assert next_of(line, "head") == {"epoch": phone.epoch, "commit": phone.cursor}


def test_S8_a_push_is_heard_by_the_others_at_once(firm, phone: Phone) -> None:
    board, tray = firm.phone(seed=2), firm.place("tray")
    with line_of(board) as line:
        before = next_of(line, "head")["commit"]
        took = []
        for _n in range(5):
            phone.record("register", sample=phone.uuid(), to=tray, body={"number": "S-1", "type": "ring"})
            began = time.perf_counter()
            told = good(phone.push())
            while next_of(line, "head")["commit"] < told["head"]:
                pass
            took.append(time.perf_counter() - began)
            assert told["head"] > before
    assert sorted(took)[2] < 1, took


class Ear:
    """What a pump says, to whom: (line, commit)."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int]] = []

    def emit(self, event: str, what: dict, to: str) -> None:
        assert event == "head" and what["epoch"] == "this epoch"
        self.heard.append((to, what["commit"]))


def pump_of(app: Flask, ear: Ear, *lines: str) -> live.Pump:
    """One whose turns are taken by hand; ``lines`` were greeted at commit 0."""
    pump = live.Pump()
    pump.serve(app, ear)  # type: ignore[arg-type]
    put_in(app, "ring")
    pump._heard |= dict.fromkeys(lines, ("this epoch", 0))
    return pump


def test_S8_many_commits_are_one_word_and_it_names_the_last(app: Flask) -> None:
    pump = pump_of(app, ear := Ear(), "board")
    for commit in (1, 3, 2, 7, 4):
        pump.poke("this epoch", commit)
    pump._tell()
    pump._tell()
    assert ear.heard == [("board", 7)]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A clock of the pump's that goes on by so many seconds when told."""
    at = [1_000.0]
    monkeypatch.setattr(pump_module, "time", SimpleNamespace(monotonic=lambda: at[0]))
    return lambda seconds: at.__setitem__(0, at[0] + seconds)


def test_S8_who_hears_of_one_commit_after_another_hears_every_three_seconds_and_a_few_more_often(
    app: Flask, wait: Callable[[float], None]
) -> None:
    for lines, a_second in ((150, 50), (30, 20)):
        pump = pump_of(app, ear := Ear(), *(f"line {n}" for n in range(lines)))
        for commit in range(1, 2_401):  # two minutes
            pump.poke("this epoch", commit)
            pump._tell()
            wait(0.05)
        assert abs(len(ear.heard) - 60 - 120 * a_second) < 12
    wait(60)
    ear.heard.clear()
    pump.poke("this epoch", 2_401)
    for _ in range(3):
        pump._tell()
    assert len(ear.heard) == 30, "after a quiet moment all of them at once"


def test_S8_many_lines_hear_in_turn_each_of_the_newest_and_none_is_passed_over(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pump_module, "SAVED", 1_000)
    lines = [f"line {n}" for n in range(25)]
    pump = pump_of(app, ear := Ear(), *lines)
    for commit in range(1, 8):
        pump.poke("this epoch", commit)
        pump._tell()
    assert [line for line, _ in ear.heard] == (lines * 3)[:70], "ten a turn, who heard longest ago first"
    assert [commit for _, commit in ear.heard] == [turn for turn in range(1, 8) for _ in range(10)]
    for _ in range(3):
        pump._tell()
    assert {line for line, commit in ear.heard if commit == 7} == set(lines) and len(ear.heard) == 85


def test_S8_a_commit_of_another_process_is_heard_too(phone: Phone, office: Office, tmp_path: Path) -> None:
    from server.app import create_app

    other = create_app(Config(home=tmp_path / "other", database_url=office.database_url, jobs=False))
    with line_of(phone) as line:
        before = next_of(line, "head")["commit"]
        put_in(other, "ring")
        while (heard := next_of(line, "head")["commit"]) == before:
            pass  # the greeting may be said twice
    assert heard == before + 1


def test_P10_a_revoked_phone_is_told_so_and_cut_off(office: Office, firm, phone: Phone) -> None:
    other = firm.phone(seed=2)
    with line_of(phone) as line, line_of(other) as untouched:
        good(firm.boss.post(f"/api/devices/{phone.id}/revoke"))
        assert next_of(line, "bye") == {"reason": "revoked"}
        with pytest.raises((DisconnectedError, TimeoutError)):
            while True:
                line.receive(timeout=5)
        assert not line.connected
        assert next_of(untouched, "head")
    with pytest.raises(ConnectionError), line_of(phone):
        pass
    assert shake_hands(office, phone.talk.cookies) == 403
    assert phone.pull()[-1].json["code"] == "device_revoked"


def test_S8_what_phones_owe_is_said_to_those_who_may_know(firm, phone: Phone) -> None:
    keeper_phone = firm.phone(firm.person("Kit", "keeper", pin="730152"), seed=2)
    board = firm.phone(seed=3)
    good(firm.seat_of(board).post("/api/session/unlock", {"person": firm.boss_id, "pin": "280614"}))
    with line_of(board) as watcher, line_of(keeper_phone) as other:
        good(phone.push(drained=False, owes=3, owes_since_ms=1))
        assert next_of(watcher, "phones") == {}
        phone.record("sighting", sample=phone.uuid())
        good(phone.push())
        heard = []
        with pytest.raises(TimeoutError):
            while True:
                heard.append(other.receive(timeout=1)[0])
    assert set(heard) == {"head"}


def test_S8_nobody_on_the_line_costs_nothing_and_a_dead_line_fails_no_commit(app: Flask) -> None:
    threads = threading.active_count()
    live.poke("epoch", 1)
    live.bye("nobody")
    live.phones()
    assert threading.active_count() == threads
    with app.app_context():
        before = head().commit
    assert put_in(app, "ring") == before + 1
