"""The whole life of a sample, told by pieces that no other story touches: received, lent on slips, mended, scrapped, weighed, kept dry."""

from collections.abc import Iterable

from server.demo.climate import climate
from server.demo.mending import mending
from server.demo.pieces import Piece
from server.demo.receiving import from_paris, from_the_maker
from server.demo.shelf import Shelf
from server.demo.showroom import showroom
from server.demo.step import Calendar, Decision, Step
from server.demo.words import Say


def life(pieces: Iterable[Piece], calendar: Calendar, say: Say) -> list[Step | Decision]:
    """In no order of time."""
    shelf = Shelf(pieces)
    delivered = (*shelf.take(2, "pendant", ownership="memo_in"), *shelf.take(1, "earrings", ownership="memo_in"))
    return [
        *from_the_maker(delivered, calendar, say), *from_paris(calendar, say), *mending(shelf, calendar, say),
        *showroom(shelf, calendar, say), *climate(say),
    ]  # fmt: skip
