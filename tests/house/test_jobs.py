"""The office's own jobs, where several processes serve one office."""

import threading
from collections.abc import Callable

from flask import Flask

from server.jobs import Job, Running


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
