"""Pieces of the demo firm that nobody has touched yet, to be taken for a story by what they are."""

from collections.abc import Iterable

from server.demo.pieces import Piece


class Shelf:
    """Each piece is given out once, the lowest number first: the same pieces every time."""

    def __init__(self, pieces: Iterable[Piece]):
        self._left = sorted(pieces, key=lambda piece: piece.n)

    def take(
        self, how_many: int, type: str, metal: str | None = None, stone: str | None = None, ownership: str | None = None
    ) -> tuple[Piece, ...]:
        """``stone``: the first one, which the piece is about. Raises ValueError when the shelf has not so many."""
        fitting = [piece for piece in self._left if _fits(piece, type, metal, stone, ownership)]
        if len(fitting) < how_many:
            raise ValueError(f"{how_many} × {type} {metal} {stone} {ownership} are not left")
        taken = tuple(fitting[:how_many])
        self._left = [piece for piece in self._left if piece not in taken]
        return taken


def _fits(piece: Piece, type: str, metal: str | None, stone: str | None, ownership: str | None) -> bool:
    facts = piece.facts
    return (
        piece.type == type
        and metal in (None, *(one["metal"] for one in facts["metals"]))
        and stone in (None, facts["stones"][0]["kind"])
        and ownership in (None, facts["ownership"])
    )
