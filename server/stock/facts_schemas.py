"""What the register says of a piece, on the wire: every part may be taken away again with null."""

import re
from datetime import date

from marshmallow import Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Regexp

from server.stock.fields import DecimalText, PlaceRef, Words
from server.stock.words import TYPES
from server.web.fields import Line, Whole

OWNERSHIP = ("own", "memo_in", "client_property", "consignment")
MOST_PHOTOS = 12
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Day(fields.String):
    """``2026-11-22``: a day there really is."""

    def _deserialize(self, value, attr, data, **given):
        text = super()._deserialize(value, attr, data, **given)
        if not isinstance(value, str) or not is_day(text):
            raise ValidationError("Not a day.")
        return text


def is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class Photo(fields.String):
    """A photo by its content: sha256 in hex."""

    def __init__(self, **given):
        super().__init__(validate=Regexp(r"^[0-9a-f]{64}\Z"), **given)


class Metal(Schema):
    metal = Line(40, required=True)
    fineness = Whole(1, 1000, allow_none=True)
    net_g = DecimalText("0", "100000", allow_none=True)


class Stone(Schema):
    kind = Line(40, required=True)
    shape = Line(80, allow_none=True)
    count = Whole(1, 100_000, allow_none=True)
    ct = DecimalText("0", "100000", allow_none=True)
    colour = Line(80, allow_none=True)
    clarity = Line(80, allow_none=True)
    cut = Line(80, allow_none=True)
    treatment = Line(120, allow_none=True)
    origin = Line(120, allow_none=True)
    setting = Line(120, allow_none=True)


class Certificate(Schema):
    lab = Line(80, required=True)
    number = Line(80, required=True)
    date = Day(allow_none=True)


class Insured(Schema):
    minor = Whole(0, 2**52, required=True)
    currency = fields.String(required=True, validate=Regexp(r"^[A-Z]{3}\Z"))


class FactsArgs(Schema):
    """Merged into what is there key by key; ``custom`` too."""

    gross_g = DecimalText("0", "100000", allow_none=True)
    metals = fields.List(fields.Nested(Metal), validate=Length(0, 20), allow_none=True)
    stones = fields.List(fields.Nested(Stone), validate=Length(0, 60), allow_none=True)
    certificates = fields.List(fields.Nested(Certificate), validate=Length(0, 20), allow_none=True)
    client = Line(200, allow_none=True)
    supplier = Line(200, allow_none=True)
    ownership = fields.String(validate=OneOf(OWNERSHIP), allow_none=True)
    insured = fields.Nested(Insured, allow_none=True)
    size = Line(80, allow_none=True)
    dimensions = Line(120, allow_none=True)
    notes = Words(4_000, allow_none=True)
    custom = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), allow_none=True, validate=Length(0, 60))


class AmendArgs(Schema):
    number = Line(80, allow_none=True)
    type = fields.String(validate=OneOf(sorted(TYPES)), allow_none=True)
    category = fields.String(validate=Length(1, 40), allow_none=True)
    model = Line(80, allow_none=True)
    name = Line(200, allow_none=True)
    facts = fields.Nested(FactsArgs)
    home = PlaceRef(allow_none=True)
    photos = fields.List(Photo(), validate=Length(0, MOST_PHOTOS))
    arrived = Day(allow_none=True)

    @validates_schema
    def _something(self, asked, **_given):
        if not asked or asked == {"facts": {}}:
            raise ValidationError("Nothing to change.")
