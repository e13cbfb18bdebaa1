"""What a phone tells of itself with a push. A word that makes no sense is left out: no scan waits for it, and none is refused for it."""

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields
from marshmallow.validate import Length, OneOf, Regexp

from server.web.fields import Flag, Id, Whole

BOUND = 2**53
_CODE = Regexp(r"^[a-z_]{1,40}\Z")
_FINDINGS = 20


class BatterySchema(Schema):
    """Only some browsers know it."""

    class Meta:
        unknown = EXCLUDE

    percent = Whole(0, 100, required=True)
    charging = Flag(required=True)


class ReadinessSchema(Schema):
    """What the phone's own check found before a fair; ``wrong`` names what still needs a hand."""

    class Meta:
        unknown = EXCLUDE

    at_ms = Whole(0, BOUND, required=True)
    verdict = fields.String(required=True, validate=OneOf(("ready", "nearly", "not_ready")))
    wrong = fields.List(fields.String(validate=_CODE), load_default=list, validate=Length(max=_FINDINGS))


class HealthSchema(Schema):
    """Every key may be missing or null: a browser tells what it knows."""

    class Meta:
        unknown = EXCLUDE

    installed = Flag(allow_none=True)
    persisted = Flag(allow_none=True)
    free_mb = Whole(0, BOUND, allow_none=True)
    battery = fields.Nested(BatterySchema, allow_none=True)
    person = Id(allow_none=True)
    photos = Whole(0, 2**31 - 1, allow_none=True)
    carries = Whole(0, 2**31 - 1, allow_none=True)
    rows_ms = Whole(-BOUND, BOUND, allow_none=True)
    ready = fields.Nested(ReadinessSchema, allow_none=True)


_HEALTH = HealthSchema()


class Health(fields.Field):
    """The part of it that can be read, key by key; None when there is none."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **given: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return None
        try:
            return _HEALTH.load(value)
        except ValidationError as error:
            bad = error.messages if isinstance(error.messages, dict) else {}
            return _HEALTH.load({key: said for key, said in value.items() if key not in bad})
