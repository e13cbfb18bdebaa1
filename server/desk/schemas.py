"""Cases, what was kept apart, holes and late arrivals on the wire, both ways."""

from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Length, OneOf

from server.stock.fields import PlaceRef
from server.web.fields import Line

STATUSES = ("provisional", "open", "settled", "explained")
DECISIONS = ("admit", "reject")


class CaseSearchArgs(Schema):
    class Meta:
        unknown = EXCLUDE

    status = fields.String(load_default=None, validate=OneOf(STATUSES))
    sample = fields.String(load_default=None, validate=Length(1, 36))


class CaseRow(Schema):
    id = fields.String()
    kind = fields.String()
    status = fields.String()
    sample = fields.String(allow_none=True)
    tag = fields.String(allow_none=True)
    claims = fields.List(fields.Dict())
    opened_ms = fields.Integer()
    waiting = fields.List(fields.String())
    settled = fields.Dict(allow_none=True)
    order_unknown = fields.Boolean(metadata={"description": "either of the two may have been first"})
    short = fields.Integer(metadata={"description": "of a lot: how many pieces too many were taken"})
    commit = fields.Integer()


class CasesReply(Schema):
    cases = fields.List(fields.Nested(CaseRow))


class EvidenceArgs(Schema):
    place_tag = Line(64)
    piece_tag = Line(64)


class SettleArgs(Schema):
    place = PlaceRef(load_default=None, allow_none=True)
    decision = Line(40, required=True)
    reason = Line(500, required=True)
    evidence = fields.Nested(EvidenceArgs, load_default=None, allow_none=True)


class CaseReply(Schema):
    case = fields.Nested(CaseRow)


class ClaimRow(Schema):
    """What the action of a claim says beyond the case's own row."""

    action = fields.String()
    undone = fields.Boolean()
    reasons = fields.List(fields.String())
    observed_from = fields.String(allow_none=True)
    tag = fields.String(allow_none=True)
    slip = fields.String(allow_none=True)
    quantity = fields.Integer()
    note = fields.String(allow_none=True)
    gross_g = fields.String(allow_none=True)
    missing = fields.String(allow_none=True)
    certificate = fields.Dict(allow_none=True)
    condition = fields.String(allow_none=True)
    photos = fields.List(fields.String(), allow_none=True)


class SightRow(Schema):
    action = fields.String()
    by = fields.String(allow_none=True)
    device = fields.String()
    kind = fields.String()
    to = fields.String(allow_none=True)
    observed_from = fields.String(allow_none=True)
    happened_ms = fields.Integer()
    known_ms = fields.Integer()
    unsure = fields.Boolean()


class PhoneRow(Schema):
    id = fields.String()
    name = fields.String()
    state = fields.String()
    contact_ms = fields.Integer(allow_none=True)
    owes = fields.Integer()


class StoryReply(Schema):
    case = fields.Nested(CaseRow)
    claims = fields.List(fields.Nested(ClaimRow))
    sure = fields.Nested(SightRow, allow_none=True, metadata={"description": "the last thing known of the piece that nobody contradicts"})
    phones = fields.List(fields.Nested(PhoneRow), metadata={"description": "those that spoke and those still waited for"})
    parties = fields.List(fields.String())


class RecordAction(Schema):
    kind = fields.String()
    by = fields.String(allow_none=True)
    sample = fields.String(allow_none=True)
    tag = fields.String(allow_none=True)
    to = fields.String(allow_none=True)
    slip = fields.String(allow_none=True)
    quantity = fields.Integer()


class QuarantinedRow(Schema):
    sha256 = fields.String(metadata={"description": "its name here: of phone, id, number and bytes"})
    id = fields.String()
    device = fields.String()
    phone = fields.String(allow_none=True)
    revoked_ms = fields.Integer(allow_none=True)
    seq = fields.Integer(allow_none=True)
    reasons = fields.List(fields.String())
    received_ms = fields.Integer()
    text = fields.String(metadata={"description": "what was sent, its first 4,000 characters"})
    action = fields.Nested(RecordAction, allow_none=True, metadata={"description": "what it says, where it can be read"})
    happened_ms = fields.Integer(allow_none=True, metadata={"description": "by its phone's corrected clock"})
    admissible = fields.Boolean(metadata={"description": "a fact that its phone signed, kept apart only because the phone was shut out"})
    after_revocation = fields.Boolean()
    decision = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    reviewed_by = fields.String(allow_none=True)
    reviewed_ms = fields.Integer(allow_none=True)


class QuarantineReply(Schema):
    quarantine = fields.List(fields.Nested(QuarantinedRow))
    total = fields.Integer()
    waiting = fields.Integer(metadata={"description": "nobody has decided about these"})


class ReviewArgs(Schema):
    decision = fields.String(required=True, validate=OneOf(DECISIONS))
    reason = Line(500, required=True)


class RecordReply(Schema):
    record = fields.Nested(QuarantinedRow)


class RecountLine(Schema):
    sample = fields.String()
    why = fields.String(metadata={"description": "touched: by that phone around the hole; held: by who had it in hand"})
    last_ms = fields.Integer(allow_none=True)
    seen_ms = fields.Integer(allow_none=True)
    seen_by = fields.String(allow_none=True)


class RecountRow(Schema):
    device = fields.String()
    phone = fields.String(allow_none=True)
    seq = fields.Integer(metadata={"description": "the first number behind the hole"})
    missing = fields.Integer()
    from_ms = fields.Integer(allow_none=True)
    to_ms = fields.Integer()
    given_up_ms = fields.Integer()
    people = fields.List(fields.String())
    seen = fields.Integer()
    lines = fields.List(fields.Nested(RecountLine))


class RecountsReply(Schema):
    recounts = fields.List(fields.Nested(RecountRow))


class ChangeSide(Schema):
    action = fields.String()
    kind = fields.String()
    by = fields.String(allow_none=True)
    device = fields.String()
    to = fields.String(allow_none=True)
    happened_ms = fields.Integer()
    known_ms = fields.Integer()


class ChangeRow(Schema):
    sample = fields.String()
    late = fields.Nested(ChangeSide)
    before = fields.Nested(ChangeSide, metadata={"description": "the newest scan that stood there before the late one came"})


class ChangesReply(Schema):
    changes = fields.List(fields.Nested(ChangeRow))
