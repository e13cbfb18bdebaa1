"""The database itself refuses to change or take away what is history: nothing but a new entry behind the last one is let in."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Of what was kept apart a person's decision may be written, nothing else.
KEPT = {
    "ledger": "",
    "commits": "",
    "carriages": "",
    "quarantine": "OF sha256, device, id, seq, bytes, sig, reasons, received_ms",
}
FUNCTION = (
    "CREATE FUNCTION loupe_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in KEPT.items():
            for name, event in (("changed", f"UPDATE {columns}"), ("shortened", "DELETE")):
                refused = f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
                op.execute(f"CREATE TRIGGER {table}_is_never_{name} BEFORE {event} ON {table} {refused}")
        return
    op.execute(FUNCTION)
    for table, columns in KEPT.items():
        name, when = f"{table}_is_never_changed", f"BEFORE UPDATE {columns} OR DELETE OR TRUNCATE"
        op.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION loupe_refuse()")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")  # also where triggers are told to rest, as for a replica


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION loupe_refuse() CASCADE")
        return
    for table in KEPT:
        for name in ("changed", "shortened"):
            op.execute(f"DROP TRIGGER {table}_is_never_{name}")
