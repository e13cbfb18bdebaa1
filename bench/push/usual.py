"""The endpoint as it is usually written: one POST and one commit an action, an object a row, no batch, no chain, no fold."""

import os

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from marshmallow import EXCLUDE, Schema, fields
from sqlalchemy import Engine, event, insert

db = SQLAlchemy()


class Scan(db.Model):
    id = db.Column(db.String(36), primary_key=True)
    device = db.Column(db.String(36), index=True)
    seq = db.Column(db.BigInteger)
    kind = db.Column(db.String(32))
    by = db.Column(db.String(36))
    sample = db.Column(db.String(36), index=True)
    to = db.Column(db.String(36))
    wall_ms = db.Column(db.BigInteger)
    body = db.Column(db.JSON)


class ScanSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    id = fields.UUID(required=True)
    device = fields.UUID(required=True)
    seq = fields.Integer(required=True)
    kind = fields.String(required=True)
    by = fields.UUID(required=True)
    sample = fields.UUID(required=True)
    to = fields.String(required=True)
    wall_ms = fields.Integer(required=True)
    body = fields.Dict(required=True)


@event.listens_for(Engine, "connect")
def _durable(connection, _record) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
            connection.execute(f"PRAGMA {pragma}")


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["USUAL_DATABASE"]
    db.init_app(app)
    with app.app_context():
        db.create_all()
    app.post("/scan")(one_scan)
    app.post("/batch")(bare_batch)
    return app


def one_scan():
    scan = ScanSchema().load(request.get_json())
    row = Scan(**{key: str(value) if hasattr(value, "hex") and not isinstance(value, float) else value for key, value in scan.items()})
    db.session.add(row)
    db.session.commit()
    return {"id": row.id}, 201


def bare_batch():
    """What RxDB's replication is pointed at: rows in, no validation, no signature, no ledger, one commit a batch."""
    rows = [{key: row.get(key) for key in Scan.__table__.columns.keys()} for row in request.get_json()]  # noqa: SIM118
    db.session.execute(insert(Scan), rows)
    db.session.commit()
    return {"taken": len(rows)}
