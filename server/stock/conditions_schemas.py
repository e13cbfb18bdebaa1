"""Materials, sensors, readings and settings on the wire, both ways."""

from decimal import Decimal

from marshmallow import Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Regexp

from server.stock.conditions import NeedsArgs
from server.stock.fields import DecimalText, Key, PlaceRef
from server.web.fields import Flag, Line, Names, Whole

FIELD_KINDS = ("text", "number", "date", "choice")


class MaterialArgs(Schema):
    id = Key(required=True)
    names = Names(required=True)
    needs = fields.Nested(NeedsArgs, required=True)


class MaterialChangeArgs(Schema):
    names = Names()
    needs = fields.Nested(NeedsArgs)

    @validates_schema
    def _something(self, asked, **_given):
        if not asked:
            raise ValidationError("Nothing to change.")


class MaterialRow(Schema):
    id = fields.String()
    names = fields.Dict()
    needs = fields.Dict()
    commit = fields.Integer()


class MaterialReply(Schema):
    material = fields.Nested(MaterialRow)


class MaterialsReply(Schema):
    materials = fields.List(fields.Nested(MaterialRow))


class SensorArgs(Schema):
    place = PlaceRef(required=True)
    name = Line(120, required=True)


class SensorRow(Schema):
    id = fields.String()
    place = fields.String()
    name = fields.String()
    by = fields.String()
    made_ms = fields.Integer()
    revoked_ms = fields.Integer(allow_none=True)
    heard_ms = fields.Integer()


class SensorReply(Schema):
    sensor = fields.Nested(SensorRow)


class NewSensorReply(SensorReply):
    token = fields.String(metadata={"description": "shown once; Authorization: Bearer <token>"})


class SensorsReply(Schema):
    sensors = fields.List(fields.Nested(SensorRow))


class ReadingArgs(Schema):
    temperature_c = DecimalText("-60", "120")
    humidity_pct = DecimalText("0", "100")

    @validates_schema
    def _something(self, asked, **_given):
        if not asked:
            raise ValidationError("Nothing was measured.", "temperature_c")


class ReadingTaken(Schema):
    id = fields.String()
    place = fields.String()
    at_ms = fields.Integer()


class ReadingRow(Schema):
    id = fields.String()
    place = fields.String()
    by = fields.String(allow_none=True)
    temperature_c = fields.String(allow_none=True)
    humidity_pct = fields.String(allow_none=True)
    sensor = fields.String(allow_none=True)
    note = fields.String(allow_none=True)
    happened_ms = fields.Integer()
    known_ms = fields.Integer()
    outside = fields.List(fields.String(), metadata={"description": "of temperature, humidity: what is out of range there"})


class ReadingsReply(Schema):
    readings = fields.List(fields.Nested(ReadingRow))
    limits = fields.Dict()


class ReminderRow(Schema):
    kind = fields.String(
        metadata={"description": "slip_overdue repair_late reading_out_of_range receipt_differences slip_waiting fair_unpacked fair_out"},
    )
    subject = fields.String(metadata={"description": "the id of the slip, repair, place or receipt"})
    names = fields.Dict(metadata={"description": "what the subject is called: a number, or the names of the place"})
    since_ms = fields.Integer()
    for_ = fields.List(fields.String(), data_key="for", attribute="for")
    reading = fields.Dict(allow_none=True, metadata={"description": "of a reading: outside, temperature_c, humidity_pct"})


class RemindersReply(Schema):
    reminders = fields.List(fields.Nested(ReminderRow))


class Named(Schema):
    """A word of the firm's own, and what it is called."""

    key = Key(required=True)
    names = Names(required=True)


class CustomField(Named):
    kind = fields.String(required=True, validate=OneOf(FIELD_KINDS))
    choices = fields.List(Line(80), validate=Length(1, 100))

    @validates_schema
    def _choices(self, asked, **_given):
        if ("choices" in asked) != (asked["kind"] == "choice"):
            raise ValidationError("Choices belong to a field of kind choice.", "choices")
        if len(set(asked.get("choices", ()))) != len(asked.get("choices", ())):
            raise ValidationError("A choice stands there twice.", "choices")


def _each_once(listed: list[dict]) -> None:
    if len({one["key"] for one in listed}) != len(listed):
        raise ValidationError("A key stands there twice.")


def _some_tolerance(text: str) -> None:
    if not 0 < Decimal(text) <= 1:
        raise ValidationError("More than 0 and at most 1 g.")


class MoneyArgs(Schema):
    minor = Whole(0, 10**13, required=True)
    currency = fields.String(required=True, validate=Regexp(r"^[A-Z]{3}\Z"))


class SettingsArgs(Schema):
    custom_fields = fields.List(fields.Nested(CustomField), validate=[Length(0, 60), _each_once])
    grades = fields.List(fields.Nested(Named), validate=[Length(1, 30), _each_once])
    categories = fields.List(fields.Nested(Named), validate=[Length(1, 60), _each_once])
    tolerance_g = DecimalText("0", "1", allow_none=True, validate=_some_tolerance)
    settle_limit = fields.Nested(MoneyArgs, allow_none=True)
    second_step_required = Flag()
    idle_lock_min = Whole(1, 480, allow_none=True)

    @validates_schema
    def _something(self, asked, **_given):
        if not asked:
            raise ValidationError("Nothing to change.")


class Settings(Schema):
    custom_fields = fields.List(fields.Dict())
    grades = fields.List(fields.Dict())
    categories = fields.List(fields.Dict())
    tolerance_g = fields.String(allow_none=True)
    settle_limit = fields.Dict(allow_none=True, metadata={"description": "up to which value parties settle a case; null: never"})
    second_step_required = fields.Boolean(metadata={"description": "of admins, supervisors and approvers, to sign in with a password"})
    idle_lock_min = fields.Integer(allow_none=True, metadata={"description": "minutes untouched until a phone locks itself; null: never"})


class SettingsReply(Schema):
    settings = fields.Nested(Settings)
