"""create_app(config): the only place that knows every part."""

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from server import certificates
from server.config import ROOT, Config, from_environment, secret
from server.counts import routes as counts
from server.database import db, engine_options
from server.demo.load import load as load_demo
from server.desk import routes as desk
from server.fairs import routes as fairs
from server.ledger.cursor import Unconfirmed
from server.media import routes as media
from server.paper import documents
from server.paper import routes as paper
from server.people import routes as people
from server.people.setup import on_demo
from server.receipts import routes as receipts
from server.repairs import routes as repairs
from server.sheets import routes as sheets
from server.slips import routes as slips
from server.stock import conditions_routes as conditions
from server.stock import routes as stock
from server.sync import live, pull_routes, push_routes
from server.version import VERSION
from server.watch import routes as watch
from server.web import errors, guard, origin, pwa, trust
from server.web.api import PlainApi

BLUEPRINTS = (
    *people.blueprints,
    *stock.blueprints,
    *desk.blueprints,
    *conditions.blueprints,
    slips.blueprint,
    receipts.blueprint,
    *repairs.blueprints,
    counts.blueprint,
    fairs.blueprint,
    *sheets.blueprints,
    push_routes.blueprint,
    pull_routes.blueprint,
    paper.blueprint,
    documents.blueprint,
    media.blueprint,
    watch.blueprint,
)


def create_app(config: Config | None = None) -> Flask:
    """The whole office as a WSGI app; makes no file but its secret, opens no connection."""
    config = config or from_environment()
    app = Flask("server", static_folder=None)
    app.config.update(LOUPE=config, **_settings(config))
    app.json.sort_keys = False  # type: ignore[attr-defined]
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, *[config.proxies] * 4)  # type: ignore[method-assign]
    _connect(app)
    _protect(app, config)
    _add_parts(app)
    watch.watch_office(app, config)
    trust.show_trust(app, certificates.paths(config).authority, certificates.fingerprint)
    pwa.serve_pwa(app, config.pwa)
    return app


def _settings(config: Config) -> dict[str, object]:
    return {
        "SECRET_KEY": secret(config, "app_key"),
        "SQLALCHEMY_DATABASE_URI": config.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(config.database),
        "API_TITLE": "Loupe",
        "API_VERSION": VERSION,
        "OPENAPI_VERSION": "3.0.3",
        "OPENAPI_URL_PREFIX": "/api",
        "OPENAPI_JSON_PATH": "openapi.json",
    }


def _connect(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)


def _protect(app: Flask, config: Config) -> None:
    errors.answer_errors(app)
    app.register_error_handler(Unconfirmed, lambda _error: errors.reply(errors.Refused("office_restored", 503, retry_after=30)))
    guard.name_calls(app, config.public_url)
    origin.guard_origin(app, origin.names(config.hosts, config.public_url), config.public_url)
    guard.check_calls(app)


def _add_parts(app: Flask) -> None:
    api = PlainApi(app)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    live.attach(app)
    guard.cover_line(app)
    on_demo(load_demo)
