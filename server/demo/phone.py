"""A phone of the demo firm: a real key, a real chain, real pushes; only its clock is told what time it was."""

import base64
from hashlib import sha256

import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.demo.ids import demo_id
from server.demo.step import Step
from server.ledger.arrivals import Sent


class DemoPhone:
    """Writes actions like any phone: serialised once, hashed into a chain, signed. The key is forgotten after the load."""

    def __init__(self, name: str):
        self.name, self.id = name, demo_id("phone", name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.seq, self._prev = 0, None

    @property
    def public_key(self) -> str:
        return _text(self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    def record(self, step: Step, at_ms: int) -> Sent:
        """What the person did, as bytes for the office."""
        self.seq += 1
        action = {
            "v": 1, "id": step.id or demo_id("action", f"{self.name} {self.seq}", at_ms), "kind": step.kind,
            "device": self.id, "seq": self.seq,
            "by": step.by, "sample": step.piece.id if step.piece else None, "tag": step.tag or (step.piece.tag if step.piece else None),
            "to": step.to, "observed_from": None, "believed_from": None, "base": 0, "quantity": step.piece.quantity if step.piece else 1,
            "slip": step.slip, "count": step.count, "fair": step.fair, "repair": step.repair, "receipt": step.receipt, "group": step.group,
            "wall_ms": at_ms, "tz": 480, "mono_ms": at_ms % 1_000_000_000, "page": self.id, "anchor": None, "hlc": [at_ms, 0],
            "body": step.body, "prev": self._prev,
        }  # fmt: skip
        text = orjson.dumps(action)
        self._prev = sha256(text).hexdigest()
        return Sent(action["id"], self.seq, text, self._sign(text))

    def _sign(self, text: bytes) -> str:
        r, s = decode_dss_signature(self._key.sign(text, ec.ECDSA(SHA256())))
        return _text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
