"""A commit of its own for rows that a migration lays, so that phones which have pulled before hear of them."""

import sqlalchemy as sa
from alembic import op

_HEAD = sa.table("log_head", sa.column("commit", sa.BigInteger), sa.column("chain", sa.String))
_COMMITS = sa.table("commits", sa.column("commit", sa.BigInteger), sa.column("at_ms", sa.BigInteger), sa.column("chain", sa.String))


def next_commit() -> int:
    """Its number; 0 in an office where nothing has happened yet. The chain goes on as it is: no entry belongs to it."""
    connection = op.get_bind()
    head = connection.execute(sa.select(_HEAD.c.commit, _HEAD.c.chain)).first()
    if head is None or head.commit == 0:
        return 0
    at_ms = connection.execute(sa.select(sa.func.max(_COMMITS.c.at_ms))).scalar_one()
    connection.execute(_COMMITS.insert().values(commit=head.commit + 1, at_ms=at_ms, chain=head.chain))
    connection.execute(_HEAD.update().values(commit=head.commit + 1))
    return head.commit + 1
