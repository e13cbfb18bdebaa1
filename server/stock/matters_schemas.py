"""A slip, a receipt or a repair on the wire: one row, and how a page of them is asked for."""

from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Range


class MatterRow(Schema):
    id = fields.String()
    no = fields.String()
    status = fields.String()
    told = fields.Dict()
    commit = fields.Integer()


class MatterSearchArgs(Schema):
    """Each list adds the statuses it knows."""

    class Meta:
        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=Range(1, 1_000_000))
