"""The tables as this version wants them, before an office works on them: by whoever comes first, or by the one who owns them."""

import time
from collections.abc import Callable

import click
from flask import Flask
from flask_migrate import upgrade
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from server.app import create_app
from server.config import Config
from server.database import db
from server.database_role import grant
from server.sole import one_by_one

PATIENCE_S = 60  # for a database that is not up yet, or for tables that only their owner may lay


def lay_tables(app: Flask) -> None:
    """Lay or update them, in the context of ``app``. On PostgreSQL it waits for a database that is on its way, and for the tables' owner.

    Raises CannotGrant; after a minute what the database said.
    """
    config: Config = app.config["LOUPE"]
    is_postgres, give_up, said = make_url(config.database).get_backend_name() == "postgresql", time.monotonic() + PATIENCE_S, False
    while True:
        try:
            return _lay_as_owner(config) if config.owner_url else _lay(app)
        except (OperationalError, ProgrammingError) as error:
            waits = isinstance(error, OperationalError) or isinstance(error.orig, InsufficientPrivilege)
            if not is_postgres or not waits or time.monotonic() > give_up:
                raise
            if not said:
                click.echo(f"Waiting for the database and its tables: {error.orig}", err=True)
            said = True
            db.session.remove()
            db.engine.dispose()
            time.sleep(1)  # neither has a way to tell


def _lay(app: Flask, then: Callable[[], object] = lambda: None) -> None:
    """Of several processes that start at once the first updates the tables, the others wait for it."""
    with one_by_one(app, "migrations"):
        upgrade()
        then()


def _lay_as_owner(config: Config) -> None:
    """And let the role this office works as do with the tables what an office does, before anybody else looks at them."""
    owner, role = create_app(config.as_owner), make_url(config.database)
    with owner.app_context():
        try:
            _lay(owner, lambda: grant(config.owner_url, role.username or "", role.password))
        finally:
            db.session.remove()
            db.engine.dispose()
