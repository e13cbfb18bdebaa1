"""What most would write: one reply with the whole table as JSON objects. ``python -m bench.pull.whole_table DATABASE PORT``."""

import http.client
import sys
import time

import orjson
from flask import Flask, jsonify
from sqlalchemy import select

from bench.pull.ours import Took
from server.database import db
from server.stock.tables import Sample
from server.sync.rows import TABLES


def whole_table(database_url: str) -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url.replace("postgresql://", "postgresql+psycopg://")
    db.init_app(app)
    columns = [getattr(Sample, name) for name in next(table.cols for table in TABLES if table.name == "samples")]

    @app.get("/samples")
    def samples():
        rows = [dict(row._mapping) for row in db.session.execute(select(*columns))]
        for row in rows:
            row["facts"] = orjson.loads(row["facts"])
        return jsonify(rows)

    return app


def fetch(port: int) -> Took:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    began = time.perf_counter()
    connection.request("GET", "/samples")
    body = connection.getresponse().read()
    samples = {row["id"]: row for row in orjson.loads(body)}
    return Took(time.perf_counter() - began, len(body), len(samples))


def serve(database_url: str, port: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Served(BaseApplication):
        def load_config(self) -> None:
            for name, value in {"bind": [f"127.0.0.1:{port}"], "worker_class": "gevent", "loglevel": "error"}.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return whole_table(database_url)

    Served().run()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
