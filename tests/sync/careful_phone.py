"""A phone that believes nothing: it keeps to the rules of docs/protocol.md whatever the network does to it."""

from typing import Any

import orjson
import requests

from tests.phone import DONE, Phone, Reply


class CarefulPhone(Phone):
    """Stages pages and swaps them in whole; a reply counts only if it echoes the batch and names the ids."""

    next_page: str | None = None
    staged: dict[str, dict[Any, dict[str, Any]]] | None = None
    offered_again = 0
    is_unknown = False  # the office has never heard of this phone: it must be invited again

    def enrol(self, code: str) -> Reply:
        reply = super().enrol(code)
        if reply.status == 200:
            self.is_unknown = False
            self._mind_epoch(reply.json["epoch"])
        return reply

    def deliver(self, most: int = 500) -> bool:
        """One push of at most so many, as far as the network lets it; whether a reply counted."""
        batch = self.waiting()[:most]
        body = self.envelope(batch)
        reply = self._ask("POST", "/api/sync/push", orjson.dumps(body), {"Content-Type": "application/json"})
        if not self._counts(reply, body):
            return False
        self._mind_epoch(reply.json["epoch"])
        self.hear(reply)
        self._offer_again(reply.json["ack"])  # what it once confirmed and has no more, or holds for want of a predecessor
        return True

    def follow(self, most: int = 1_000) -> bool:
        """Pull on from where the last page ended; whether the end was reached."""
        for _page in range(most):
            reply = self._ask("GET", self._address())
            told = reply.json if reply else None
            if reply is None or not isinstance(told, dict):
                return False
            if reply.status == 409:
                self._begin_again(told)
            elif reply.status != 200 or "tables" not in told:
                return False
            elif self._take(told):
                return True
        return False

    def _ask(self, *call: Any) -> Reply | None:
        assert self.talk is not None
        try:
            reply = self.talk(*call)
        except requests.RequestException:
            return None
        self.is_unknown = reply.status == 401
        return reply

    def _counts(self, reply: Reply | None, body: dict[str, Any]) -> bool:
        if reply is None or reply.status != 200 or not isinstance(reply.json, dict) or reply.json.get("batch") != body["batch"]:
            return False
        return [verdict["id"] for verdict in reply.json["verdicts"]] == [action["id"] for action in body["actions"]]

    def _address(self) -> str:
        address = f"/api/sync/pull?since={self.cursor}&epoch={self.epoch}" + (f"&chain={self.chain}" if self.cursor else "")
        return address + (f"&page={self.next_page}" if self.next_page else "")

    def _begin_again(self, told: dict[str, Any]) -> None:
        self.next_page, self.staged = None, None
        if told["code"] == "epoch_changed":
            self._forget_rows()
            self._offer_again(0)
            self.epoch = told["epoch"]

    def _mind_epoch(self, epoch: str) -> None:
        """Another epoch: the office lost something, so everything it ever confirmed is offered again."""
        if epoch != self.epoch:
            self.epoch = epoch
            self._forget_rows()
            self._offer_again(0)

    def _offer_again(self, after: int) -> None:
        """What the office once confirmed, from the number after this one on."""
        for made in self.outbox:
            if made.seq > after and made.verdict in DONE:
                made.verdict = None
                self.offered_again += 1

    def _forget_rows(self) -> None:
        self.cursor, self.next_page, self.staged, self.rows = 0, None, None, {}

    def _take(self, told: dict[str, Any]) -> bool:
        """Lay a page on the stage; the last one brings all of it in."""
        self._mind_epoch(told["epoch"])
        if self.staged is None:
            self.staged = {name: dict(rows) for name, rows in self.rows.items()} if self.cursor else {}
        shown, self.rows = self.rows, self.staged
        self.lay(told)
        self.rows, self.next_page = shown, told["page"]
        if self.next_page is not None:
            return False
        self.rows, self.staged = self.staged, None
        self.cursor = self.base = told["to"]
        self.chain = told["chain"]
        return True
