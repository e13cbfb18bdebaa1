"""Ten slips of the demo firm: which pieces, for whom, and how far each has come by today."""

from decimal import Decimal

from server.demo.pieces import Piece
from server.demo.shelf import Shelf
from server.demo.slips import Ask, approved, cancelled, given, issued, passed_on, rejected, requested, returned, shown
from server.demo.step import Calendar, Decision, Step
from server.demo.words import Say


def showroom(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step | Decision]:
    """Everything that is asked for, decided, issued, shown and brought back under a slip."""
    return [
        *_anniversary(shelf, calendar, say), *_bridal(shelf, calendar, say), *_singapore(shelf, calendar, say),
        *_paris(shelf, calendar, say), *_not_out_yet(shelf, calendar, say), *_never_out(shelf, calendar, say),
    ]  # fmt: skip


def _anniversary(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step | Decision]:
    """Closed: everything is back."""
    ask = Ask("anniversary", "mei", "show", "winglok", (4, 8), shelf.take(3, "ring", metal="gold", ownership="own"), "anniversary")
    visit = [(3, 5, "love"), (2, 4, "like"), (1, 3, None)]
    back = [(piece, _scale(piece, n - 1)) for n, piece in enumerate(ask.pieces)]
    return [
        *requested(ask, 3, calendar, say), approved(ask, 3), *issued(ask, 4, "ming"), *passed_on(ask, 4, 8, "winglok"),
        *shown(ask, 4, 9, say, "chiu", visit), *passed_on(ask, 7, 9, "mei", kind="move"), *returned(ask, 8, "yan", back),
    ]  # fmt: skip


def _bridal(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step | Decision]:
    """Issued: at the client's, seen and judged."""
    ask = Ask("bridal", "mei", "show", "winglok", (18, 25), shelf.take(4, "ring", stone="diamond", ownership="own"), "bridal")
    visit = [(3, 5, "sold"), (3, 4, "love"), (2, 4, "like"), (0, 2, "cool")]
    steps = [*requested(ask, 17, calendar, say), approved(ask, 17), *issued(ask, 18, "ming")]
    return [*steps, *passed_on(ask, 18, 8, "winglok"), *shown(ask, 18, 9, say, "lau", visit)]


def _singapore(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step | Decision]:
    """Overdue: sent by courier, and still in their window."""
    pieces = (*shelf.take(1, "necklace", metal="gold"), *shelf.take(1, "bracelet", ownership="own"), *shelf.take(1, "earrings"))
    ask = Ask("singapore", "anna", "loan", "sweelin", (9, 17), pieces, "singapore")
    steps = [*requested(ask, 8, calendar, say), approved(ask, 8), *issued(ask, 9, "yan")]
    return [*steps, *passed_on(ask, 9, 8, "courier"), *passed_on(ask, 11, 4, "sweelin", kind="move")]


def _paris(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step | Decision]:
    """Partly returned: one came back too light, one is with a colleague, two are still at the client's."""
    pieces = (
        *shelf.take(2, "pendant", ownership="own"),
        *shelf.take(1, "earrings"),
        *shelf.take(1, "necklace"),
        *shelf.take(1, "bracelet"),
    )
    ask = Ask("paris", "tom", "show", "aurelle", (12, 24), pieces, "paris")
    visit = [(2, 4, "like"), (1, None, None), (3, 5, "love")]
    back = [(pieces[0], _scale(pieces[0], -210)), (pieces[1], _scale(pieces[1], 2))]
    return [
        *requested(ask, 11, calendar, say), approved(ask, 11), *issued(ask, 12, "ming"), *passed_on(ask, 13, 4, "aurelle", pieces[:4]),
        *shown(ask, 13, 6, say, "roussel", visit), *given(ask, 16, 5, pieces[4], "mei", ("field", "floor")),
        *passed_on(ask, 17, 9, "tom", pieces[:2], "move"), *returned(ask, 18, "yan", back),
    ]  # fmt: skip


def _not_out_yet(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step | Decision]:
    """One half picked, one approved with its pieces reserved, one waiting for the approver, one a draft."""
    view = Ask("view", "anna", "show", None, (20, 26), shelf.take(6, "ring", ownership="own"), "view")
    photo = Ask("catalogue", "tom", "photo", None, (23, 24), (*shelf.take(1, "earrings"), *shelf.take(1, "necklace")), "photo")
    pearls = Ask("pearls", "mei", "show", "sweelin", (24, 30), shelf.take(1, "pendant", stone="pearl"), "pearls", ("R-135", 2))
    draft = Ask("draft", "tom", "loan", "winglok", (26, 33), (*shelf.take(1, "earrings"), *shelf.take(1, "loose_stone")), "draft")
    return [
        *requested(view, 19, calendar, say), approved(view, 19), *issued(view, 20, "ming", 3),
        *given(view, 20, 8, view.pieces[0], "tom", ("floor", "field")),
        *requested(photo, 19, calendar, say), approved(photo, 19),
        *requested(pearls, 20, calendar, say), *requested(draft, 20, calendar, say, is_submitted=False),
    ]  # fmt: skip


def _never_out(shelf: Shelf, calendar: Calendar, say: Say) -> list[Step | Decision]:
    """One that the approver would not have, one that was not needed any more."""
    studio = Ask("studio", "anna", "photo", None, (7, 7), shelf.take(3, "ring", ownership="client_property"), "studio")
    visit = Ask("autumn", "mei", "show", "aurelle", (16, 20), shelf.take(2, "ring", stone="emerald"), "paris")
    return [
        *requested(studio, 6, calendar, say), rejected(studio, 6, say),
        *requested(visit, 14, calendar, say), cancelled(visit, 15, say),
    ]  # fmt: skip


def _scale(piece: Piece, off_mg: int) -> str:
    """What the scale shows."""
    return f"{Decimal(piece.facts['gross_g']) + Decimal(off_mg) / 1000:.3f}"
