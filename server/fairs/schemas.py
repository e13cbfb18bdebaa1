"""Fairs on the wire: the rows, and what may be asked of their lists."""

from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import OneOf

from server.paper.schemas import LangArgs
from server.stock.matters_schemas import MatterRow, MatterSearchArgs

STATUSES = ("planned", "out", "back", "closed")


class FairSearchArgs(MatterSearchArgs):
    status = fields.String(load_default=None, validate=OneOf(STATUSES))


class FairsReply(Schema):
    fairs = fields.List(fields.Nested(MatterRow))
    total = fields.Integer()
    page = fields.Integer()


class FairReply(Schema):
    fair = fields.Nested(MatterRow)


class CustomsArgs(LangArgs):
    class Meta:
        unknown = EXCLUDE

    of = fields.String(
        load_default="planned", validate=OneOf(("planned", "packed")), metadata={"description": "packed: the border list, what really went"}
    )
