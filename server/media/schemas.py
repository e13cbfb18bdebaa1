"""Photos on the wire."""

from marshmallow import Schema, fields, validate

from server.media.photos import SIZES


class PhotoSizeArgs(Schema):
    """``thumb``: longest side 320; ``full``: as kept."""

    size = fields.String(validate=validate.OneOf(SIZES), load_default="full")


class PhotoRow(Schema):
    """What is kept: painted anew, so its bytes are not those that were sent."""

    sha256 = fields.String()
    type = fields.String()
    width = fields.Integer()
    height = fields.Integer()
    bytes = fields.Integer()


class PhotoReply(Schema):
    """After a photo was taken in."""

    photo = fields.Nested(PhotoRow)
