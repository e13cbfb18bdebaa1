"""Slips on the wire, both ways."""

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Range

from server.slips.booking import ALWAYS
from server.stock.fields import Words
from server.stock.matters_schemas import MatterRow, MatterSearchArgs
from server.web.fields import Id, Whole

STATUSES = (
    *("draft", "submitted", "approved", "rejected", "picking", "issued", "partly_returned"),
    *("closed", "cancelled"),
)


class SlipSearchArgs(MatterSearchArgs):
    status = fields.String(load_default=None, validate=OneOf(STATUSES))


class SlipsReply(Schema):
    slips = fields.List(fields.Nested(MatterRow))
    total = fields.Integer()
    page = fields.Integer()


class SlipReply(Schema):
    slip = fields.Nested(MatterRow)


class ApproveArgs(Schema):
    request = Id(required=True, metadata={"description": "the slip_request that was read: what is decided about"})
    reason = Words(500, load_default=None, allow_none=True)


class RejectArgs(Schema):
    request = Id(required=True)
    reason = Words(500, required=True)


class ExtendArgs(Schema):
    back_ms = Whole(0, 2**52, required=True)
    reason = Words(500, load_default=None, allow_none=True)


class ReservedRow(Schema):
    slip = fields.String()
    no = fields.String()
    status = fields.String()
    line = fields.String()
    sample = fields.String(allow_none=True)
    model = fields.String(allow_none=True)
    n = fields.Integer()
    out_ms = fields.Integer()
    back_ms = fields.Integer(metadata={"description": f"{ALWAYS}: no day of return was named"})


class ConflictRow(Schema):
    line = fields.String(metadata={"description": "of the slip asked about"})
    sample = fields.String(allow_none=True)
    model = fields.String(allow_none=True)
    wanted = fields.Integer()
    there = fields.Integer()
    others = fields.List(fields.Nested(ReservedRow))


class ConflictsReply(Schema):
    conflicts = fields.List(fields.Nested(ConflictRow))


class CalendarArgs(Schema):
    class Meta:
        unknown = EXCLUDE

    sample = fields.String(load_default=None, validate=Length(1, 36))
    model = fields.String(load_default=None, validate=Length(1, 80))
    from_ms = fields.Integer(load_default=0, validate=Range(-ALWAYS, ALWAYS))
    to_ms = fields.Integer(load_default=ALWAYS, validate=Range(-ALWAYS, ALWAYS))

    @validates_schema
    def _one(self, asked, **_given):
        if (asked["sample"] is None) == (asked["model"] is None):
            raise ValidationError("Either a sample or a model.", "sample")


class CalendarReply(Schema):
    reserved = fields.List(fields.Nested(ReservedRow))
    there = fields.Integer(metadata={"description": "how many there are in all"})
