"""Fields of the register: decimals sent as text, ranges, keys a firm gives its own words."""

import re
from decimal import Decimal

from marshmallow import ValidationError, fields
from marshmallow.validate import Length, Range, Regexp

_DECIMAL = re.compile(r"-?[0-9]{1,7}(?:\.[0-9]{1,4})?", re.ASCII)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class DecimalText(fields.String):
    """A number written as people write it, kept as text so that no digit is lost: ``4.210``."""

    def __init__(self, least: str, most: str, **given):
        super().__init__(**given)
        self.validate_range = Range(Decimal(least), Decimal(most))

    def _deserialize(self, value, attr, data, **given):
        text = super()._deserialize(value, attr, data, **given)
        if not isinstance(value, str) or not _DECIMAL.fullmatch(text):
            raise ValidationError("Not a decimal number in text.")
        self.validate_range(Decimal(text))
        return text


class Between(fields.Field):
    """``[least, most]``: two numbers in order, within what is possible at all."""

    def __init__(self, least: float, most: float, **given):
        super().__init__(**given)
        self.validate_range = Range(least, most)

    def _deserialize(self, value, attr, data, **given):
        if not isinstance(value, list) or len(value) != 2 or not all(type(end) in (int, float) for end in value):
            raise ValidationError("Two numbers.")
        for end in value:
            self.validate_range(end)
        if value[0] > value[1]:
            raise ValidationError("The first number is the smaller one.")
        return value


class Number(fields.Float):
    """A number that was sent as one."""

    def _validated(self, value):
        if type(value) not in (int, float):
            raise self.make_error("invalid", input=value)
        return value


class Key(fields.String):
    """A firm's own word for a field, a grade, a category or a material: it stands in rows, names are for people."""

    def __init__(self, **given):
        super().__init__(validate=[Length(1, 40), Regexp(r"^[a-z][a-z0-9_]*\Z")], **given)


class Words(fields.String):
    """Several lines of plain text, stripped and not empty."""

    def __init__(self, most: int, **given):
        super().__init__(**given)
        self.validate_length = Length(1, most)

    def _deserialize(self, value, attr, data, **given):
        text = super()._deserialize(value, attr, data, **given)
        if not isinstance(value, str) or _INVISIBLE.search(text):
            raise ValidationError("Not plain text.")
        text = text.strip()
        self.validate_length(text)
        return text


class PlaceRef(fields.String):
    """The id of a place; sinks have names for ids."""

    def __init__(self, **given):
        super().__init__(validate=Length(1, 36), **given)
