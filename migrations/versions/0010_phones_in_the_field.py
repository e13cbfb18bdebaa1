"""What phones tell of themselves, who brought whose scans, and which phone stands in for which."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TIMES = ("health_ms", "carried_ms", "forked_ms", "reset_ms")


def upgrade() -> None:
    for name in TIMES:
        op.add_column("devices", sa.Column(name, sa.BigInteger(), nullable=True))
    op.add_column("devices", sa.Column("health", sa.JSON(), nullable=True))
    op.add_column("devices", sa.Column("reset_owed", sa.Integer(), nullable=True))
    op.add_column("devices", sa.Column("replaced_by", sa.String(length=36), nullable=True))
    op.add_column("invites", sa.Column("replaces", sa.String(length=36), nullable=True))
    op.create_table(
        "carriages",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("courier", sa.String(length=36), nullable=True),
        sa.Column("from_seq", sa.BigInteger(), nullable=False),
        sa.Column("to_seq", sa.BigInteger(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("ix_carriages_device", "carriages", ["device"])


def downgrade() -> None:
    op.drop_table("carriages")
    with op.batch_alter_table("invites") as invites:
        invites.drop_column("replaces")
    with op.batch_alter_table("devices") as devices:
        for name in (*TIMES, "health", "reset_owed", "replaced_by"):
            devices.drop_column(name)
