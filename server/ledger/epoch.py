"""A restored office starts a new epoch, so that phones which are ahead of it notice and offer again what it lost."""

from sqlalchemy import select, update

from server.database import db
from server.ledger.cursor import Head, head, writing
from server.ledger.ids import uuid4
from server.ledger.tables import LogHead


def new_epoch(reason: str, unconfirmed: bool = False, made_ms: int | None = None) -> Head:
    """To be called once after a backup was put back. History is not sealed anew: an entry says what happened, and when.

    ``unconfirmed``: nothing more is written until somebody has looked and says ``confirm``. ``made_ms``: when the backup was made.
    """
    with writing() as tx:
        db.session.execute(update(LogHead).where(LogHead.id == 1).values(unconfirmed_ms=None))  # of a backup made of such an office
        commit, before = tx.number, tx.head
        assert before is not None
        body = {"reason": reason, "epoch": before.epoch, "commit": commit - 1, "chain": before.chain, "made_ms": made_ms}
        tx.office("restored", None, body)
        held = tx.now_ms if unconfirmed else None
        db.session.execute(update(LogHead).where(LogHead.id == 1).values(epoch=uuid4(), unconfirmed_ms=held))
    return head()


def confirm() -> bool:
    """The backup that was put back is the right one: the office writes again. False: none waits."""
    with writing() as tx:
        waits = db.session.scalar(select(LogHead.unconfirmed_ms).where(LogHead.id == 1).with_for_update()) is not None
        if waits:
            db.session.execute(update(LogHead).where(LogHead.id == 1).values(unconfirmed_ms=None))
            tx.office("restore_confirmed", None, {})
    return waits
