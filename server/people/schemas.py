"""People and phones on the wire, both ways."""

from marshmallow import Schema, ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Regexp

from server.people.password import LONGEST, SHORTEST
from server.people.pin import is_trivial
from server.people.roles import RIGHTS
from server.web.fields import Flag, Id, Line, Names, Whole
from server.web.language import LANGUAGES


class Pin(fields.String):
    """Exactly six digits that are not the first ones somebody would try."""

    def _deserialize(self, value, attr, data, **given):
        Regexp(r"^[0-9]{6}\Z")(super()._deserialize(value, attr, data, **given))
        if is_trivial(value):
            raise ValidationError("Too easy to guess.")
        return value


class Roles(fields.List):
    """Roles of the one table, each once."""

    def __init__(self, **given):
        super().__init__(fields.String(validate=OneOf(RIGHTS)), validate=_once_each, **given)


def _once_each(roles: list[str]) -> None:
    if len(set(roles)) < len(roles):
        raise ValidationError("Each role once.")


def _secret(most: int, **given) -> fields.String:
    return fields.String(validate=Length(1, most), load_only=True, **given)


class StatusReply(Schema):
    epoch = fields.String()
    head = fields.Integer()
    server_ms = fields.Integer()
    app = fields.String()
    setup = fields.Boolean(metadata={"description": "true until the first person exists"})
    restored_ms = fields.Integer(allow_none=True, metadata={"description": "a backup was put back then, and nobody has confirmed it"})


class SetupArgs(Schema):
    token = _secret(100, required=True)
    names = Names(required=True)
    login = Line(80, required=True)
    password = fields.String(required=True, load_only=True, validate=Length(SHORTEST, LONGEST))
    pin = Pin(required=True, load_only=True)
    demo = Flag(load_default=False)
    lang = fields.String(load_default="en", validate=OneOf(LANGUAGES))


class OwnPasswordArgs(Schema):
    password = _secret(LONGEST, required=True)
    new = fields.String(required=True, load_only=True, validate=Length(SHORTEST, LONGEST))


class OwnPinArgs(Schema):
    pin = fields.String(required=True, load_only=True, validate=Regexp(r"^[0-9]{6}\Z"))
    new = Pin(required=True, load_only=True)


class SignInArgs(Schema):
    login = fields.String(required=True, validate=Length(1, 80))
    password = _secret(LONGEST, required=True)


class UnlockArgs(Schema):
    person = Id(required=True)
    pin = fields.String(required=True, load_only=True, validate=Regexp(r"^[0-9]{6}\Z"))


class SignedInPerson(Schema):
    id = fields.String()
    names = fields.Dict(keys=fields.String(), values=fields.String())
    roles = fields.List(fields.String())


class SessionReply(Schema):
    person = fields.Nested(SignedInPerson, allow_none=True)
    rights = fields.List(fields.String())
    step = fields.String(metadata={"description": "`second`: prove one of `ways` now; `add`: no rights before there is a second step"})
    ways = fields.List(fields.String())


class InviteArgs(Schema):
    name = Line(120, required=True)


class InviteReply(Schema):
    code = fields.String()
    url = fields.String()
    qr = fields.String(metadata={"description": "the url as a QR code, SVG text"})
    expires_ms = fields.Integer()


class EnrolArgs(Schema):
    code = _secret(40, required=True)
    install = Id(required=True)
    public_key = fields.String(required=True, validate=Length(1, 400))
    name = Line(120, load_default=None, allow_none=True)
    made = Whole(0, 2**53, load_default=0, metadata={"description": "numbers this install has used: it was enrolled before a restore"})
    was = Id(load_default=None, allow_none=True, metadata={"description": "the install this browser was, whose memory is gone"})
    wall_ms = Whole(0, 2**52, load_default=None, allow_none=True, metadata={"description": "what its clock says"})
    owed = Whole(0, 2**31 - 1, load_default=None, allow_none=True, metadata={"description": "what that one had not delivered"})
    sig = fields.String(required=True, validate=Length(1, 200))


class RenewArgs(Schema):
    install = Id(required=True)
    server_ms = Whole(0, 2**52, required=True)
    sig = fields.String(required=True, validate=Length(1, 200))


class DeviceName(Schema):
    id = fields.String()
    name = fields.String()


class RenameArgs(Schema):
    name = Line(120, required=True)


class EnrolReply(Schema):
    device = fields.Nested(DeviceName)
    epoch = fields.String()
    server_ms = fields.Integer()


class DeviceRow(Schema):
    id = fields.String()
    name = fields.String()
    state = fields.String()
    contact_ms = fields.Integer(allow_none=True)
    drained_ms = fields.Integer(allow_none=True)
    owes = fields.Integer()
    owes_since_ms = fields.Integer(allow_none=True)
    offset_ms = fields.Integer()
    seq = fields.Integer()
    app = fields.String(allow_none=True)
    enrolled_ms = fields.Integer()
    revoked_ms = fields.Integer(allow_none=True)
    waited_for = fields.Boolean()
    health = fields.Dict(allow_none=True, metadata={"description": "what it last told of itself, as in a push"})
    health_ms = fields.Integer(allow_none=True)
    carried_ms = fields.Integer(allow_none=True)
    forked_ms = fields.Integer(allow_none=True)
    reset_ms = fields.Integer(allow_none=True)
    reset_owed = fields.Integer(allow_none=True)
    replaced_by = fields.String(allow_none=True)
    held = fields.Integer(metadata={"description": "records that wait for one before them"})
    missing = fields.Integer(allow_none=True, metadata={"description": "the number they wait for"})
    apart = fields.Integer(metadata={"description": "records set apart"})


class CarriageRow(Schema):
    courier = fields.String(allow_none=True)
    courier_name = fields.String(allow_none=True)
    from_seq = fields.Integer()
    to_seq = fields.Integer()
    records = fields.Integer()
    at_ms = fields.Integer()


class DeviceReply(Schema):
    device = fields.Nested(DeviceRow)
    carriages = fields.List(fields.Nested(CarriageRow))


class DevicesReply(Schema):
    devices = fields.List(fields.Nested(DeviceRow))
    watermark_ms = fields.Integer(allow_none=True)


class PersonArgs(Schema):
    names = Names(required=True)
    login = Line(80, allow_none=True)
    password = fields.String(allow_none=True, load_only=True, validate=Length(SHORTEST, LONGEST))
    pin = Pin(allow_none=True, load_only=True)
    roles = Roles(required=True)
    active = Flag()
    badge = Flag()


class PersonChangeArgs(PersonArgs):
    names = Names()
    roles = Roles()

    @validates_schema
    def _something(self, asked, **_given):
        if not asked:
            raise ValidationError("Nothing to change.")


class PersonRow(Schema):
    id = fields.String()
    names = fields.Dict(keys=fields.String(), values=fields.String())
    login = fields.String(allow_none=True)
    roles = fields.List(fields.String())
    active = fields.Boolean()
    badge = fields.String(allow_none=True)
    has_pin = fields.Boolean()
    has_password = fields.Boolean()
    second_steps = fields.List(fields.String())


class PersonReply(Schema):
    person = fields.Nested(PersonRow)


class PeopleReply(Schema):
    people = fields.List(fields.Nested(PersonRow))
