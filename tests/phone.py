"""A phone of the firm without a screen: a real key, a dense sequence, a chain, clocks that may be set wrong, an outbox."""

import base64
import gzip
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

BATCH = 500
BATCH_BYTES = 512 * 1024
DONE = {"accepted", "duplicate", "flagged", "quarantined"}


@dataclass(frozen=True)
class Reply:
    """What came back: ``json`` is None when it was not JSON."""

    status: int
    json: Any
    headers: dict[str, str]


Talk = Callable[..., Reply]


def over_client(client: Any) -> Talk:
    """Speak through a Flask test client; cookies stay in the client."""

    def talk(method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        got = client.open(path, method=method, data=body, headers=headers)
        return Reply(got.status_code, got.get_json(silent=True), dict(got.headers))

    return talk


def over_url(url: str, timeout: float = 30, verify: Any = True) -> Talk:
    """Speak HTTP to a running office; one kept connection, cookies kept."""
    session = requests.Session()

    def talk(method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        got = session.request(method, url + path, data=body, headers=headers, timeout=timeout, verify=verify, allow_redirects=False)
        is_json = got.headers.get("Content-Type", "").startswith("application/json")
        return Reply(got.status_code, orjson.loads(got.content) if is_json else None, dict(got.headers))

    return talk


@dataclass
class Clock:
    """A phone's two clocks; ``off_ms`` is how wrong the wall clock is, ``true_ms`` may be replaced to tell a story in other times."""

    off_ms: int = 0
    true_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000

    def wall(self) -> int:
        return self.true_ms() + self.off_ms

    def mono(self) -> int:
        return self.true_ms() % 1_000_000_000_000


@dataclass
class Made:
    """One record of the outbox: the bytes are written once."""

    id: str
    seq: int
    bytes: bytes
    sig: str
    made_ms: int
    verdict: str | None = None
    reasons: list[str] = field(default_factory=list)
    commit: int | None = None


class Phone:
    """``record`` makes actions, ``push`` delivers them, ``pull`` reads; nothing leaves the outbox without a verdict."""

    def __init__(self, talk: Talk | None = None, seed: int | None = None, clock: Clock | None = None, name: str = "phone"):
        self.random = random.Random(seed)
        self.talk, self.clock, self.name = talk, clock or Clock(), name
        self.id, self.page = self.uuid(), self.uuid()
        self.key = ec.derive_private_key(self.random.getrandbits(240) + 1, ec.SECP256R1())
        self.seq, self.prev, self.hlc = 0, None, (0, 0)
        self.anchor: dict[str, int] | None = None
        self.by: str | None = None
        self.base = 0
        self.epoch: str | None = None
        self.cursor = 0
        self.chain: str | None = None
        self.outbox: list[Made] = []
        self.rows: dict[str, dict[Any, dict[str, Any]]] = {}

    def uuid(self) -> str:
        """A uuid v7 by this phone's clock and its own seeded chance."""
        high = (self.clock.wall() & (1 << 48) - 1) << 80 | 7 << 76 | self.random.getrandbits(12) << 64
        return str(uuid.UUID(int=high | 2 << 62 | self.random.getrandbits(62)))

    @property
    def public_key(self) -> str:
        return _base64(self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    def sign(self, text: bytes) -> str:
        """ECDSA P-256 / SHA-256, raw r‖s, base64url."""
        r, s = decode_dss_signature(self.key.sign(text, ec.ECDSA(SHA256())))
        return _base64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    # making actions

    def action(self, kind: str, **given: Any) -> dict[str, Any]:
        """The next action as a mapping, complete; consumes no number until it is ``kept``."""
        wall = self.clock.wall()
        ms, counter = self.hlc
        self.hlc = (wall, 0) if wall > ms else (ms, counter + 1)
        return {
            "v": 1, "id": self.uuid(), "kind": kind, "device": self.id, "seq": self.seq + 1, "by": self.by,
            "sample": None, "tag": None, "to": None, "observed_from": None, "believed_from": None, "base": self.base, "quantity": 1,
            "slip": None, "count": None, "fair": None, "repair": None, "receipt": None, "group": None,
            "wall_ms": wall, "tz": 480, "mono_ms": self.clock.mono(), "page": self.page, "anchor": self.anchor,
            "hlc": list(self.hlc), "body": {}, "prev": self.prev,
        } | given  # fmt: skip

    def record(self, kind: str, **given: Any) -> Made:
        """Write an action to the outbox: serialised once, hashed, signed."""
        action = self.action(kind, **given)
        return self.keep(orjson.dumps(action), action["id"])

    def keep(self, text: bytes, id: str | None = None) -> Made:
        """Put these very bytes into the outbox as the next of the sequence; a poisoned phone puts in anything."""
        self.seq += 1
        self.prev = sha256(text).hexdigest()
        made = Made(id or self.uuid(), self.seq, text, self.sign(text), self.clock.wall())
        self.outbox.append(made)
        return made

    # delivering them

    def waiting(self) -> list[Made]:
        """What the office has given no verdict on, oldest first."""
        return [made for made in self.outbox if made.verdict not in DONE]

    def envelope(self, batch: list[Made], drained: bool = True, **given: Any) -> dict[str, Any]:
        """The body of a push. Bytes that are no UTF-8 cannot be said in JSON and are sent as the nearest text."""
        left = len(self.waiting()) - len(batch)
        clock = {"wall_ms": self.clock.wall(), "mono_ms": self.clock.mono(), "page": self.page, "hlc": list(self.hlc)}
        return {
            "install": self.id, "batch": self.uuid(),
            "actions": [{"id": m.id, "seq": m.seq, "bytes": m.bytes.decode("utf-8", "replace"), "sig": m.sig} for m in batch],
            "drained": drained and left <= 0, "owes": max(left, 0), "owes_since_ms": None,
            "clock": clock, "app": "phone.py",
        } | given  # fmt: skip

    def batch(self) -> list[Made]:
        """The next ones to send: at most 500 and 512 kB, at least one."""
        taken, size = [], 0
        for made in self.waiting()[:BATCH]:
            size += len(made.bytes) + 200
            if taken and size > BATCH_BYTES:
                break
            taken.append(made)
        return taken

    def send(self, batch: list[Made], zipped: bool = False, **given: Any) -> Reply:
        """One POST; the outbox is not touched, so a lost reply is a reply that nobody ``hears``."""
        body = orjson.dumps(self.envelope(batch, **given))
        return self.post(gzip.compress(body, 1) if zipped else body, {"Content-Encoding": "gzip"} if zipped else {})

    def post(self, body: bytes, headers: dict[str, str] | None = None) -> Reply:
        assert self.talk is not None
        return self.talk("POST", "/api/sync/push", body, {"Content-Type": "application/json", **(headers or {})})

    def hear(self, reply: Reply) -> None:
        """Take the verdicts of a good reply."""
        self.anchor = {"server_ms": reply.json["server_ms"], "mono_ms": self.clock.mono()}
        told = {verdict["id"]: verdict for verdict in reply.json["verdicts"]}
        for made in self.outbox:
            if verdict := told.get(made.id):
                made.verdict, made.reasons, made.commit = verdict["verdict"], verdict["reasons"], verdict["commit"]

    def push(self, zipped: bool = False, **given: Any) -> Reply:
        """Send the next batch and take its verdicts; an empty outbox makes it the heartbeat."""
        reply = self.send(self.batch(), zipped, **given)
        if reply.status == 200:
            self.hear(reply)
        return reply

    def drain(self) -> list[Reply]:
        """Push until nothing waits or the office refuses."""
        replies = [self.push()]
        while replies[-1].status == 200 and self.waiting():
            replies.append(self.push())
        return replies

    # reading

    def pull(self) -> list[Reply]:
        """Pages since the cursor, rows laid into ``rows[table][key]``; an unknown epoch starts from 0, the outbox stays."""
        replies: list[Reply] = []
        page = None
        while True:
            replies.append(self._pull_page(page))
            if replies[-1].status == 409:
                self.cursor, self.rows, page = 0, {}, None
                self.epoch = replies[-1].json.get("epoch", self.epoch)
                continue
            if replies[-1].status != 200:
                return replies
            told = replies[-1].json
            self.lay(told)
            page = told["page"]
            if page is None:
                self.cursor = self.base = told["to"]
                self.epoch, self.chain = told["epoch"], told["chain"]
                return replies

    def _pull_page(self, page: Any) -> Reply:
        assert self.talk is not None
        address = f"/api/sync/pull?since={self.cursor}" + (f"&epoch={self.epoch}" if self.epoch else "") + (f"&page={page}" if page else "")
        return self.talk("GET", address)

    def lay(self, told: dict[str, Any]) -> None:
        """Removals, then rows, of one page."""
        for table, ids in told["gone"].items():
            for gone in ids:
                self.rows.get(table, {}).pop(gone, None)
        for table, rows in told["tables"].items():
            key = {"tags": "code", "entries": "entry", "settings": "key"}.get(table, "id")
            kept = self.rows.setdefault(table, {})
            for row in rows["rows"]:
                named = dict(zip(rows["cols"], row, strict=True))
                kept[named[key]] = named

    # becoming a phone of the firm

    def enrol(self, code: str) -> Reply:
        """Answer an invite; the device cookie stays in ``talk``."""
        assert self.talk is not None
        body = {"code": code, "install": self.id, "public_key": self.public_key, "name": self.name, "wall_ms": self.clock.wall()}
        body["sig"] = self.sign(f"loupe-enrol:{code}:{self.id}".encode())
        return self.talk("POST", "/api/devices/enrol", orjson.dumps(body), {"Content-Type": "application/json"})


def insert_device(phone: Phone, enrolled_ms: int | None = None, token: str | None = None) -> None:
    """Enrol straight in the database (inside an app context), for tests of the ledger alone; the signature authorises its pushes."""
    from server.database import db
    from server.people.tables import Device

    at_ms = phone.clock.true_ms() if enrolled_ms is None else enrolled_ms
    hashed = sha256(token.encode()).hexdigest() if token else None
    times = {"enrolled_ms": at_ms, "order_ms": at_ms}
    db.session.add(Device(id=phone.id, name=phone.name, public_key=phone.public_key, state="enrolled", token_hash=hashed, **times))
    db.session.commit()


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
