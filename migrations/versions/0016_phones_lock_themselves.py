"""After how many minutes untouched a phone locks itself."""

import sqlalchemy as sa
from alembic import op

from migrations.next_commit import next_commit

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SETTINGS = sa.table("settings", sa.column("key"), sa.column("value", sa.JSON), sa.column("commit"))
KEY, USUAL_MIN = "idle_lock_min", 15


def upgrade() -> None:
    op.bulk_insert(SETTINGS, [{"key": KEY, "value": USUAL_MIN, "commit": next_commit()}])


def downgrade() -> None:
    op.execute(sa.delete(SETTINGS).where(SETTINGS.c.key == KEY))
