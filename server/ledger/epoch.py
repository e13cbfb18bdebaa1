"""A restored office starts a new epoch, so that phones which are ahead of it notice and offer again what it lost."""

from sqlalchemy import update

from server.database import db
from server.ledger.cursor import Head, head, writing
from server.ledger.ids import uuid4
from server.ledger.tables import LogHead


def new_epoch(reason: str) -> Head:
    """To be called once after a backup was put back. History is not sealed anew: an entry says what happened, and when."""
    with writing() as tx:
        commit, before = tx.number, tx.head
        assert before is not None
        tx.office("restored", None, {"reason": reason, "epoch": before.epoch, "commit": commit - 1, "chain": before.chain})
        db.session.execute(update(LogHead).where(LogHead.id == 1).values(epoch=uuid4()))
    return head()
