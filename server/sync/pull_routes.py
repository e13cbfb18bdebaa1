"""Pull: a phone asks for what changed since its cursor, or for everything."""

import gzip

import orjson
from flask import Response, current_app, request
from flask_smorest import Blueprint
from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Length, Range, Regexp
from sqlalchemy import Connection

from server.ledger import cursor
from server.ledger.cursor import Head
from server.people.access import needs_device
from server.sync import pull, recent, snapshot
from server.sync.position import SHORT, Position, read_position
from server.sync.reading import reading
from server.web.errors import Refused

blueprint = Blueprint("pull", __name__, url_prefix="/api/sync", description="What changed since a commit")
_WORTH_ZIPPING = 1_000  # bytes; below, the headers cost more
_LAID = "loupe_head_laid"
_VARY = {"Vary": "Accept-Encoding"}


class PullArgs(Schema):
    class Meta:
        unknown = EXCLUDE

    since = fields.Integer(required=True, validate=Range(min=0), metadata={"description": "this phone's cursor; 0: none"})
    epoch = fields.String(validate=Length(max=64), metadata={"description": "needed unless since is 0"})
    chain = fields.String(load_default=None, validate=Regexp(r"[0-9a-f]{64}"), metadata={"description": "this phone's chain hash at since"})
    page = fields.String(validate=Length(max=250), metadata={"description": "where the last page said to go on"})


class PulledTable(Schema):
    cols = fields.List(fields.String())
    rows = fields.List(fields.List(fields.Raw()))


class PullReply(Schema):
    epoch = fields.String()
    to = fields.Integer()
    chain = fields.String()
    tables = fields.Dict(keys=fields.String(), values=fields.Nested(PulledTable))
    gone = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    page = fields.String(allow_none=True)


class ChainArgs(Schema):
    class Meta:
        unknown = EXCLUDE

    at = fields.Integer(required=True, validate=Range(min=0))


class ChainReply(Schema):
    at = fields.Integer()
    chain = fields.String()


@blueprint.get("/pull")
@needs_device
@blueprint.arguments(PullArgs, location="query")
@blueprint.response(200, PullReply)
def pull_rows(asked: dict) -> Response:
    """Rows changed since N, each once; the first sync (since=0) from a snapshot, then what changed since that was made."""
    start = _start(asked)
    _lay_first()
    if start is None or start.way == "s":
        return _first_sync(start)
    return _changes(asked, start)


@blueprint.get("/chain")
@needs_device
@blueprint.arguments(ChainArgs, location="query")
@blueprint.response(200, ChainReply)
def chain_at(asked: dict) -> dict:
    """The chain hash at a commit: a phone that kept another one has rows of another history."""
    _lay_first()
    with reading() as connection:
        head = pull.head_of(connection)
        if asked["at"] > head.commit:
            raise _epoch_changed(head)
        chain = pull.chain_at(connection, asked["at"])
    if chain is None:
        raise Refused("not_found", 404, field="at")
    return {"at": asked["at"], "chain": chain}


def _lay_first() -> None:
    """The first row of an empty house; once it was seen it is there for good."""
    if _LAID not in current_app.extensions:
        current_app.extensions[_LAID] = cursor.head()


def _start(asked: dict) -> Position | None:
    """Where to begin; None: at the first page of a first sync."""
    if asked.get("page"):
        start = read_position(asked["page"])
        if start is None:
            raise Refused("bad_page", 400, field="page")
        return start
    if asked["since"] == 0:
        return None
    if not asked.get("epoch"):
        raise Refused("invalid", 422, field="epoch")
    return Position("c", asked["epoch"][:SHORT], asked["since"], (asked["chain"] or "")[:SHORT])


def _changes(asked: dict, start: Position) -> Response:
    window = recent.of(current_app).now()
    known = window and _known(window, asked, start)
    if known:
        return _reply(known)
    with reading() as connection:
        head = pull.head_of(connection)
        if not _same_history(connection, asked, start, head):
            raise _epoch_changed(head)
        try:
            page = pull.changes(connection, head, start)
        except pull.BadPosition as error:
            raise Refused("bad_page", 400, field="page") from error
    return _reply(orjson.dumps(page))


def _known(window: recent.Window, asked: dict, start: Position) -> bytes | None:
    """What most ask: all that changed since a commit of a moment ago."""
    is_whole = start.commit == asked["since"] and asked.get("epoch") == window.head.epoch
    return window.answer(start, asked["chain"] or "") if is_whole else None


def _same_history(connection: Connection, asked: dict, start: Position, head: Head) -> bool:
    """Rows are of this epoch, and where the client stands, and where its page begins, the chain is the one it was told.

    The epoch alone would not do: a backup may be put back without a word."""
    if start.epoch != head.epoch[:SHORT] or (asked["since"] and asked.get("epoch") != head.epoch):
        return False
    stands = [(asked["since"], asked["chain"] or ""), (start.commit, start.chain)]
    return all(pull.stands_in(connection, head, commit, chain) for commit, chain in stands)


def _first_sync(start: Position | None) -> Response:
    store = snapshot.of(current_app)
    page = store.page(start) if start else store.fresh().pages[0]
    if page is None:
        raise Refused("snapshot_gone", 409, field="page")
    return _send_zipped(page)


def _epoch_changed(head: Head) -> Refused:
    return Refused("epoch_changed", 409, extra={"epoch": head.epoch, "head": head.commit})


def _reply(body: bytes) -> Response:
    if len(body) < _WORTH_ZIPPING or not _takes_gzip():
        return Response(body, mimetype="application/json", headers=_VARY)
    return _send_zipped(gzip.compress(body, 5, mtime=0))


def _send_zipped(zipped: bytes) -> Response:
    """As it lies in the store, or plain for a client that does not take gzip."""
    if not _takes_gzip():
        return Response(gzip.decompress(zipped), mimetype="application/json", headers=_VARY)
    return Response(zipped, mimetype="application/json", headers={**_VARY, "Content-Encoding": "gzip"})


def _takes_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0
