"""Taking away a row of current state in such a way that every phone hears of it."""

from sqlalchemy import delete, insert

from server.database import db
from server.ledger.tables import Gone


def take_away(of: str, id: str, commit: int) -> None:
    """Note, in the writing transaction whose number is ``commit``, that row ``id`` of wire table ``of`` is deleted.

    A row of that id that is written again later needs nothing: phones apply removals before rows.
    """
    db.session.execute(delete(Gone).where(Gone.of == of, Gone.id == id))
    db.session.execute(insert(Gone).values(of=of, id=id, commit=commit))
