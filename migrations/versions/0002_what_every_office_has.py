"""What every office has from the start: a ledger head with an epoch of its own, and the four places samples end in."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HEAD = sa.table("log_head", sa.column("id"), sa.column("epoch"), sa.column("commit"), sa.column("entry"), sa.column("chain"))
PLACES = sa.table(
    "places", sa.column("id"), sa.column("kind"), sa.column("names", sa.JSON), sa.column("retired", sa.Boolean), sa.column("commit")
)
SINKS = {
    "returned_to_owner": {"en": "Returned to owner", "zh-Hant": "已歸還物主", "zh-Hans": "已归还物主"},
    "sold": {"en": "Sold", "zh-Hant": "已售出", "zh-Hans": "已售出"},
    "scrapped": {"en": "Scrapped", "zh-Hant": "已報廢", "zh-Hans": "已报废"},
    "lost": {"en": "Lost", "zh-Hant": "遺失", "zh-Hans": "遗失"},
}


def upgrade() -> None:
    op.bulk_insert(HEAD, [{"id": 1, "epoch": str(uuid.uuid4()), "commit": 0, "entry": 0, "chain": "0" * 64}])
    op.bulk_insert(
        PLACES, [{"id": f"sink-{kind}", "kind": kind, "names": names, "retired": False, "commit": 0} for kind, names in SINKS.items()]
    )


def downgrade() -> None:
    op.execute(PLACES.delete().where(PLACES.c.id.in_([f"sink-{kind}" for kind in SINKS])))
    op.execute(HEAD.delete())
