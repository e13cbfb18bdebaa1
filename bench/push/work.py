"""The work every contestant does: signed actions waiting on phones, and how it is timed."""

import gc
import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import orjson

from tests.phone import Made, Phone

BATCH = 500


@dataclass(frozen=True)
class Load:
    """``phones`` phones with ``each`` actions waiting on each."""

    phones: int
    each: int

    def __str__(self) -> str:
        return f"{self.phones} × {self.each:,}"


ONE, FIFTY = Load(1, 10_000), Load(50, 200)


def fill(phone: Phone, samples: Sequence[str], to: Sequence[str], count: int) -> list[Made]:
    """Pieces going out and coming back in, round and round; signed, with notes of ordinary length."""
    made = []
    for n in range(count):
        is_out = n // len(samples) % 2 == 0
        body = {"note": "shown to client, returned with tag"} if n % 10 == 0 else {}
        kind, place = ("scan_out", to[1 + n % (len(to) - 1)]) if is_out else ("scan_in", to[0])
        made.append(phone.record(kind, sample=samples[n % len(samples)], to=place, body=body))
    return made


def bodies(phone: Phone, made: Sequence[Made], size: int = BATCH) -> list[bytes]:
    """The pushes as they go over the wire; making them is the phone's work and is not timed."""
    return [orjson.dumps(phone.envelope(list(made[at : at + size]))) for at in range(0, len(made), size)]


def send_all(url: str, path: str, of_phones: Sequence[tuple[Sequence[bytes], dict[str, str]]], check: Callable[[bytes], None]) -> float:
    """Seconds from the first byte of the first phone to the last reply of the last; each phone sends its own one after the other."""
    gate = threading.Barrier(len(of_phones) + 1)
    broken: list[BaseException] = []

    def send(posts: Sequence[bytes], headers: dict[str, str]) -> None:
        try:
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=300)
            connection.connect()
            gate.wait()
            for post in posts:
                connection.request("POST", path, post, {"Content-Type": "application/json", **headers})
                reply = connection.getresponse()
                told = reply.read()
                if reply.status not in (200, 201):
                    raise RuntimeError(f"{reply.status}: {told[:300]!r}")
                check(told)
        except BaseException as error:
            broken.append(error)
            gate.abort()

    threads = [threading.Thread(target=send, args=one) for one in of_phones]
    gc.collect()
    for thread in threads:
        thread.start()
    gate.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if broken:
        raise broken[0]
    return took


def all_good(told: bytes) -> None:
    """Every verdict must be ``accepted`` or the figure is worth nothing."""
    wrong = {verdict["verdict"] for verdict in orjson.loads(told)["verdicts"]} - {"accepted"}
    if wrong:
        raise RuntimeError(f"not all accepted: {wrong}")
