"""Production, for real: two web processes, a worker, PostgreSQL, Redis and Caddy; and what happens when one of them goes."""

import signal
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from socketio.exceptions import TimeoutError

from server.sole import key_of
from tests.firm import PASSWORD, PIN, Firm, good
from tests.phone import Phone
from tests.stack.compose import PORTS, variables
from tests.stack.seats import CUT, Line, Seat, line_at, seat_of
from tests.stack.stack import PASSWORDS, WEB, Stack
from tests.sync.lines import next_of

CALM = {200, 503}  # what a phone may hear while something is down; 0: nobody answered at all
ELSEWHERE = {"LOUPE_HOME", "LOUPE_HTTP_HOST", "LOUPE_HTTP_PORT"}
TOOLS = {"postgres": "15.", "redis": "7.0.", "caddy": "2.6."}


def until(is_so: Callable[[], bool], what: str, patience_s: float = 30) -> None:
    give_up = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < give_up, what
        time.sleep(0.05)  # waits for other processes, which have nothing to tell us by


def ledger_of(stack: Stack, phone: Phone) -> list[int]:
    with stack.connect() as session:
        return [seq for (seq,) in session.execute("SELECT seq FROM ledger WHERE device = %s ORDER BY seq", (phone.id,))]


def check(stack: Stack) -> None:
    """The chain holds, and the rows are what the ledger says."""
    for name in ("verify", "rebuild"):
        done = stack.command(name)
        said, _ = done.communicate(timeout=120)
        assert done.returncode == 0, said


def scan(phone: Phone, count: int = 1) -> None:
    for _ in range(count):
        phone.record("sighting", sample=phone.uuid(), to=None)


@contextmanager
def scanning(phones: list[Phone]) -> Iterator[None]:
    """Each phone scans and pushes all the while, through the proxy, and keeps what was not taken."""
    told = threading.Event()

    def work(phone: Phone) -> None:
        while not told.is_set():
            scan(phone, 3)
            phone.push()

    threads = [threading.Thread(target=work, args=(phone,), daemon=True) for phone in phones]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        told.set()
        for thread in threads:
            thread.join(60)


def delivered(phone: Phone) -> None:
    """What was left goes out, as it does when the office answers again."""
    until(lambda: phone.push().status == 200 and not phone.waiting(), f"{len(phone.waiting())} left")


def nothing_lost(stack: Stack, phones: list[Phone], heard: set[int] = CALM) -> None:
    for phone in phones:
        delivered(phone)
        assert ledger_of(stack, phone) == list(range(1, phone.seq + 1))
        assert set(seat_of(phone).statuses) <= heard, set(seat_of(phone).statuses)


def test_PR1_what_compose_describes_is_what_runs_here_in_the_versions_that_are_pinned(stack: Stack) -> None:
    assert variables() == {*PASSWORDS, "LOUPE_DOMAIN"}
    for name, service in stack.services.items():
        process, moved = stack.processes[name], str(PORTS.get(name))
        run = list(process.args)  # type: ignore[arg-type]
        assert [part for part in service.command[1:] if part not in run and part != moved and not part.startswith("/etc/")] == [], run
        if Path(run[0]).name in ("redis-server", "setpriv"):
            continue  # they write their title over their environment, and take nothing from it
        around = dict(line.partition("=")[::2] for line in Path(f"/proc/{process.pid}/environ").read_text().split("\0") if "=" in line)
        told = {key: value for key, value in service.environment.items() if key not in ELSEWHERE}
        assert {key: around.get(key) for key in told} == told
        kind, _, tag = service.image.partition(":")
        assert tag.startswith(TOOLS.get(kind, "")) and tag, f"{service.image} is not what is tested"


def test_SE2_no_process_the_net_reaches_can_take_a_line_out_of_history(stack: Stack) -> None:
    with stack.connect(autocommit=True) as session:
        for statement in ("DELETE FROM ledger", "UPDATE ledger SET verdict = 'x'", "ALTER TABLE ledger DISABLE TRIGGER ALL"):
            with pytest.raises(InsufficientPrivilege):
                session.execute(statement)
    for web in WEB:
        around = Path(f"/proc/{stack.processes[web].pid}/environ").read_text()
        assert stack.database_url in around and PASSWORDS["POSTGRES_PASSWORD"] not in around


def test_PR2_a_commit_at_one_web_process_is_heard_at_the_other_at_once_and_a_revocation_too(stack: Stack, firm: Firm) -> None:
    giver, board = firm.phone(), firm.phone()
    seat_of(giver).url = stack.direct("web-1")
    with line_at(stack, board, "web-2") as line:
        next_of(line, "head")
        took = [heard_after(giver, line) for _ in range(7)]
        assert statistics.median(took) < 0.5, took
        good(firm.boss.post(f"/api/devices/{board.id}/revoke"))
        assert next_of(line, "bye", timeout=5) == {"reason": "revoked"}
    seat_of(board).url = stack.direct("web-1")
    assert board.pull()[0].status == 403


def heard_after(giver: Phone, line) -> float:
    """Seconds from the push to the word on the line."""
    scan(giver)
    began = time.monotonic()
    commit = max(one["commit"] for one in good(giver.push())["verdicts"])
    while next_of(line, "head", timeout=10)["commit"] < commit:
        continue
    return time.monotonic() - began


def test_P15_PR3_without_redis_the_word_comes_two_seconds_later_and_no_push_waits(stack: Stack, firm: Firm) -> None:
    giver, board = firm.phone(), firm.phone()
    seat_of(giver).url = stack.direct("web-1")
    with line_at(stack, board, "web-2") as line:
        next_of(line, "head")
        stack.send("queue", signal.SIGSTOP)  # it hangs
        hung = [heard_after(giver, line) for _ in range(3)]
        stack.send("queue", signal.SIGCONT)
        stack.kill("queue")  # it is gone, and comes back with nothing
        gone = [heard_after(giver, line) for _ in range(3)]
        stack.start_one("queue")
        assert max(hung + gone) < 5, (hung, gone)
        until(lambda: heard_after(giver, line) < 0.5, "the word never became quick again")
    with line_at(stack, firm.phone(), "web-2") as line, pytest.raises(TimeoutError):
        next_of(line, "bye", timeout=0.5)
    assert set(seat_of(giver).statuses) == {200}


def test_PR4_wrong_pins_are_counted_together_wherever_they_are_tried(stack: Stack, firm: Firm) -> None:
    person, phone = firm.person("Ada", "keeper", pin=PIN), firm.phone()
    statuses = []
    for n in range(7):
        seat_of(phone).url = stack.direct(WEB[n % 2])
        asked = b'{"person": "%s", "pin": "000000"}' % person.encode()
        statuses.append(seat_of(phone)("POST", "/api/session/unlock", asked, {"Content-Type": "application/json"}).status)
    assert statuses[:5] == [statuses[0]] * 5 and statuses[0] != 429 and statuses[5:] == [429, 429], statuses


def lock_holders(stack: Stack) -> list[int]:
    """Database sessions of those that may do the jobs."""
    high, low = divmod(key_of("jobs") % 2**64, 2**32)
    asked = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = %s"
    with stack.connect() as session:
        return [pid for (pid,) in session.execute(asked, (high, low))]


def test_PR5_of_several_workers_one_does_the_jobs_and_another_takes_over_when_it_dies(stack: Stack) -> None:
    until(lambda: len(lock_holders(stack)) == 1, "nobody does the jobs")
    first, other = lock_holders(stack), stack.command("work")
    try:
        time.sleep(4)  # long enough for a second one to take what it must not
        assert lock_holders(stack) == first
        stack.kill("worker")
        until(lambda: len(lock_holders(stack)) == 1 and lock_holders(stack) != first, "nobody took over")
        stack.start_one("worker")
    finally:
        other.terminate()
        ended = other.wait(20)
    assert ended == 0


def test_PR6_several_that_start_at_once_lay_the_tables_once(stack: Stack) -> None:
    with psycopg.connect(stack.owner_url, autocommit=True) as session:
        session.execute("CREATE DATABASE fresh")
    own, role = (f"{url.rpartition('/')[0]}/fresh" for url in (stack.owner_url, stack.database_url))
    here = {"LOUPE_DATABASE_URL": role, "LOUPE_HOME": str(stack.home / "fresh")}
    early = stack.command("migrate", LOUPE_OWNER_DATABASE_URL="", **here)
    assert early.stdout is not None and any(line.startswith("Waiting for the database") for line in early.stdout), "it waits for nobody"
    starting = [early, *(stack.command("migrate", LOUPE_OWNER_DATABASE_URL=owner, **here) for owner in (own, "", own))]
    said = [one.communicate(timeout=120)[0] for one in starting]
    assert [one.returncode for one in starting] == [0, 0, 0, 0], said


def test_P4_PR7_a_database_that_is_killed_or_restarted_loses_nothing_and_says_503_meanwhile(stack: Stack, firm: Firm) -> None:
    phones = [firm.phone() for _ in range(4)]
    with scanning(phones):
        for end in (stack.kill, stack.stop_one):
            before = [phone.seq for phone in phones]
            until(lambda before=before: all(phone.seq > was + 9 for phone, was in zip(phones, before, strict=True)), "nobody scans")
            end("database")
            time.sleep(1)
            stack.start_one("database")
    nothing_lost(stack, phones)
    assert any(503 in seat_of(phone).statuses for phone in phones), "it was never away"
    check(stack)


def test_P4_PR8_a_web_process_killed_in_the_middle_of_pushes_loses_nothing(stack: Stack, firm: Firm) -> None:
    phones = [firm.phone() for _ in range(4)]
    with scanning(phones):
        for web in WEB:
            before = [phone.seq for phone in phones]
            until(lambda before=before: all(phone.seq > was + 9 for phone, was in zip(phones, before, strict=True)), "nobody scans")
            stack.kill(web)
            time.sleep(0.5)
            stack.start_one(web)
    nothing_lost(stack, phones, CALM | {CUT})
    check(stack)


def test_PR9_sixty_phones_on_the_line_hardly_notice_a_rolling_restart(stack: Stack, firm: Firm) -> None:
    good(firm.boss.post("/api/session", {"login": "boss", "password": PASSWORD}))
    phones = [firm.phone() for _ in range(60)]
    lines = [Line(stack, phone) for phone in phones]
    with scanning(phones[:6]):
        for web in WEB:
            stack.stop_one(web)
            stack.start_one(web)
    nothing_lost(stack, phones[:6])
    scan(phones[0])
    commit = max(one["commit"] for one in good(phones[0].push())["verdicts"])
    until(lambda: all(line.heard >= commit for line in lines), f"{sum(line.heard < commit for line in lines)} lines are dead")
    for line in lines:
        line.close()
    check(stack)


def test_PR10_from_nothing_to_a_restored_backup_by_the_words_of_the_operations_page(stack: Stack, firm: Firm) -> None:
    """Backup, more scans, the wrong turn, restore, look, confirm; the phone brings again what the backup lacks."""
    phone, file = firm.phone(), stack.home / "kept.age"
    scan(phone, 3)
    good(phone.push())
    said(stack, "backup", str(file))
    scan(phone, 4)
    good(phone.push())
    for name in (*WEB, "worker"):
        stack.stop_one(name)
    assert "confirm-restore" in said(stack, "restore", str(file))
    for name in ("worker", *WEB):
        stack.start_one(name)
    until(lambda: phone.pull()[-1].status == 200, "nobody reads")
    scan(phone)
    until(lambda: phone.push().status == 503, "it writes before anybody confirmed")
    said(stack, "confirm-restore")
    for made in phone.outbox:
        made.verdict = None  # another epoch: what was confirmed is offered again
    delivered(phone)
    assert ledger_of(stack, phone) == list(range(1, 9))
    check(stack)


def test_PR11_a_standby_takes_the_place_of_a_database_that_is_gone_for_good_and_nothing_is_lost(doubled: Stack) -> None:
    firm = Firm(lambda: Seat(doubled.url), doubled.setup_token)
    phones = [firm.phone() for _ in range(4)]
    with scanning(phones):
        until(lambda: all(phone.seq > 30 for phone in phones), "nobody scans")
        doubled.kill("database")
        until(lambda: all(503 in seat_of(phone).statuses for phone in phones), "it is not away")
        doubled.promote()
        before = [phone.seq for phone in phones]
        until(lambda: all(phone.seq > was + 30 for phone, was in zip(phones, before, strict=True)), "nobody scans any more")
    nothing_lost(doubled, phones)
    check(doubled)
    said(doubled, "backup", str(doubled.home / "kept.age"))


def said(stack: Stack, *arguments: str) -> str:
    done = stack.command(*arguments)
    text, _ = done.communicate(timeout=180)
    assert done.returncode == 0, text
    return text
