"""The office's own jobs: one that fails harms no other, all end when told to, and of several processes one does them."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import insert, select

from server.database import db
from server.jobs import JOBS, Job, Running, forget_sessions, run
from server.people.tables import Person, PersonSession
from server.web import clock

NAMES = ("cases", "gaps", "snapshot", "sessions", "backup", "heads", "verify")


def test_every_job_runs_on_an_empty_office(app: Flask) -> None:
    assert {job.name: run(app, job) for job in JOBS} == dict.fromkeys(NAMES, True)


def test_a_job_that_fails_is_tried_again_and_harms_no_other(app: Flask) -> None:
    ran, enough = [], threading.Event()

    def fail() -> None:
        ran.append("bad")
        raise RuntimeError

    def work() -> None:
        ran.append("good")
        if ran.count("good") == 2:
            enough.set()

    running = Running(app, [Job("bad", 0, fail), Job("good", 0, work)])
    assert enough.wait(20)
    running.stop()
    assert ran[:4] == ["bad", "good", "bad", "good"]
    assert "jobs" not in [thread.name for thread in threading.enumerate()]


def test_sessions_past_their_time_are_forgotten(app: Flask) -> None:
    now = clock.now_ms()
    with app.app_context():
        db.session.execute(insert(Person).values(id="p", names={"en": "Ann"}, roles=[], active=True, commit=0))
        ends = [("old", now - 1), ("running", now + 60_000)]
        db.session.execute(insert(PersonSession), [{"token_hash": token, "person": "p", "expires_ms": at} for token, at in ends])
        db.session.commit()
        forget_sessions()
        assert list(db.session.scalars(select(PersonSession.token_hash))) == ["running"]


def counting(name: str, ran: list[str]) -> tuple[Callable[[], None], threading.Event]:
    once = threading.Event()

    def run() -> None:
        ran.append(name)
        once.set()

    return run, once


def test_PR5_of_two_one_does_the_jobs_and_the_other_goes_on_when_it_ends(app: Flask) -> None:
    ran: list[str] = []
    (mine, has_run), (other, has_taken_over) = counting("first", ran), counting("second", ran)
    first = Running(app, [Job("count", 0, mine)])
    assert has_run.wait(10)
    second = Running(app, [Job("count", 0, other)])
    assert not has_taken_over.wait(3), "both did them"
    first.stop()
    assert has_taken_over.wait(10), "nobody did them any more"
    second.stop()
