"""Carries news to the open lines, off every request's path: many commits become one word.

Who hears of a commit asks for it. If two hundred lines heard at once they would all ask at once, and the pushes of those who scan would
wait behind them; so lines hear in turn, and each hears of the newest commit there is when its turn comes. After a quiet moment all hear at
once or nearly; while commits go on and on, each line hears every few seconds, and a few lines more often.
"""

import logging
import threading
import time
from collections.abc import Iterable

from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy import select

from server.database import db
from server.ledger import cursor
from server.people.tables import Device
from server.sync.bus import Bus, Word

log = logging.getLogger(__name__)
WATCHERS = "phones"
LOOK_S = 2.0  # how long a commit of another process, or a revocation there, may stay unheard
PAUSE_S = 0.05  # between two turns
AT_ONCE = 10  # lines that hear in one turn
SAVED = 60  # words that may be said after a quiet moment; then so many a second:
A_SECOND = 20
ROUND_S = 3.0  # or as many more as it takes for each line to hear so often (P15 allows five)
PHONES_S = 1.0  # between two words about what phones owe, which a board answers with a whole list


def line_of(device_id: str) -> str:
    """The room of all lines of one device."""
    return f"device:{device_id}"


class Pump:
    """One thread while anybody is on the line. Callers only leave a note and set the flag."""

    def __init__(self) -> None:
        self._news = threading.Event()
        self._notes = threading.Lock()
        self._lines: dict[str, str] = {}
        self._head: tuple[str, int] | None = None
        self._heard: dict[str, tuple[str, int]] = {}  # what each line heard last; whoever heard longest ago comes first
        self._byes: set[str] = set()
        self._phones = False
        self._saved, self._saved_at = float(SAVED), time.monotonic()
        self._running = False
        self._looked = self._said_phones = 0.0
        self._bus: Bus | None = None

    def serve(self, app: Flask, socketio: SocketIO, message_queue: str = "") -> None:
        """Speak for this app from now on, and with the other processes of its office, if it names a queue."""
        self._app, self._socketio = app, socketio
        self._bus = Bus(message_queue, self._hear) if message_queue else None

    def poke(self, epoch: str, commit: int) -> None:
        self._say({"head": [epoch, commit]})
        self._note_head(epoch, commit)

    def phones(self) -> None:
        self._say({"phones": True})
        self._note_phones()

    def bye(self, device_ids: Iterable[str]) -> None:
        gone = list(device_ids)
        self._say({"bye": gone})
        self._note_byes(gone)

    def _say(self, word: Word) -> None:
        if self._bus is not None:
            self._bus.say(word)

    def _hear(self, word: Word) -> None:
        """What another process said; a word of a newer version that is not understood is no news."""
        match word:
            case {"head": [str(epoch), int(commit)]}:
                self._note_head(epoch, commit)
        match word:
            case {"bye": [*gone]}:
                self._note_byes(one for one in gone if isinstance(one, str))
        if word.get("phones"):
            self._note_phones()

    def _note_head(self, epoch: str, commit: int) -> None:
        with self._notes:
            if self._head is None or self._head[0] != epoch or commit > self._head[1]:
                self._head = (epoch, commit)
        self._news.set()

    def _note_phones(self) -> None:
        self._phones = True
        self._news.set()

    def _note_byes(self, device_ids: Iterable[str]) -> None:
        with self._notes:
            self._byes.update(device_ids)
        self._news.set()

    def connected(self, sid: str, device_id: str, head: tuple[str, int]) -> None:
        """A line that has just been told of ``head``."""
        if self._bus is not None:
            self._bus.listen()
        with self._notes:
            self._lines[sid], self._heard[sid] = device_id, head
            if self._running:
                return
            self._running = True
        threading.Thread(target=self._run, name="live", daemon=True).start()

    def disconnected(self, sid: str) -> None:
        with self._notes:
            self._lines.pop(sid, None)
            self._heard.pop(sid, None)
        self._news.set()

    def _run(self) -> None:
        while self._goes_on():
            self._news.wait(LOOK_S)
            self._news.clear()
            try:
                self._look()
                self._tell()
            except Exception:
                log.exception("the live line missed a turn")  # clients poll; the next turn says it again
            time.sleep(PAUSE_S)

    def _goes_on(self) -> bool:
        with self._notes:
            self._running = bool(self._lines)
            return self._running

    def _look(self) -> None:
        """What other processes did: now and then, and only while somebody listens."""
        if time.monotonic() - self._looked < LOOK_S:
            return
        self._looked = time.monotonic()
        with self._app.app_context():
            head = cursor.head()
            revoked = db.session.scalars(select(Device.id).where(Device.state == "revoked", Device.id.in_(set(self._lines.values())))).all()
        self._note_head(head.epoch, head.commit)
        self._note_byes(revoked)

    def _tell(self) -> None:
        with self._notes:
            byes, self._byes = self._byes, set()
        for device_id in byes:
            self._cut(device_id)
        self._tell_of_head()
        if self._phones and time.monotonic() - self._said_phones >= PHONES_S:
            self._phones, self._said_phones = False, time.monotonic()
            self._socketio.emit("phones", {}, to=WATCHERS)

    def _tell_of_head(self) -> None:
        """A turn: the next lines that have not heard of the newest commit."""
        with self._notes:
            head = self._head
            behind = [sid for sid, heard in self._heard.items() if heard != head] if head else []
            turn = behind[: min(AT_ONCE, self._may_say())]
            self._saved -= len(turn)
            for sid in turn:
                del self._heard[sid]
                self._heard[sid] = head  # type: ignore[assignment]  now the last in line
        for sid in turn:
            self._socketio.emit("head", {"epoch": head[0], "commit": head[1]}, to=sid)  # type: ignore[index]
        if len(behind) > len(turn):
            self._news.set()

    def _may_say(self) -> int:
        """How many words there are to say now."""
        now, rate = time.monotonic(), max(A_SECOND, len(self._heard) / ROUND_S)
        self._saved = min(SAVED, self._saved + (now - self._saved_at) * rate)
        self._saved_at = now
        return int(self._saved)

    def _cut(self, device_id: str) -> None:
        self._socketio.emit("bye", {"reason": "revoked"}, to=line_of(device_id))
        for sid in [sid for sid, device in list(self._lines.items()) if device == device_id]:
            self._socketio.server.disconnect(sid)
