"""Second steps on the wire, both ways."""

from marshmallow import Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Regexp

from server.people.password import LONGEST
from server.web.fields import Line

BASE64URL = r"^[A-Za-z0-9_-]*\Z"


def _bytes(most: int, **given) -> fields.String:
    return fields.String(validate=[Length(1, most), Regexp(BASE64URL)], load_only=True, **given)


def _code(**given) -> fields.String:
    return fields.String(validate=Regexp(r"^[0-9]{6}\Z"), load_only=True, **given)


class MadeResponse(Schema):
    clientDataJSON = _bytes(4_000, required=True)
    attestationObject = _bytes(20_000, required=True)


class ShownResponse(Schema):
    clientDataJSON = _bytes(4_000, required=True)
    authenticatorData = _bytes(4_000, required=True)
    signature = _bytes(4_000, required=True)


class _Credential(Schema):
    """A ``PublicKeyCredential`` of the browser, bytes as base64url."""

    id = _bytes(1_400, required=True)
    rawId = _bytes(1_400, required=True)
    type = fields.String(required=True, validate=OneOf(["public-key"]))


class Made(_Credential):
    response = fields.Nested(MadeResponse, required=True)


class Shown(_Credential):
    response = fields.Nested(ShownResponse, required=True)


class ProveArgs(Schema):
    code = _code()
    passkey = fields.Nested(Shown)

    @validates_schema
    def _one_way(self, asked, **_given):
        if len(asked) != 1:
            raise ValidationError("A code or a passkey.")


class PasswordArgs(Schema):
    password = fields.String(validate=Length(1, LONGEST), load_only=True, required=True)


class AddPasskeyArgs(Schema):
    name = Line(120, required=True)
    passkey = fields.Nested(Made, required=True)


class CodeArgs(Schema):
    code = _code(required=True)


class BrowserAsk(Schema):
    options = fields.Dict(metadata={"description": "for `navigator.credentials`, bytes as base64url"})


class SecretReply(Schema):
    secret = fields.String()
    uri = fields.String()
    qr = fields.String(metadata={"description": "the uri as a QR code, SVG text"})


class PasskeyRow(Schema):
    id = fields.String()
    name = fields.String()
    host = fields.String()
    added_ms = fields.Integer()
    last_used_ms = fields.Integer(allow_none=True)


class StepsReply(Schema):
    passkeys = fields.List(fields.Nested(PasskeyRow))
    totp_since_ms = fields.Integer(allow_none=True)
    host = fields.String(allow_none=True, metadata={"description": "the name passkeys made here belong to; null: none can be made here"})
    missing = fields.Boolean(metadata={"description": "the firm requires one of this person"})
    has_password = fields.Boolean()
