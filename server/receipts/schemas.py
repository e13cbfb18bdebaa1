"""Receipts on the wire, both ways."""

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from server.stock.fields import Words
from server.stock.matters_schemas import MatterRow, MatterSearchArgs
from server.web.fields import Line

STATUSES = ("expected", "checking", "differences", "closed")
DECISIONS = ("accept", "return", "claim")


class ReceiptSearchArgs(MatterSearchArgs):
    status = fields.String(load_default=None, validate=OneOf(STATUSES))


class ReceiptsReply(Schema):
    receipts = fields.List(fields.Nested(MatterRow))
    total = fields.Integer()
    page = fields.Integer()


class ReceiptReply(Schema):
    receipt = fields.Nested(MatterRow)


class SettleLineArgs(Schema):
    line = Line(36, required=True, metadata={"description": "of the delivery note; of a thing on no line: the id of its check"})
    decision = fields.String(required=True, validate=OneOf(DECISIONS))
    reason = Words(500, required=True)
