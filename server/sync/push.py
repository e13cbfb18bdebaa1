"""The envelope of a push and of its reply: what a phone may send, checked leanly because 500 records come at once."""

import re
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields
from marshmallow.validate import Length, Regexp

from server.ledger.arrivals import Sent, Verdict
from server.ledger.carriages import Met
from server.ledger.ingest import Push, Taken
from server.ledger.phones import Word
from server.sync.health import Health
from server.web.fields import Flag, Id, Whole

MOST_ACTIONS = 5_000
BOUND = 2**53
# An id is only a name here: whether it is a good one is judged with the record it names.
_is_name = re.compile(r"[!-~]{1,64}").fullmatch
_LONGEST_SIG = 200


class SentSchema(Schema):
    """One record: the JSON text exactly as it was hashed and signed, and the id and number it is known by if that cannot be read."""

    id = fields.String(required=True, validate=Regexp(r"^[!-~]{1,64}\Z"))
    seq = Whole(1, BOUND, required=True)
    bytes = fields.String(required=True, metadata={"description": "the action's JSON text, verbatim"})
    sig = fields.String(allow_none=True, load_default=None, validate=Length(max=_LONGEST_SIG))


class Records(fields.List):
    """``SentSchema`` many times over, by hand: one marshmallow load a record would take a third of the whole push."""

    def __init__(self, **given: Any):
        super().__init__(fields.Nested(SentSchema), **given)

    def _deserialize(self, value: Any, attr: Any, data: Any, **given: Any) -> list[Sent]:
        if type(value) is not list or len(value) > MOST_ACTIONS:
            raise ValidationError(f"A list of at most {MOST_ACTIONS} records.")
        return [_record(at, one) for at, one in enumerate(value)]


def _record(at: int, one: Any) -> Sent:
    if type(one) is not dict:
        raise ValidationError({at: ["Not a record."]})
    id, seq, text, sig = one.get("id"), one.get("seq"), one.get("bytes"), one.get("sig")
    if type(id) is not str or not _is_name(id):
        raise ValidationError({at: {"id": ["Not a name."]}})
    if type(seq) is not int or not 1 <= seq <= BOUND:
        raise ValidationError({at: {"seq": ["Not a number of a sequence."]}})
    if type(text) is not str:
        raise ValidationError({at: {"bytes": ["Not a text."]}})
    if sig is not None and (type(sig) is not str or len(sig) > _LONGEST_SIG or "\0" in sig):
        raise ValidationError({at: {"sig": ["Not a signature."]}})
    return Sent(id, seq, text.encode("utf-8", "surrogatepass"), sig)


class ClockSchema(Schema):
    """The phone's clocks at the moment of sending."""

    class Meta:
        unknown = EXCLUDE

    wall_ms = Whole(-BOUND, BOUND, required=True)
    mono_ms = Whole(-BOUND, BOUND, load_default=None, allow_none=True)
    page = fields.String(load_default=None, allow_none=True, validate=Length(max=64))
    hlc = fields.List(Whole(-BOUND, BOUND), validate=Length(equal=2), load_default=None, allow_none=True)


class MetSchema(Schema):
    """Two clocks side by side, as a courier saw them when it took what it brings; and its own now."""

    class Meta:
        unknown = EXCLUDE

    ahead_ms = Whole(-BOUND, BOUND, required=True, metadata={"description": "how far the maker's clock was ahead of the courier's"})
    taken_ms = Whole(-BOUND, BOUND, required=True, metadata={"description": "what the courier's clock said then"})
    wall_ms = Whole(-BOUND, BOUND, required=True, metadata={"description": "what it says now"})


class PushSchema(Schema):
    """One delivery; without actions it is the heartbeat."""

    class Meta:
        unknown = EXCLUDE

    install = Id(required=True)
    batch = Id(required=True)
    actions = Records(required=True)
    drained = Flag(load_default=False)
    owes = Whole(0, 2**31 - 1, load_default=0)
    owes_since_ms = Whole(-BOUND, BOUND, load_default=None, allow_none=True)
    clock = fields.Nested(ClockSchema, load_default=None, allow_none=True)
    carried_by = Id(load_default=None, allow_none=True, metadata={"description": "another phone's install: it brings this one's records"})
    met = fields.Nested(MetSchema, load_default=None, allow_none=True)
    health = Health(load_default=None, allow_none=True)
    app = fields.String(load_default=None, allow_none=True, validate=[Length(max=40), Regexp(r"^[^\x00\ud800-\udfff]*\Z")])


class VerdictSchema(Schema):
    id = fields.String()
    verdict = fields.String(metadata={"enum": ["accepted", "duplicate", "flagged", "held", "quarantined"]})
    reasons = fields.List(fields.String())
    commit = fields.Integer(allow_none=True)
    first = fields.String(metadata={"description": "of a duplicate: its first verdict"})


class PushReply(Schema):
    batch = fields.String()
    epoch = fields.String()
    head = fields.Integer()
    server_ms = fields.Integer()
    ack = fields.Integer(metadata={"description": "up to here the office has every number"})
    device = fields.String(metadata={"enum": ["enrolled", "revoked"]})
    name = fields.String(metadata={"description": "what this phone is called now"})
    restored_ms = fields.Integer(allow_none=True, metadata={"description": "a backup was put back then, and nobody has confirmed it"})
    verdicts = fields.List(fields.Nested(VerdictSchema), metadata={"description": "one for each action, in the order of the push"})


_PUSH = PushSchema()
_NO_CLOCK: dict[str, Any] = {"wall_ms": None, "mono_ms": None, "page": None}


def read_push(body: object) -> dict[str, Any]:
    """The checked envelope. Raises marshmallow's ValidationError."""
    if not isinstance(body, dict):
        raise ValidationError("Not an object.")
    loaded: dict[str, Any] = _PUSH.load(body)
    return loaded


def push_of(envelope: dict[str, Any], token_hash: str | None) -> Push:
    """What the ledger takes in. ``token_hash``: of the device cookie that came with it."""
    clock = envelope["clock"] or _NO_CLOCK
    said = (envelope[name] for name in ("drained", "owes", "owes_since_ms", "app", "health"))
    word = Word(clock["wall_ms"], clock["mono_ms"], clock["page"], *said)
    met = envelope["met"] and Met(**envelope["met"])
    return Push(envelope["install"], envelope["actions"], word, token_hash, envelope["carried_by"], met)


def reply_of(batch: str, taken: Taken) -> dict[str, Any]:
    """The answer on the wire."""
    return {
        "batch": batch,
        "epoch": taken.epoch,
        "head": taken.head,
        "server_ms": taken.server_ms,
        "ack": taken.ack,
        "device": taken.state,
        "name": taken.name,
        "restored_ms": taken.restored_ms,
        "verdicts": [_said(verdict) for verdict in taken.verdicts],
    }


def _said(verdict: Verdict) -> dict[str, Any]:
    said = {"id": verdict.id, "verdict": verdict.verdict, "reasons": verdict.reasons, "commit": verdict.commit}
    return said if verdict.first is None else said | {"first": verdict.first}
