"""Whether the office lives, works and is well: for machines, and for supervisors."""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, request
from flask_smorest import Blueprint
from marshmallow import Schema, fields
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from server.config import Config, secret
from server.people.access import needs
from server.watch.care import care_of, waiting_restore
from server.watch.counts import Counts
from server.watch.door import may_read
from server.watch.figures import Figures
from server.watch.ready import what_is_wrong
from server.web import clock
from server.web.errors import Refused

TOKEN = "metrics_token"
blueprint = Blueprint("watch", __name__, url_prefix="/api/watch", description="Whether the office is well")


class ProofReply(Schema):
    at_ms = fields.Integer(attribute="proved_ms")
    good = fields.Boolean()


class VerifiedReply(Schema):
    at_ms = fields.Integer()
    good = fields.Boolean()
    good_ms = fields.Integer(allow_none=True, metadata={"description": "when a walk last found everything whole"})
    said = fields.String()


class RestoredReply(Schema):
    at_ms = fields.Integer()
    made_ms = fields.Integer(allow_none=True, metadata={"description": "when the backup was made"})


class WatchReply(Schema):
    server_ms = fields.Integer()
    backup_ms = fields.Integer(allow_none=True)
    proof = fields.Nested(ProofReply, allow_none=True)
    verified = fields.Nested(VerifiedReply, allow_none=True)
    restored = fields.Nested(RestoredReply, allow_none=True, metadata={"description": "waits for confirm-restore"})


@blueprint.get("")
@needs("phones")
@blueprint.response(200, WatchReply)
def get_watch() -> dict[str, Any]:
    """When the office was last backed up, when that was last proved, when the ledger was last walked; and a restore that waits."""
    care = care_of(current_app.config["LOUPE"])
    told = {"backup_ms": care.backup_ms, "proof": care.proof, "verified": care.verified and asdict(care.verified)}
    return told | {"restored": waiting_restore(), "server_ms": clock.now_ms()}


def watch_office(app: Flask, config: Config) -> None:
    """The three addresses machines ask, and the counting behind the last."""
    counts, token = Counts(config.home / "watch"), secret(config, TOKEN)

    @app.get("/live")
    def live() -> Response:
        return _fresh(jsonify({"live": True}))

    @app.get("/ready")
    def ready() -> Response:
        wrong = what_is_wrong(config.home)
        return _fresh(jsonify({"ready": not wrong, "wrong": wrong}), 503 if wrong else 200)

    @app.get("/metrics")
    def metrics() -> Response:
        if not may_read(request, config, token):
            raise Refused("metrics_closed", 401)
        registry = CollectorRegistry()
        registry.register(Figures(config, counts))  # type: ignore[arg-type]
        return _fresh(Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4))

    app.after_request(lambda response: _count_push(counts, response))
    app.wsgi_app = _counting_lines(counts, app.wsgi_app)  # type: ignore[method-assign]


def _fresh(response: Response, status: int = 200) -> Response:
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _count_push(counts: Counts, response: Response) -> Response:
    if taken := g.pop("taken", None):
        counts.push(time.perf_counter() - g.began, (verdict.verdict for verdict in taken.verdicts))
    return response


def _counting_lines(counts: Counts, inside: Callable) -> Callable:
    """A live line is one call that lasts as long as the line."""

    def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
            return inside(environ, start_response)
        counts.line(1)
        try:
            return inside(environ, start_response)
        finally:
            counts.line(-1)

    return answer
