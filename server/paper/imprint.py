"""What stands at the foot of every paper: the newest commit of the ledger, so that a copy of it can be held against this sheet."""

from server.ledger.cursor import head
from server.paper.figures import when, zone
from server.paper.sheet import Imprint
from server.paper.words import label
from server.web import clock


def imprint(title: str, number: str, lang: str, tz: int) -> Imprint:
    """As of now; ``title`` is a key of the labels."""
    now = head()
    printed = f"{when(clock.now_ms(), tz, lang)} ({zone(tz)})"
    return Imprint(lang, label(title, lang), number, now.commit, now.chain, printed)
