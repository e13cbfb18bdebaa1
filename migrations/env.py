"""Runs the migrations on the app's own database, SQLite or PostgreSQL, inside one transaction."""

from alembic import context
from flask import current_app

from server.database import db


def run() -> None:
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
