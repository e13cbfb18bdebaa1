"""Places, samples and tags on the wire, both ways."""

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Range

from server.stock.conditions import OffersArgs
from server.stock.fields import PlaceRef
from server.stock.places import OPENABLE
from server.web.fields import Flag, Id, Line, Names, Whole

STATUSES = (
    *("in_store", "out", "at_client", "in_repair", "at_booth", "in_transit", "lost", "scrapped", "sold"),
    *("returned_to_owner", "disputed", "found", "unregistered"),
)


class PlaceArgs(Schema):
    id = Id()
    kind = fields.String(required=True, validate=OneOf(OPENABLE))
    parent = PlaceRef(load_default=None, allow_none=True)
    names = Names(required=True)
    keeper = Id(load_default=None, allow_none=True)
    offers = fields.Nested(OffersArgs, load_default=None, allow_none=True)


class PlaceChangeArgs(Schema):
    kind = fields.String(validate=Length(1, 24))
    parent = PlaceRef(allow_none=True)
    names = Names()
    keeper = Id(allow_none=True)
    offers = fields.Nested(OffersArgs, allow_none=True)
    retired = Flag()

    @validates_schema
    def _something(self, asked, **_given):
        if not asked:
            raise ValidationError("Nothing to change.")


class PlaceRow(Schema):
    id = fields.String()
    kind = fields.String()
    parent = fields.String(allow_none=True)
    names = fields.Dict(keys=fields.String(), values=fields.String())
    tag = fields.String(allow_none=True)
    keeper = fields.String(allow_none=True)
    offers = fields.Dict(allow_none=True)
    retired = fields.Boolean()
    commit = fields.Integer()


class PlaceReply(Schema):
    place = fields.Nested(PlaceRow)


class SampleSearchArgs(Schema):
    class Meta:
        unknown = EXCLUDE

    q = fields.String(load_default="", validate=Length(max=120))
    status = fields.String(load_default=None, validate=OneOf(STATUSES))
    place = PlaceRef(load_default=None)
    page = fields.Integer(load_default=1, validate=Range(1, 1_000_000))


class SampleRow(Schema):
    id = fields.String()
    archive_no = fields.String(allow_none=True)
    number = fields.String(allow_none=True)
    tag = fields.String(allow_none=True)
    type = fields.String(allow_none=True)
    category = fields.String(allow_none=True)
    model = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    facts = fields.Dict()
    quantity = fields.Integer()
    status = fields.String()
    place = fields.String(allow_none=True)
    holder = fields.String(allow_none=True)
    home = fields.String(allow_none=True)
    at = fields.Dict(keys=fields.String(), values=fields.Integer(), allow_none=True)
    condition = fields.String(allow_none=True)
    happened_ms = fields.Integer(allow_none=True)
    known_ms = fields.Integer(allow_none=True)
    last_by = fields.String(allow_none=True)
    last_kind = fields.String(allow_none=True)
    claims = fields.Integer()
    slip = fields.String(allow_none=True, metadata={"description": "under which it is out"})
    repair = fields.String(allow_none=True, metadata={"description": "which is open"})
    photos = fields.List(fields.String(), metadata={"description": "sha256; the first is its picture"})
    entry_no = fields.String(allow_none=True, metadata={"description": "of its arrival: E-2026-0007-2"})
    commit = fields.Integer()


class SamplesReply(Schema):
    samples = fields.List(fields.Nested(SampleRow))
    total = fields.Integer()
    more = fields.Boolean(metadata={"description": "there are more than total: a search is counted to 1,000, or as far as this page"})
    page = fields.Integer()


class SampleReply(Schema):
    sample = fields.Nested(SampleRow)


class TimelineEntry(Schema):
    entry = fields.Integer()
    id = fields.String()
    kind = fields.String()
    sample = fields.String(allow_none=True)
    tag = fields.String(allow_none=True)
    by = fields.String(allow_none=True)
    device = fields.String()
    to = fields.String(allow_none=True)
    happened_ms = fields.Integer()
    known_ms = fields.Integer()
    verdict = fields.String()
    reasons = fields.List(fields.String())
    reverses = fields.String(allow_none=True)
    commit = fields.Integer()
    slip = fields.String(allow_none=True)
    receipt = fields.String(allow_none=True)
    repair = fields.String(allow_none=True)
    group = fields.String(allow_none=True)
    observed_from = fields.String(allow_none=True)
    quantity = fields.Integer()
    body = fields.Dict(allow_none=True)
    believed_from = fields.String(allow_none=True)


class TimelineReply(Schema):
    entries = fields.List(fields.Nested(TimelineEntry))


class MintArgs(Schema):
    count = Whole(1, 1000, required=True)


class MintReply(Schema):
    codes = fields.List(fields.String())


class RetagArgs(Schema):
    reason = Line(200, required=True)


class RetagReply(Schema):
    code = fields.String()
    generation = fields.Integer()
