"""News between the processes of one office, over Redis: what one of them did, the others tell their lines at once.

A word that is lost costs two seconds and no more: each process looks for itself (``pump.LOOK_S``). So nothing here waits for Redis on
anybody's behalf, tries again or keeps anything; a Redis that is stopped, hangs or forgets is done without.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

import orjson
import redis

log = logging.getLogger(__name__)
CHANNEL = "loupe:news"
ANSWER_S = 1.0  # a Redis that says nothing for so long is done without
AGAIN_S = 1.0  # before the next try to reach it
PAUSE_S = 0.02  # words that come meanwhile go out together

Word = dict[str, Any]


class Bus:
    """``heard`` gets each word another process said: ``{"head": [epoch, commit]}``, ``{"phones": true}``, ``{"bye": [device ids]}``."""

    def __init__(self, url: str, heard: Callable[[Word], None]):
        self._url, self._heard, self._me = url, heard, secrets.token_hex(4)
        self._word: Word = {}
        self._notes, self._news = threading.Lock(), threading.Event()
        self._is_started = self._is_listening = False

    def say(self, word: Word) -> None:
        """Leave a word to go out soon. Never waits, never fails."""
        with self._notes:
            byes = [*self._word.get("bye", ()), *word.get("bye", ())]
            self._word |= word | ({"bye": byes} if byes else {})
            is_first, self._is_started = not self._is_started, True
        self._news.set()
        if is_first:
            threading.Thread(target=self._speak, name="bus-speaks", daemon=True).start()

    def listen(self) -> None:
        """From now on; called again it does nothing."""
        with self._notes:
            if self._is_listening:
                return
            self._is_listening = True
        threading.Thread(target=self._hear, name="bus-hears", daemon=True).start()

    def _speak(self) -> None:
        speaker = self._open(socket_timeout=ANSWER_S)
        while self._news.wait():
            self._news.clear()
            with self._notes:
                word, self._word = self._word, {}
            try:
                speaker.publish(CHANNEL, orjson.dumps(word | {"from": self._me}))
            except redis.RedisError as error:
                log.warning("redis does not take the news: %s", error)
            time.sleep(PAUSE_S)

    def _hear(self) -> None:
        while True:
            try:
                self._hear_until_it_breaks()
            except redis.RedisError as error:
                log.warning("redis tells no news: %s", error)
            time.sleep(AGAIN_S)

    def _hear_until_it_breaks(self) -> None:
        with self._open().pubsub(ignore_subscribe_messages=True) as line:
            line.subscribe(CHANNEL)
            for message in line.listen():
                self._take(message["data"])

    def _take(self, data: bytes) -> None:
        try:
            word = orjson.loads(data)
        except orjson.JSONDecodeError:
            return  # not of ours
        if isinstance(word, dict) and word.get("from") != self._me:
            self._heard(word)

    def _open(self, **more: Any) -> "redis.Redis":
        retry = redis.retry.Retry(redis.backoff.NoBackoff(), 0)
        return redis.Redis.from_url(self._url, socket_connect_timeout=ANSWER_S, socket_keepalive=True, retry=retry, **more)
