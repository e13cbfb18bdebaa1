"""Marshmallow fields every part's schemas share: stricter than the stock ones, so that nothing is bent into shape."""

import re

from marshmallow import ValidationError, fields
from marshmallow.validate import Length, Range, Regexp

from server.web.language import LANGUAGES

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Line(fields.String):
    """One line of text: stripped, not empty, at most ``most`` characters, nothing invisible in it."""

    def __init__(self, most: int = 120, **given):
        super().__init__(**given)
        self.validate_length = Length(1, most)

    def _deserialize(self, value, attr, data, **given):
        text = super()._deserialize(value, attr, data, **given)
        if not isinstance(value, str) or _CONTROL.search(text):
            raise ValidationError("Not a line of text.")
        text = text.strip()
        self.validate_length(text)
        return text


class Id(fields.String):
    """A uuid in lower case, as ids are made on phones and in the office."""

    def __init__(self, **given):
        super().__init__(validate=Regexp(_fully(_UUID)), **given)


class Whole(fields.Integer):
    """A whole number that was sent as one: no text, no 1.0, no true."""

    def __init__(self, least: int | None = None, most: int | None = None, **given):
        super().__init__(strict=True, validate=Range(least, most), **given)

    def _validated(self, value):
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid", input=value)
        return value


class Flag(fields.Boolean):
    """True or false, and nothing that merely looks like it."""

    def _deserialize(self, value, attr, data, **given):
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Names(fields.Dict):
    """What something is called, in one or more of our languages."""

    def __init__(self, **given):
        super().__init__(keys=fields.String(), values=Line(120), **given)

    def _deserialize(self, value, attr, data, **given):
        if not isinstance(value, dict) or not value or not set(value) <= set(LANGUAGES):
            raise ValidationError("At least one of: " + ", ".join(LANGUAGES))
        return super()._deserialize(value, attr, data, **given)


def _fully(pattern: re.Pattern) -> str:
    return f"^(?:{pattern.pattern})\\Z"
