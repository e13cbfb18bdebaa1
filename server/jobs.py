"""What the office does by itself every so often: in one process of it, one job after the other, stopped cleanly."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from flask import Flask, current_app
from sqlalchemy import delete

from server.config import ROOT, to_environment
from server.database import db
from server.ledger import gaps
from server.ledger.cursor import Unconfirmed, writing
from server.ledger.published import keep_daily
from server.ledger.watermark import promote
from server.people.tables import PersonSession, Ticket
from server.sole import Sole
from server.sync import snapshot
from server.web import clock

log = structlog.get_logger()


@dataclass(frozen=True)
class Job:
    """``run`` is called in an app context every ``every_s`` seconds, first after ``first_s``; one that fails is tried again next time."""

    name: str
    every_s: float
    run: Callable[[], object]
    first_s: float = 0


def open_cases() -> None:
    """A phone falls silent, or time passes: cases the watermark has passed open without anybody's push."""
    with writing() as tx:
        promote(tx)


def forget_sessions() -> None:
    with writing() as tx:
        db.session.execute(delete(PersonSession).where(PersonSession.expires_ms <= tx.now_ms))
        db.session.execute(delete(Ticket).where(Ticket.expires_ms <= tx.now_ms))


def apart(*arguments: str) -> None:
    """A command of the office in a process of its own, behind all others: reading a whole ledger must hold up nobody's scan.

    Raises if it did not end well."""
    around = {**os.environ, **to_environment(current_app.config["LOUPE"])}
    done = subprocess.run(["nice", sys.executable, "-m", "server", *arguments], cwd=ROOT, env=around, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-1000:] or done.stdout.strip()[-1000:])


JOBS = [
    Job("cases", 15, open_cases),
    Job("gaps", 600, lambda: gaps.release(clock.now_ms())),
    Job("snapshot", 300, lambda: snapshot.of(current_app).fresh()),  # or the next new phone waits until it is made
    Job("sessions", 3600, forget_sessions),
    Job("backup", 3600, lambda: apart("backup", "--nightly"), first_s=3600),
    Job("heads", 3600, lambda: keep_daily(current_app.config["LOUPE"].home)),  # one a day
    Job("verify", 3600, lambda: apart("verify", "--daily"), first_s=1800),
]


class Running:
    """The thread, and the way to end it. Of several processes that serve one office one does the jobs; where it ends, another goes on."""

    def __init__(self, app: Flask, jobs: list[Job]):
        self._app, self._jobs, self._told_to_stop = app, jobs, threading.Event()
        self._sole = Sole(app, "jobs")
        self._due = {job.name: time.monotonic() + job.first_s for job in jobs}
        self._thread = threading.Thread(target=self._loop, name="jobs", daemon=True)
        if jobs:
            self._thread.start()

    def stop(self) -> None:
        """Returns when the job at hand is done (or after 10 s: the database undoes what was left half-way)."""
        self._told_to_stop.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def _loop(self) -> None:
        while not self._told_to_stop.wait(1):
            for job in self._jobs:
                if time.monotonic() >= self._due[job.name] and not self._told_to_stop.is_set() and self._sole.is_mine():
                    self._due[job.name] = time.monotonic() + job.every_s
                    run(self._app, job)
        self._sole.let_go()


def run(app: Flask, job: Job) -> bool:
    """Once, now. A job that fails is logged and harms no other."""
    with app.app_context():
        try:
            job.run()
        except Unconfirmed:
            return False  # not now: it comes when the restore is confirmed
        except Exception:
            log.exception("job_failed", job=job.name)
            return False
        finally:
            db.session.remove()
    return True


def start(app: Flask) -> Running:
    """The office's jobs, unless its settings leave them to another process."""
    return Running(app, JOBS if app.config["LOUPE"].jobs else [])
