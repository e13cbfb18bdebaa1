"""What may be asked to be printed."""

from marshmallow import Schema, fields, validate

from server.paper.labels import SHEETS
from server.paper.title import LANGS

MOST = 1000


class LabelArgs(Schema):
    """``samples`` and ``places`` are ids, ``codes`` minted ahead; at most 1,000 each."""

    samples = fields.List(fields.String(validate=validate.Length(min=1, max=36)), validate=validate.Length(max=MOST), load_default=list)
    places = fields.List(fields.String(validate=validate.Length(min=1, max=36)), validate=validate.Length(max=MOST), load_default=list)
    codes = fields.List(fields.String(validate=validate.Length(equal=16)), validate=validate.Length(max=MOST), load_default=list)
    layout = fields.String(validate=validate.OneOf(tuple(SHEETS)), load_default="a4")
    symbol = fields.String(validate=validate.OneOf(("qr", "datamatrix")), load_default="qr")
    lang = fields.String(validate=validate.OneOf(LANGS), load_default="zh-Hant")


class LangArgs(Schema):
    """Which language a paper is in."""

    lang = fields.String(validate=validate.OneOf(LANGS), load_default="zh-Hant")
