"""The role a running office works as on PostgreSQL: it owns nothing and adds to history, so nothing it is made to say changes what was."""

import secrets
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from server.backup.database import address, kind_of

ADDED = ("ledger", "commits", "carriages")
READ = ("alembic_version",)
DECIDED = {"quarantine": ("decision", "reason", "reviewed_by", "reviewed_ms")}
# Rows that go one day: caches of the ledger, sessions, second steps, invites, tries, imports. Every other row only changes.
FORGOTTEN = (
    *("samples", "findings", "matters", "matter_entries", "reads", "gone", "held"),
    *("person_sessions", "passkeys", "totps", "tickets", "invites", "attempts", "imports", "import_parts", "import_rows"),
)
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
MAY = "NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS CREATEDB"  # a backup is proved in a database of its own
TOO_MIGHTY = (
    "SELECT 1 FROM pg_roles r WHERE rolname = %s AND (rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls"
    " OR EXISTS (SELECT 1 FROM pg_auth_members WHERE member = r.oid) OR EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid)"
    " OR EXISTS (SELECT 1 FROM pg_database WHERE datname = current_database() AND datdba = r.oid))"
)


class CannotGrant(Exception):
    """Why not; nothing was changed."""


def grant(database: str, role: str, password: str | None = None) -> str | None:
    """Make the role, or put right what an existing one may do; the address to open the office with, None if it was there already.

    ``database``: as its owner. To be said again after each migration and restore. ``password``: it has that from now on; without
    one a new role gets one by chance. Raises CannotGrant.
    """
    if kind_of(database) == "sqlite":
        raise CannotGrant("SQLite has no roles: whoever can write the file owns it.")
    url = make_url(database)
    with psycopg.connect(address(url)) as connection:
        if connection.execute(TOO_MIGHTY, (role,)).fetchone():
            raise CannotGrant(f"{role} owns tables here, or may do more than a running office should. Choose another name.")
        is_new = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None
        if is_new or password:
            password = password or secrets.token_urlsafe(24)
            verb = "CREATE" if is_new else "ALTER"
            _say(connection, f"{verb} ROLE {{role}} LOGIN {MAY} PASSWORD {{password}}", role, password=sql.Literal(password))
        for (table,) in connection.execute(TABLES).fetchall():
            _say(connection, "REVOKE ALL ON {table} FROM {role}", role, table=sql.Identifier(table))
            _say(connection, f"GRANT {rights(table)} ON {{table}} TO {{role}}", role, table=sql.Identifier(table))
        _say(connection, "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}", role)
        _say(connection, "GRANT USAGE ON SCHEMA public TO {role}", role)
        _say(connection, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}", role)
    as_role = url.set(drivername="postgresql", username=role, password=password)
    return as_role.render_as_string(hide_password=False) if is_new else None


def rights(table: str) -> str:
    """What the office may do with it."""
    if table in READ:
        return "SELECT"
    if table in ADDED:
        return "SELECT, INSERT"
    if table in DECIDED:
        return f"SELECT, INSERT, UPDATE ({', '.join(DECIDED[table])})"
    return "SELECT, INSERT, UPDATE, DELETE" if table in FORGOTTEN else "SELECT, INSERT, UPDATE"


def _say(connection: psycopg.Connection[Any], statement: str, role: str, **words: sql.Composable) -> None:
    connection.execute(sql.SQL(statement).format(role=sql.Identifier(role), **words))  # type: ignore[arg-type]
