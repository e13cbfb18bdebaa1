"""The open line to phones and boards: it says that there is something new, never what (docs/protocol.md, Live)."""

from collections.abc import Callable, Iterable

from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO, emit, join_room
from gevent import monkey

from server.config import Config
from server.ledger import cursor
from server.people.access import access
from server.people.devices import on_revoke
from server.sync.pump import WATCHERS, Pump, line_of
from server.web.errors import Refused, reply
from server.web.origin import is_ours, is_own_origin, names

# A phone notices a dead line after both together: its badge must say so within 10 s.
_PING_S, _PONG_S = 5, 4
_LONGEST_MESSAGE = 4_096  # bytes; clients have nothing to say here


class _Live(SocketIO):
    """Flask-SocketIO with the office's rules: websocket only, own origins only, nobody in without a device of the firm."""

    def init_app(self, app: Flask, **options: object) -> None:
        config: Config = app.config["LOUPE"]
        super().init_app(
            app,
            async_mode="gevent" if monkey.is_module_patched("threading") else "threading",
            cors_allowed_origins=_own_origins(config),
            transports=["websocket"],
            ping_interval=_PING_S,
            ping_timeout=_PONG_S,
            max_http_buffer_size=_LONGEST_MESSAGE,
            manage_session=False,
            **options,
        )
        app.wsgi_app = _door(app, app.wsgi_app)


socketio = _Live()
pump = Pump()


def attach(app: Flask) -> None:
    """Open the line for this app: commits poke it, a revocation cuts it."""
    socketio.init_app(app)
    pump.serve(app, socketio, app.config["LOUPE"].message_queue)
    cursor.on_commit(poke)
    on_revoke(bye)


def poke(epoch: str, commit: int) -> None:
    """There is a commit: everybody on the line hears of the newest one soon. Never waits, never fails."""
    pump.poke(epoch, commit)


def phones() -> None:
    """What phones owe has changed: the boards that may know hear of it."""
    pump.phones()


def bye(device_id: str) -> None:
    """This device was revoked: it is told, and its lines are cut."""
    pump.bye([device_id])


@socketio.on("connect")
def _connect(_auth: object = None) -> None:
    """Which rooms a line is in is decided here, from the two cookies; a client that signs in connects anew."""
    here = access()
    if here.device is None:
        raise ConnectionRefusedError("unknown_device")
    for room in (line_of(here.device.id), *([WATCHERS] if "phones" in here.rights else [])):
        join_room(room)
    head = cursor.head()
    emit("head", {"epoch": head.epoch, "commit": head.commit})
    pump.connected(request.sid, here.device.id, (head.epoch, head.commit))  # type: ignore[attr-defined]


@socketio.on("disconnect")
def _disconnect(_reason: object = None) -> None:
    pump.disconnected(request.sid)  # type: ignore[attr-defined]


def _own_origins(config: Config) -> Callable[[str | None, dict], bool]:
    """The default of the library believes X-Forwarded-Host, which anybody may send."""
    known = names(config.hosts, config.public_url)

    def allowed(origin: str | None, environ: dict) -> bool:
        host = environ.get("HTTP_HOST", "")
        return is_ours(host, known) and is_own_origin(origin, host, config.public_url)

    return allowed


def _door(app: Flask, inside: Callable) -> Callable:
    """Strangers are sent away before the line opens, or they could hold any number of them."""

    def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith("/socket.io"):
            return inside(environ, start_response)
        with app.request_context(environ):
            refusal = _refusal(app)
            if refusal is not None:
                return refusal(environ, start_response)
        return inside(environ, start_response)

    return answer


def _refusal(app: Flask) -> Callable | None:
    try:
        here = access()
    except Exception as error:  # a dead database is answered as everywhere else
        return app.make_response(app.handle_user_exception(error))
    if here.device is not None:
        return None
    return reply(Refused("device_revoked", 403) if here.revoked else Refused("unknown_device", 401))
