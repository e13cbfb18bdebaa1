"""What samples can be found by, and its index: full text on SQLite, GIN on PostgreSQL; filled from the register as it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PAGE = 500
# One function for the index and for the question. It costs what unpacking a row costs, so that nobody walks the table with it.
FUNCTION = (
    "CREATE FUNCTION loupe_grams(text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT COST 10000 AS "
    "$$ BEGIN RETURN $1::tsvector; END $$"
)
ON_POSTGRESQL = (
    "ALTER TABLE findings SET (toast_tuple_target = 256)",
    FUNCTION,
    "CREATE INDEX ix_findings_grams ON findings USING gin (loupe_grams(grams))",
    "ALTER INDEX ix_findings_grams SET (gin_pending_list_limit = 512)",
)
_ADD = "INSERT INTO findings_index (rowid, grams) VALUES (new.n, new.grams);"
_TAKE = "INSERT INTO findings_index (findings_index, rowid, grams) VALUES ('delete', old.n, old.grams);"
ON_SQLITE = (
    "CREATE VIRTUAL TABLE findings_index USING fts5"
    "(grams, content='findings', content_rowid='n', detail='none', columnsize=0, tokenize='ascii')",
    f"CREATE TRIGGER findings_added AFTER INSERT ON findings BEGIN {_ADD} END",
    f"CREATE TRIGGER findings_taken AFTER DELETE ON findings BEGIN {_TAKE} END",
    f"CREATE TRIGGER findings_changed AFTER UPDATE ON findings BEGIN {_TAKE} {_ADD} END",
)


def upgrade() -> None:
    op.create_table(
        "findings",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("sample", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("client", sa.String(length=36), nullable=True),
        sa.Column("grams", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("sample"),
    )
    op.create_index("ix_findings_client", "findings", ["client"])
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)
    op.drop_index("ix_samples_status", "samples")
    op.create_index("ix_samples_status", "samples", ["status", "archive_no"])
    given = sa.text("holder IS NOT NULL")
    op.create_index("ix_samples_holder", "samples", ["holder"], sqlite_where=given, postgresql_where=given)
    _fill()


def _fill() -> None:
    """As the office itself would write them; they can be made anew at any time."""
    from server.ledger import finding

    samples = sa.table("samples", *(sa.column(name) for name in finding.DETAILS))
    findings = sa.table("findings", *(sa.column(name) for name in finding.COLUMNS))
    known = sa.or_(samples.c.archive_no.is_not(None), samples.c.entry_no.is_not(None), samples.c.tag.is_not(None))
    after = ""
    while rows := op.get_bind().execute(sa.select(samples).where(samples.c.id > after, known).order_by(samples.c.id).limit(PAGE)).all():
        told = [finding.row_of(row._asdict()) for row in rows]
        op.bulk_insert(findings, [dict(zip(finding.COLUMNS, row, strict=True)) for row in told])
        after = rows[-1].id


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE findings_index")
    op.drop_table("findings")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION loupe_grams(text)")
    op.drop_index("ix_samples_holder", "samples")
    op.drop_index("ix_samples_status", "samples")
    op.create_index("ix_samples_status", "samples", ["status"])
