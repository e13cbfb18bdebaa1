"""One shape for everything that goes wrong, from a wrong field to a dead database."""

import structlog
from flask import Flask, Response, g, jsonify
from sqlalchemy import exc as database
from werkzeug.exceptions import HTTPException

from server.web.language import language
from server.web.words import say

CODES = {
    400: "bad_input",
    401: "not_signed_in",
    403: "may_not",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "not_json",
    422: "invalid",
    429: "too_many",
    503: "busy",
}
RETRY_AFTER_S = 5
# The database could not be asked or could not answer: nothing wrong with the question, so the client may ask again.
UNREACHABLE = (database.OperationalError, database.InterfaceError, database.TimeoutError, database.InternalError)
log = structlog.get_logger()


class Refused(Exception):
    """Raised by a view: becomes the JSON error with this code and status. ``words`` fill the sentence; ``extra`` joins the reply."""

    def __init__(
        self,
        code: str,
        status: int = 400,
        field: str | None = None,
        retry_after: int | None = None,
        extra: dict[str, object] | None = None,
        **words: object,
    ):
        super().__init__(code)
        self.code, self.status, self.field, self.words = code, status, field, words
        self.retry_after = retry_after or (RETRY_AFTER_S if status in (429, 503) else None)
        self.extra = extra or {}


def reply(refused: Refused) -> Response:
    """The JSON error of docs/protocol.md."""
    response = jsonify(
        {
            **refused.extra,
            "code": refused.code,
            "message": say(refused.code, language(), **refused.words),
            "field": refused.field,
            "request": g.get("request", ""),
        }
    )
    response.status_code = refused.status
    if refused.retry_after:
        response.headers["Retry-After"] = str(refused.retry_after)
    return response


def _from_http(error: HTTPException) -> Response:
    """Werkzeug's and flask-smorest's own errors, in our shape; a redirect stays one."""
    if error.code is None or error.code < 400:
        return error.get_response()
    code = CODES.get(error.code, "broken" if error.code >= 500 else "bad_input")
    response = reply(Refused(code, error.code, field=wrong_field(getattr(error, "data", None))))
    if getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def wrong_field(told: object) -> str | None:
    """The first wrong field of webargs' messages ``{"messages": {"json": {"a": {0: {"b": [why]}}}}}`` as ``a.0.b``."""
    node = told.get("messages") if isinstance(told, dict) else None
    path: list[str] = []
    while isinstance(node, dict) and node:
        key, node = next(iter(node.items()))
        path.append(str(key))
    named = [key for key in path[1:] if key != "_schema"]
    return ".".join(named) or None


def _from_database(error: Exception) -> Response:
    log.warning("database_unreachable", error=type(error).__name__, detail=str(getattr(error, "orig", error))[:300])
    return reply(Refused("busy", 503))


def _from_bad_value(error: Exception) -> Response:
    """A value the database cannot hold (too long, out of range, NUL) got past a schema: the client's mistake, and our gap."""
    log.error("value_reached_database", exc_info=error)
    return reply(Refused("bad_input", 400))


def _from_bug(error: Exception) -> Response:
    log.error("bug", exc_info=error)
    return reply(Refused("broken", 500))


def answer_errors(app: Flask) -> None:
    """Register the handlers, once, for the whole app."""
    app.register_error_handler(Refused, reply)
    app.register_error_handler(HTTPException, _from_http)
    for unreachable in UNREACHABLE:
        app.register_error_handler(unreachable, _from_database)
    app.register_error_handler(database.DataError, _from_bad_value)
    app.register_error_handler(Exception, _from_bug)
