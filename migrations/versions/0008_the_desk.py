"""What the conflict desk says beside the claims, reviews of what was kept apart, and who may settle a case of their own."""

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

from migrations.next_commit import next_commit

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CASES = sa.table(
    "cases", *(sa.column(name) for name in ("id", "status", "sample", "order_unknown", "short", "commit")), sa.column("claims", sa.JSON)
)
SAMPLES = sa.table("samples", sa.column("id"), sa.column("fold"))
LEDGER = sa.table("ledger", sa.column("id"), sa.column("reasons"))
SETTINGS = sa.table("settings", sa.column("key"), sa.column("value", sa.JSON), sa.column("commit"))
KEY = "settle_limit"
FLAGGED = sa.text("verdict = 'flagged'")


def upgrade() -> None:
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("order_unknown", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("short", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("quarantine") as batch_op:
        batch_op.add_column(sa.Column("decision", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("reviewed_by", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("reviewed_ms", sa.BigInteger(), nullable=True))
    op.create_index("ix_ledger_flagged", "ledger", ["device", "seq"], sqlite_where=FLAGGED, postgresql_where=FLAGGED)
    commit = next_commit()
    op.bulk_insert(SETTINGS, [{"key": KEY, "value": None, "commit": commit}])
    _tell_cases(commit)


def _tell_cases(commit: int) -> None:
    """What the folds know of cases that are there already, at a commit of their own so that phones hear of it."""
    connection = op.get_bind()
    asked = sa.select(CASES.c.id, CASES.c.status, CASES.c.sample, CASES.c.claims, SAMPLES.c.fold)
    rows = connection.execute(asked.select_from(CASES.outerjoin(SAMPLES, SAMPLES.c.id == CASES.c.sample))).all()
    for row in rows:
        fold = json.loads(row.fold) if row.fold else {}
        claim = next((one for one in fold.get("claims", ()) if _case_id(row.sample, one) == row.id), None)
        is_short = claim is not None and claim[0] == "short" and claim[5] is None
        told = {
            "claims": [{**mark, "unsure": _is_unsure(connection, mark["action"])} for mark in row.claims],
            "order_unknown": bool(claim[4]) if claim else False,
            "short": -sum(n for n in fold.get("at", {}).values() if n < 0) if is_short else 0,
        }
        connection.execute(CASES.update().where(CASES.c.id == row.id).values(**told, commit=commit))


def _case_id(sample: str, claim: list) -> str:
    """As core/state.py names a case: by what founded it."""
    kind, marks, founders = claim[:3]
    return sha256("\n".join([kind, sample, *sorted(mark[0] for mark in marks[:founders])]).encode()).hexdigest()


def _is_unsure(connection: sa.Connection, action: str) -> bool:
    reasons = connection.execute(sa.select(LEDGER.c.reasons).where(LEDGER.c.id == action)).scalar() or ""
    return "clock_clamped" in reasons or "clock_stepped" in reasons


def downgrade() -> None:
    op.drop_index("ix_ledger_flagged", "ledger")
    op.execute(sa.delete(SETTINGS).where(SETTINGS.c.key == KEY))
    with op.batch_alter_table("quarantine") as batch_op:
        for name in ("reviewed_ms", "reviewed_by", "reason", "decision"):
            batch_op.drop_column(name)
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_column("short")
        batch_op.drop_column("order_unknown")
