"""What really happens at a fair, by seed: who has which piece when, and what of it somebody scans, forgets to scan or scans wrongly."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from server.core.tag import mint

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


@dataclass(frozen=True)
class Setting:
    """Who and what there is: ids. ``hands[n]`` holds phone ``n``; the first two are keepers."""

    hands: list[str]
    trays: list[str]
    booth: str
    clients: list[str]
    names: dict[str, str]

    def kind(self, place: str) -> str:
        if place in self.hands:
            return "person"
        return "store" if place in self.trays else "booth" if place == self.booth else "client"


@dataclass(frozen=True)
class Faults:
    """Shares of moves and of scans."""

    unscanned: float = 0.02
    wrong_tag: float = 0.005


@dataclass
class Piece:
    sample: str
    tag: str
    at: str  # where it really is, or in whose hands


@dataclass
class Deed:
    """One true move (or look, where ``source`` is ``to``) of one piece, and what was scanned of it, by which phone.

    ``said``: the piece whose tag was scanned (None: a code nobody knows), ``action`` the id once it is recorded. ``giver``: whose
    half of a handover there is.
    """

    at: int
    piece: Piece
    source: str
    to: str
    phone: int
    by: str
    kind: str
    said: Piece | None
    code: str | None = None
    observed: str | None = None
    giver: str | None = None
    action: str | None = None
    n: int = 0


@dataclass
class Happening:
    """What one person does in one moment with some pieces: the step for the phone, and the truth about each of its acts."""

    at: int
    phone: int
    by: str
    acts: list[dict[str, Any]] = field(default_factory=list)
    deeds: list[Deed | None] = field(default_factory=list)  # one an act; None for the half of a handover


@dataclass
class Truth:
    """Tells happenings in the order of time. ``deeds`` are all of them, recorded or not, ``forgotten`` those nobody scanned."""

    setting: Setting
    pieces: list[Piece]
    chance: random.Random
    faults: Faults
    deeds: list[Deed] = field(default_factory=list)
    forgotten: int = 0
    wrong: int = 0
    away: set[int] = field(default_factory=set)  # phones that are lost: nobody scans with them
    held: int | None = None  # a phone in a browser: it only scans tags, one way and to somebody
    held_share: float = 1.0
    until: int = 0  # when the last thing that happened was over: what takes two phones takes a while, and the next comes after it

    def happen(self, at: int) -> Iterator[Happening]:
        """One thing, by chance; it may take two phones."""
        does = self.chance.choices(
            [
                self.issue,
                self.take_back,
                self.hand_over,
                self.to_booth,
                self.from_booth,
                self.to_client,
                self.from_client,
                self.shift,
                self.look,
            ],
            [14, 14, 12, 8, 8, 3, 3, 8, 6],
        )[0]
        yield from does(max(at, self.until))

    # who does what

    def issue(self, at: int) -> Iterator[Happening]:
        """A keeper gives pieces out of a tray."""
        keeper, to = self._keeper(), self._somebody()
        if keeper is not None and to is not None:
            yield self._moves(at, keeper, self._some(self.chance.choice(self.setting.trays)), self.setting.hands[to], "scan_out", "out")

    def take_back(self, at: int) -> Iterator[Happening]:
        """A keeper takes pieces in, or the holder puts them away."""
        holder = self._holder()
        by = self._keeper() if self.chance.random() < 0.6 else holder
        if holder is not None and by is not None:
            yield self._moves(at, by, self._some(self.setting.hands[holder]), self.chance.choice(self.setting.trays), "scan_in", "in")

    def hand_over(self, at: int) -> Iterator[Happening]:
        """From hand to hand: by the giver's phone, by the taker's with the giver's badge scanned, or by both phones in turn."""
        giver, taker = self._holder(), self._somebody()
        if giver is None or taker is None or giver == taker:
            return
        pieces, to, way = self._some(self.setting.hands[giver]), self.setting.hands[taker], self.chance.random()
        if way < 0.55 or self.held in (giver, taker):
            yield self._moves(at, giver, pieces, to, "hand_over", "hand_over")
        elif way < 0.75:
            yield self._moves(at, taker, pieces, to, "hand_over", "hand_over", observed=self.setting.hands[giver])
        else:
            yield from self._by_pair(at, giver, taker, pieces)

    def to_booth(self, at: int) -> Iterator[Happening]:
        holder = self._holder()
        if holder is not None:
            yield self._moves(at, holder, self._some(self.setting.hands[holder]), self.setting.booth, "move", "move")

    def from_booth(self, at: int) -> Iterator[Happening]:
        yield from self._fetch(at, self.setting.booth)

    def to_client(self, at: int) -> Iterator[Happening]:
        holder = self._holder()
        if holder is not None:
            to = self.chance.choice(self.setting.clients)
            yield self._moves(at, holder, self._some(self.setting.hands[holder], 2), to, "hand_over", "hand_over")

    def from_client(self, at: int) -> Iterator[Happening]:
        yield from self._fetch(at, self.chance.choice(self.setting.clients))

    def shift(self, at: int) -> Iterator[Happening]:
        """From tray to tray."""
        keeper = self._keeper()
        source, to = self.chance.sample(self.setting.trays, 2)
        if keeper is not None:
            yield self._moves(at, keeper, self._some(source), to, "move", "move")

    def look(self, at: int) -> Iterator[Happening]:
        """Somebody scans a place and what lies there: nothing moves."""
        who, place = self._somebody(), self.chance.choice([*self.setting.trays, self.setting.booth])
        if who is not None and who != self.held:
            yield self._moves(at, who, self._some(place), place, "sighting", None, observed=place)

    def _fetch(self, at: int, place: str) -> Iterator[Happening]:
        who = self._somebody()
        if who is not None:
            yield self._moves(at, who, self._some(place), self.setting.hands[who], "hand_over", "hand_over")

    def _by_pair(self, at: int, giver: int, taker: int, pieces: list[Piece]) -> Iterator[Happening]:
        """Both phones scan, each its half. Who forgets forgets both."""
        if self.chance.random() < self.faults.unscanned * 2:
            yield self._moves(at, giver, pieces, self.setting.hands[taker], "hand_over", "hand_over", forgets_all=True)
            return
        pair = self._uuid(at)
        by, to = self.setting.hands[giver], self.setting.hands[taker]
        given = Happening(at, giver, by)
        for piece in pieces:
            given.acts.append({"draft": {"kind": "give", "sample": piece.sample, "to": to, "group": pair, "believed_from": by}})
            given.deeds.append(None)
        more = {"group": pair, "body": {"from": by, "pair": pair}}
        self.until = at + 5_000
        taken = self._moves(self.until, taker, pieces, to, "hand_over", "hand_over", more=more, giver=by)
        yield given
        yield taken

    # what that is for the pieces, and what is scanned of it

    def _moves(
        self, at: int, phone: int, pieces: list[Piece], to: str, kind: str, direction: str | None, observed: str | None = None,
        more: dict[str, Any] | None = None, giver: str | None = None, forgets_all: bool = False,
    ) -> Happening:  # fmt: skip
        by = self.setting.hands[phone]
        told = Happening(at, phone, by)
        for piece in pieces:
            source = piece.at
            said: Piece | None = piece
            code = piece.tag
            if forgets_all or (kind != "sighting" and giver is None and self.chance.random() < self.faults.unscanned):
                self.forgotten += 1
                self.deeds.append(Deed(at, piece, source, to, phone, by, "forgotten", None))
                piece.at = to
                continue
            if self.chance.random() < self.faults.wrong_tag:
                said, code = self._wrong(piece)
            piece.at = to
            deed = Deed(at, piece, source, to, phone, by, kind, said, code, observed, giver)
            told.acts.append(self._act(code, said, kind, direction, to, observed, more or {}))
            told.deeds.append(deed)
            self.deeds.append(deed)
        return told

    def _act(
        self, code: str, said: Piece | None, kind: str, direction: str | None, to: str, observed: str | None, more: dict[str, Any]
    ) -> Any:
        if direction is None:
            subject = {"sample": said.sample if said else None, "tag": code}
            return {"draft": {"kind": kind, **subject, "to": to, "observed_from": observed}}
        return {"scan": code, "direction": direction, "to": to, "more": more | ({"observed_from": observed} if observed else {})}

    def _wrong(self, piece: Piece) -> tuple[Piece | None, str]:
        """The tag of another piece that lies there too, or a code of nobody's."""
        self.wrong += 1
        beside = [other for other in self.pieces if other.at == piece.at and other is not piece]
        if beside and self.chance.random() < 0.6:
            other = self.chance.choice(beside)
            return other, other.tag
        return None, mint(self.chance.randbytes(9))

    # chance

    def _some(self, place: str, most: int = 4) -> list[Piece]:
        there = [piece for piece in self.pieces if piece.at == place]
        return self.chance.sample(there, min(len(there), self.chance.randint(1, most)))

    def _keeper(self) -> int | None:
        return self._one_of([0, 1, 2])

    def _somebody(self) -> int | None:
        return self._one_of(range(len(self.setting.hands)))

    def _holder(self) -> int | None:
        return self._one_of([n for n, hand in enumerate(self.setting.hands) if any(piece.at == hand for piece in self.pieces)])

    def _one_of(self, phones: Any) -> int | None:
        free = [n for n in phones if n not in self.away]
        if self.held in free and self.held_share < 1 and self.chance.random() >= self.held_share:
            free.remove(self.held)
        return self.chance.choice(free) if free else None

    def _uuid(self, at: int) -> str:
        return uuid7(at, self.chance)


def uuid7(at: int, chance: random.Random) -> str:
    text = f"{at & (1 << 48) - 1:012x}7{chance.getrandbits(12):03x}{8 + chance.getrandbits(2):x}{chance.getrandbits(60):015x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
