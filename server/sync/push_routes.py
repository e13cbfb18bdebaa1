"""Push: a phone delivers its actions and hears what became of each."""

import orjson
from flask import Response, g, request
from flask_smorest import Blueprint
from marshmallow import ValidationError

from server.ledger.ingest import UnknownDevice, take
from server.people.cookies import DEVICE_COOKIE
from server.people.secret import hash_of
from server.sync import live
from server.sync.push import PushReply, PushSchema, push_of, read_push, reply_of
from server.web.body import read_json
from server.web.errors import Refused, wrong_field

blueprint = Blueprint("push", __name__, url_prefix="/api/sync", description="Actions of phones, a verdict each")
_TAKES = {"required": True, "content": {"application/json": {"schema": PushSchema}}}


@blueprint.post("/push")
@blueprint.doc(requestBody=_TAKES)
@blueprint.response(200, PushReply)
def push() -> Response:
    """Take a batch in one transaction. The device's cookie or its signature on the newest action gives the right to deliver."""
    try:
        envelope = read_push(read_json())
    except ValidationError as error:
        raise Refused("invalid", 422, field=wrong_field({"messages": {"json": error.messages}})) from error
    try:
        taken = take(push_of(envelope, _token_hash()))
    except UnknownDevice:
        raise Refused("unknown_device", 401) from None
    g.taken = taken
    live.phones()
    return Response(orjson.dumps(reply_of(envelope["batch"], taken)), mimetype="application/json")


def _token_hash() -> str | None:
    """Of the device's cookie. A revoked device keeps the right to deliver, so ``access`` is not asked."""
    token = request.cookies.get(DEVICE_COOKIE)
    return hash_of(token) if token else None
