"""The first tables: history, stock, people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_numbers",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("sample", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("year", "n"),
        sa.UniqueConstraint("sample"),
    )
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("sample", sa.String(length=36), nullable=True),
        sa.Column("tag", sa.String(length=64), nullable=True),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("opened_ms", sa.BigInteger(), nullable=False),
        sa.Column("waiting", sa.JSON(), nullable=False),
        sa.Column("settled", sa.JSON(), nullable=True),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("cases") as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_commit"), ["commit"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_sample"), ["sample"], unique=False)
        batch_op.create_index("ix_cases_status", ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_tag"), ["tag"], unique=False)

    op.create_table(
        "commits",
        sa.Column("commit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("commit"),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("enrolled_ms", sa.BigInteger(), nullable=False),
        sa.Column("enrolled_by", sa.String(length=36), nullable=True),
        sa.Column("revoked_ms", sa.BigInteger(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.String(length=64), nullable=True),
        sa.Column("order_ms", sa.BigInteger(), nullable=False),
        sa.Column("offset_ms", sa.BigInteger(), nullable=False),
        sa.Column("contact_ms", sa.BigInteger(), nullable=True),
        sa.Column("drained_ms", sa.BigInteger(), nullable=True),
        sa.Column("owes", sa.Integer(), nullable=False),
        sa.Column("owes_since_ms", sa.BigInteger(), nullable=True),
        sa.Column("app", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "gone",
        sa.Column("of", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("of", "id"),
    )
    with op.batch_alter_table("gone") as batch_op:
        batch_op.create_index(batch_op.f("ix_gone_commit"), ["commit"], unique=False)

    op.create_table(
        "held",
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.Text(), nullable=True),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device", "seq"),
    )
    op.create_table(
        "invites",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("expires_ms", sa.BigInteger(), nullable=True),
        sa.Column("used_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_table(
        "ledger",
        sa.Column("entry", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("sample", sa.String(length=36), nullable=True),
        sa.Column("tag", sa.String(length=64), nullable=True),
        sa.Column("to", sa.String(length=36), nullable=True),
        sa.Column("order_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.Text(), nullable=True),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("device", "seq", name="uq_ledger_device_seq"),
        sa.UniqueConstraint("id", name="uq_ledger_id"),
    )
    with op.batch_alter_table("ledger") as batch_op:
        batch_op.create_index("ix_ledger_commit", ["commit"], unique=False)
        batch_op.create_index("ix_ledger_sample", ["sample", "order_ms"], unique=False)
        batch_op.create_index(
            "ix_ledger_tag", ["tag"], unique=False, sqlite_where=sa.text("sample IS NULL"), postgresql_where=sa.text("sample IS NULL")
        )

    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("pin", sa.JSON(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    with op.batch_alter_table("people") as batch_op:
        batch_op.create_index(batch_op.f("ix_people_commit"), ["commit"], unique=False)

    op.create_table(
        "places",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("parent", sa.String(length=36), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("keeper", sa.String(length=36), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("places") as batch_op:
        batch_op.create_index(batch_op.f("ix_places_commit"), ["commit"], unique=False)

    op.create_table(
        "quarantine",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.Text(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    with op.batch_alter_table("quarantine") as batch_op:
        batch_op.create_index(batch_op.f("ix_quarantine_device"), ["device"], unique=False)
        batch_op.create_index(batch_op.f("ix_quarantine_id"), ["id"], unique=False)

    op.create_table(
        "samples",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("archive_no", sa.String(length=16), nullable=True),
        sa.Column("number", sa.String(length=80), nullable=True),
        sa.Column("tag", sa.String(length=16), nullable=True),
        sa.Column("type", sa.String(length=24), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("model", sa.String(length=80), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=36), nullable=True),
        sa.Column("holder", sa.String(length=36), nullable=True),
        sa.Column("home", sa.String(length=36), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("condition", sa.String(length=40), nullable=True),
        sa.Column("happened_ms", sa.BigInteger(), nullable=True),
        sa.Column("known_ms", sa.BigInteger(), nullable=True),
        sa.Column("last_by", sa.String(length=36), nullable=True),
        sa.Column("last_kind", sa.String(length=24), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("fold", sa.Text(), nullable=False),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("archive_no"),
    )
    with op.batch_alter_table("samples") as batch_op:
        batch_op.create_index("ix_samples_commit", ["commit", "id"], unique=False)
        batch_op.create_index("ix_samples_place", ["place"], unique=False)
        batch_op.create_index("ix_samples_status", ["status"], unique=False)

    op.create_table(
        "tags",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("target_kind", sa.String(length=8), nullable=True),
        sa.Column("target", sa.String(length=36), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("issued_ms", sa.BigInteger(), nullable=False),
        sa.Column("void_ms", sa.BigInteger(), nullable=True),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    with op.batch_alter_table("tags") as batch_op:
        batch_op.create_index(batch_op.f("ix_tags_commit"), ["commit"], unique=False)
        batch_op.create_index(batch_op.f("ix_tags_target"), ["target"], unique=False)

    op.create_table(
        "person_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    with op.batch_alter_table("person_sessions") as batch_op:
        batch_op.create_index("ix_person_sessions_person", ["person"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("person_sessions") as batch_op:
        batch_op.drop_index("ix_person_sessions_person")

    op.drop_table("person_sessions")
    with op.batch_alter_table("tags") as batch_op:
        batch_op.drop_index(batch_op.f("ix_tags_target"))
        batch_op.drop_index(batch_op.f("ix_tags_commit"))

    op.drop_table("tags")
    with op.batch_alter_table("samples") as batch_op:
        batch_op.drop_index("ix_samples_status")
        batch_op.drop_index("ix_samples_place")
        batch_op.drop_index("ix_samples_commit")

    op.drop_table("samples")
    with op.batch_alter_table("quarantine") as batch_op:
        batch_op.drop_index(batch_op.f("ix_quarantine_id"))
        batch_op.drop_index(batch_op.f("ix_quarantine_device"))

    op.drop_table("quarantine")
    with op.batch_alter_table("places") as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_commit"))

    op.drop_table("places")
    with op.batch_alter_table("people") as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_commit"))

    op.drop_table("people")
    op.drop_table("log_head")
    with op.batch_alter_table("ledger") as batch_op:
        batch_op.drop_index("ix_ledger_tag", sqlite_where=sa.text("sample IS NULL"), postgresql_where=sa.text("sample IS NULL"))
        batch_op.drop_index("ix_ledger_sample")
        batch_op.drop_index("ix_ledger_commit")

    op.drop_table("ledger")
    op.drop_table("invites")
    op.drop_table("held")
    with op.batch_alter_table("gone") as batch_op:
        batch_op.drop_index(batch_op.f("ix_gone_commit"))

    op.drop_table("gone")
    op.drop_table("devices")
    op.drop_table("commits")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_tag"))
        batch_op.drop_index("ix_cases_status")
        batch_op.drop_index(batch_op.f("ix_cases_sample"))
        batch_op.drop_index(batch_op.f("ix_cases_commit"))

    op.drop_table("cases")
    op.drop_table("attempts")
    op.drop_table("archive_numbers")
