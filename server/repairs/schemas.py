"""Repairs and what ends a piece's life with us, on the wire, both ways."""

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from server.repairs.write_off import SINKS
from server.stock.fields import Words
from server.stock.matters_schemas import MatterRow, MatterSearchArgs
from server.web.fields import Id, Whole

STATUSES = ("reported", "assessed", "at_workshop", "back", "repaired", "scrapped", "replaced", "closed")


class RepairSearchArgs(MatterSearchArgs):
    status = fields.String(load_default=None, validate=OneOf(STATUSES))


class RepairRow(MatterRow):
    overdue = fields.Boolean()


class RepairsReply(Schema):
    repairs = fields.List(fields.Nested(RepairRow))
    total = fields.Integer()
    page = fields.Integer()


class WriteOffArgs(Schema):
    to = fields.String(required=True, validate=OneOf(SINKS))
    reason = Words(500, required=True)
    repair = Id(load_default=None, allow_none=True)
    replacement = Id(load_default=None, allow_none=True)
    quantity = Whole(1, 1_000_000, load_default=1, metadata={"description": "of a lot: how many"})
