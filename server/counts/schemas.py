"""Counts on the wire, both ways."""

from marshmallow import Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf

from server.core.forms import MOST_PIECES
from server.stock.fields import Words
from server.stock.matters_schemas import MatterRow, MatterSearchArgs
from server.web.fields import Id

STATUSES = ("open", "finished", "accepted", "dropped")
DECISIONS = ("put", "lost", "leave")


class CountSearchArgs(MatterSearchArgs):
    status = fields.String(load_default=None, validate=OneOf(STATUSES))


class CountsReply(Schema):
    counts = fields.List(fields.Nested(MatterRow))
    total = fields.Integer()
    page = fields.Integer()


class CountReply(Schema):
    count = fields.Nested(MatterRow)


class Adjustment(Schema):
    sample = Id(required=True)
    decision = fields.String(required=True, validate=OneOf(DECISIONS))


class AcceptArgs(Schema):
    adjust = fields.List(fields.Nested(Adjustment), required=True, validate=Length(0, MOST_PIECES))
    reason = Words(500, load_default=None, allow_none=True)

    @validates_schema
    def _once(self, asked, **_given):
        if len({one["sample"] for one in asked["adjust"]}) != len(asked["adjust"]):
            raise ValidationError("Each piece once.", "adjust")

    @validates_schema
    def _with_reason(self, asked, **_given):
        if asked["reason"] is None and any(one["decision"] != "leave" for one in asked["adjust"]):
            raise ValidationError("What moves a piece needs a reason.", "reason")


class Amount(Schema):
    minor = fields.Integer()
    currency = fields.String()


class Proposal(Schema):
    place = fields.String()
    pieces = fields.Integer()
    value = fields.List(fields.Nested(Amount), metadata={"description": "what lies there is insured for, by currency"})
    unseen_days = fields.Integer(metadata={"description": "how long the piece that was longest in no hand has been so"})
    answers = fields.String(allow_none=True, metadata={"description": "whose place it is: not who should count it"})


class ProposalsReply(Schema):
    day = fields.Integer(metadata={"description": "since 1970; the draw is another tomorrow"})
    proposals = fields.List(fields.Nested(Proposal))
