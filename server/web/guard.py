"""What happens to every call before and after its view: a request id, a checked body, security headers, a line in the log."""

import secrets
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, g, request

from server.web.body import LARGEST, read_json
from server.web.errors import Refused
from server.web.origin import CHANGING

log = structlog.get_logger()
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), "
    "usb=(), serial=(), hid=(), bluetooth=(), midi=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self' wss://{host} ws://{host}; style-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
)
LINE = HEADERS | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store"}


def _begin() -> None:
    """The id is ours: one from the client could be made to look like another's."""
    g.request, g.began = secrets.token_hex(8), time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request)


def _check_text() -> None:
    """NUL in an address or a query can be stored by no database."""
    if "\0" in request.path or any("\0" in part for pair in request.args.items(multi=True) for part in pair):
        raise Refused("bad_text", 400)


def _check_body() -> None:
    """Any JSON body is read through the one guarded reader first, whatever parses it later."""
    if request.method in CHANGING and request.is_json and request.get_data(cache=True):
        read_json()


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request", "")
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", POLICY.format(host=request.host))
    if request.path.startswith("/api/"):
        if response.headers.get("Cache-Control", "no-cache") == "no-cache":  # as whatever sends a file says
            response.headers["Cache-Control"] = "no-store"
        _note(response)
    return response


def cover_line(app: Flask) -> None:
    """What answers under /socket.io stands before Flask and its headers; to be called when the line is attached."""
    inside = app.wsgi_app

    def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *given: object) -> object:
            told = {name.lower() for name, _ in headers}
            return start_response(status, [*headers, *(one for one in LINE.items() if one[0].lower() not in told)], *given)

        return inside(environ, start if environ.get("PATH_INFO", "").startswith("/socket.io") else start_response)

    app.wsgi_app = answer  # type: ignore[method-assign]


def _only_https(app: Flask, public_url: str) -> None:
    """For a name of its own behind HTTPS alone: by a bare address or a name in the house, plain HTTP on another port must go on."""
    public = urlsplit(public_url)

    def tell(response: Response) -> Response:
        if request.is_secure and public.scheme == "https" and urlsplit(f"//{request.host}").hostname == public.hostname:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    app.after_request(tell)


def _note(response: Response) -> None:
    took = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1)
    log.info("call", method=request.method, path=request.path, status=response.status_code, ms=took)


def name_calls(app: Flask, public_url: str) -> None:
    """First of all: whatever is refused later has its request id and its headers."""
    app.before_request(_begin)
    app.after_request(_end)
    _only_https(app, public_url)


def check_calls(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.before_request(_check_text)
    app.before_request(_check_body)
