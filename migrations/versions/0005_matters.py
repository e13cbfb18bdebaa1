"""Slips, receipts and repairs, and what a sample's row says of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matters",
        sa.Column("of", sa.String(length=8), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=True),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("of", "id"),
        sa.UniqueConstraint("of", "year", "n", name="uq_matters_no"),
    )
    op.create_index("ix_matters_commit", "matters", ["of", "commit"])
    op.create_index("ix_matters_status", "matters", ["of", "status"])
    op.create_table(
        "matter_entries",
        sa.Column("of", sa.String(length=8), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("of", "id", "entry"),
    )
    op.create_index("ix_matter_entries_entry", "matter_entries", ["entry"])
    op.add_column("samples", sa.Column("slip", sa.String(length=36), nullable=True))
    op.add_column("samples", sa.Column("repair", sa.String(length=36), nullable=True))
    op.add_column("samples", sa.Column("photos", sa.Text(), server_default="[]", nullable=False))
    op.add_column("samples", sa.Column("entry_no", sa.String(length=24), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("samples") as batch_op:
        for name in ("entry_no", "photos", "repair", "slip"):
            batch_op.drop_column(name)
    op.drop_table("matter_entries")
    op.drop_table("matters")
