"""Imports and exports on the wire, both ways."""

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Range

from server.sheets.delimited import DELIMITERS
from server.sheets.encoding import ENCODINGS
from server.sheets.fields import is_field
from server.sheets.kind import MOST_COLUMNS
from server.sheets.money import currency_of
from server.stock.schemas import PlaceRef
from server.web.fields import Flag, Line, Whole

SHOW = ("all", "good", "warned", "bad", "skipped")


class Mapping(fields.Dict):
    """Columns by their number, from "0", to the field each is, or null for left out."""

    def _deserialize(self, value, attr, data, **given):
        if not isinstance(value, dict) or len(value) > MOST_COLUMNS:
            raise ValidationError("Columns by number.")
        for at, field in value.items():
            if not at.isascii() or not at.isdigit() or len(at) > 3 or not (field is None or (isinstance(field, str) and is_field(field))):
                raise ValidationError(f"No such column or field: {at}")
        named = [field for field in value.values() if field]
        if len(named) != len(set(named)):
            raise ValidationError("Two columns cannot be the same field.")
        return {str(int(at)): field for at, field in value.items()}


class ImportArgs(Schema):
    """What a person chooses; null is: work it out."""

    encoding = fields.String(allow_none=True, validate=OneOf(ENCODINGS))
    delimiter = fields.String(allow_none=True, validate=OneOf(DELIMITERS))
    sheet = Line(80, allow_none=True)
    header_line = Whole(0, 1_000_000, allow_none=True)
    mapping = Mapping(allow_none=True)
    day_first = Flag(allow_none=True)
    decimal_comma = Flag(allow_none=True)
    currency = fields.String(allow_none=True, validate=Length(3, 3))
    place = PlaceRef(allow_none=True)
    skip_known = Flag()

    @validates_schema
    def _known_currency(self, asked, **_given):
        if asked.get("currency") is not None and currency_of(asked["currency"]) is None:
            raise ValidationError("No currency we know.", "currency")


class ImportPageArgs(Schema):
    class Meta:
        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=Range(1, 1_000_000))
    show = fields.String(load_default="all", validate=OneOf(SHOW))


class ImportReply(Schema):
    import_ = fields.Dict(data_key="import", attribute="import")
    rows = fields.List(fields.Dict())
    total = fields.Integer()
    page = fields.Integer()


class ImportsReply(Schema):
    imports = fields.List(fields.Dict())


class NoteReply(Schema):
    lines = fields.List(fields.Dict())
    problems = fields.List(fields.Dict())
    warnings = fields.List(fields.Dict())
    columns = fields.List(fields.Dict())
    note_no = fields.String(allow_none=True)
