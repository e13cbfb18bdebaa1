"""Receipts on the wire, both ways."""

from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import OneOf, Range

from server.stock.fields import Words
from server.web.fields import Line

STATUSES = ("expected", "checking", "differences", "closed")
DECISIONS = ("accept", "return", "claim")


class ReceiptSearchArgs(Schema):
    class Meta:
        unknown = EXCLUDE

    status = fields.String(load_default=None, validate=OneOf(STATUSES))
    page = fields.Integer(load_default=1, validate=Range(1, 1_000_000))


class ReceiptRow(Schema):
    id = fields.String()
    no = fields.String()
    status = fields.String()
    told = fields.Dict()
    commit = fields.Integer()


class ReceiptsReply(Schema):
    receipts = fields.List(fields.Nested(ReceiptRow))
    total = fields.Integer()
    page = fields.Integer()


class ReceiptReply(Schema):
    receipt = fields.Nested(ReceiptRow)


class SettleLineArgs(Schema):
    line = Line(36, required=True, metadata={"description": "of the delivery note; of a thing on no line: the id of its check"})
    decision = fields.String(required=True, validate=OneOf(DECISIONS))
    reason = Words(500, required=True)
