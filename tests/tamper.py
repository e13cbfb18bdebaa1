"""What the owner of a database can do, and nobody else: take away the triggers that keep history."""

from sqlalchemy import text

from server.database import db

TABLES = ("ledger", "commits", "carriages", "quarantine")


def unguard() -> None:
    """Within an app context: from here on history may be changed, for `verify` to find."""
    if db.engine.dialect.name == "sqlite":
        for table in TABLES:
            for name in ("changed", "shortened"):
                db.session.execute(text(f"DROP TRIGGER {table}_is_never_{name}"))
    else:
        db.session.execute(text("DROP FUNCTION loupe_refuse() CASCADE"))
    db.session.commit()
