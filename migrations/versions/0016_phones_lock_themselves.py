"""After how many minutes untouched a phone locks itself."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

HEAD = sa.table("log_head", sa.column("commit", sa.BigInteger), sa.column("chain", sa.String))
COMMITS = sa.table("commits", *(sa.column(name) for name in ("commit", "at_ms", "chain")))
SETTINGS = sa.table("settings", sa.column("key"), sa.column("value", sa.JSON), sa.column("commit"))
KEY, USUAL_MIN = "idle_lock_min", 15


def upgrade() -> None:
    op.bulk_insert(SETTINGS, [{"key": KEY, "value": USUAL_MIN, "commit": _next_commit()}])


def _next_commit() -> int:
    """A commit of its own, so that phones hear of the setting."""
    connection = op.get_bind()
    head = connection.execute(sa.select(HEAD.c.commit, HEAD.c.chain)).first()
    if head is None or head.commit == 0:
        return 0
    at_ms = connection.execute(sa.select(sa.func.max(COMMITS.c.at_ms))).scalar_one()
    connection.execute(COMMITS.insert().values(commit=head.commit + 1, at_ms=at_ms, chain=head.chain))
    connection.execute(HEAD.update().values(commit=head.commit + 1))
    return head.commit + 1


def downgrade() -> None:
    op.execute(sa.delete(SETTINGS).where(SETTINGS.c.key == KEY))
