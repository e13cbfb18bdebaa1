"""The time before which every phone that is waited for has nothing unsent; cases behind it are open, before it provisional."""

from dataclasses import dataclass

from sqlalchemy import select, update

from server.database import db
from server.ledger.cursor import Tx, head
from server.ledger.tables import Case
from server.people.tables import Device

SILENT_MS = 72 * 60 * 60 * 1000

_T = Case.__table__.c
_PROVISIONAL = select(_T.id, _T.at_ms, _T.waiting).where(_T.status == "provisional")


@dataclass(frozen=True, slots=True)
class Watermark:
    """``ms``, and for each phone waited for the time up to which it has delivered. A phone silent for 72 h is not among them."""

    ms: int
    delivered: dict[str, int]

    def waiting(self, at_ms: int) -> list[str]:
        """The phones that may still have something from up to ``at_ms``."""
        return sorted(id for id, up_to in self.delivered.items() if up_to <= at_ms)


def watermark(now_ms: int) -> Watermark:
    """As the devices' rows stand in this transaction."""
    asked = select(Device.id, Device.enrolled_ms, Device.contact_ms, Device.drained_ms, Device.order_ms).where(Device.state == "enrolled")
    delivered = {
        row.id: row.drained_ms if row.drained_ms is not None else row.enrolled_ms
        for row in db.session.execute(asked)
        # What another phone brought of it is a sign of life too, as of its newest record.
        if now_ms - max(row.contact_ms if row.contact_ms is not None else row.enrolled_ms, row.order_ms) < SILENT_MS
    }
    return Watermark(min(delivered.values(), default=now_ms), delivered)


def promote(tx: Tx) -> None:
    """Open the provisional cases the watermark has passed, and say of the others who is still waited for."""
    provisional = list(db.session.connection().execute(_PROVISIONAL))
    if not provisional or head().restored_ms is not None:  # after a restore they wait, as everything does
        return
    mark = watermark(tx.now_ms)
    for case in provisional:
        waiting = mark.waiting(case.at_ms)
        if not waiting or waiting != case.waiting:
            status = "provisional" if waiting else "open"
            db.session.execute(update(Case).where(Case.id == case.id).values(status=status, waiting=waiting, commit=tx.number))
