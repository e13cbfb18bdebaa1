"""Which sample an action is about: the one it names, or the one its tag pointed at when it was scanned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from server.core.action import Action
from server.ledger import bulk
from server.stock.tables import Tag

TIES: Final = frozenset({"register", "arrive"})


class Again(Exception):
    """Something this transaction had read was changed by another before the head was ours: start over."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a tag code."""

    target_kind: str | None
    target: str | None
    void_ms: int | None

    @property
    def sample(self) -> str | None:
        return self.target if self.target_kind == "sample" else None


@dataclass(frozen=True, slots=True)
class Subjects:
    """The tags of one batch: as the database has them, and those its own registrations bind."""

    tags: dict[str, Known]
    registered: dict[str, str]

    def sample_of(self, action: Action) -> str | None:
        """The sample meant, or None when nobody knows yet."""
        if action.sample is not None or action.tag is None:
            return action.sample
        known = self.tags.get(action.tag)
        return known.sample if known and known.target else self.registered.get(action.tag)

    def doubts_about(self, action: Action, order_ms: int) -> tuple[str, ...]:
        """unknown_tag, or void_tag when the tag was void at the time of the action."""
        if action.tag is None:
            return ()
        known = self.tags.get(action.tag)
        if known is None or known.target is None:
            return () if action.sample or action.tag in self.registered else ("unknown_tag",)
        return ("void_tag",) if known.void_ms is not None and known.void_ms <= order_ms else ()

    def is_taken(self, code: str, sample: str) -> bool:
        """Is this code another's, or void, so that it cannot become the tag of this sample?"""
        known = self.tags.get(code)
        if known is not None and known.target is not None:
            return known.target != sample or known.void_ms is not None
        return self.registered.get(code, sample) != sample

    def check_unchanged(self) -> None:
        """Under the lock of the head: whatever was unknown or about to be bound must still be so."""
        open_codes = {code for code, known in self.tags.items() if known.target is None} | set(self.registered)
        if open_codes and _read(open_codes) != {code: self.tags[code] for code in open_codes}:
            raise Again


def tag_at_registration(action: Action) -> str | None:
    """The tag a registration ties to its piece, or an arrival for the time until then."""
    code = action.body.get("tag")
    return code if action.kind in TIES and type(code) is str else None


def find_subjects(actions: Sequence[Action]) -> Subjects:
    """Read the tags of a batch, in one query."""
    registered: dict[str, str] = {}
    for action in actions:
        code = tag_at_registration(action)
        if code is not None and action.sample is not None:
            registered.setdefault(code, action.sample)
    codes = {action.tag for action in actions if action.tag is not None} | set(registered)
    return Subjects(_read(codes), registered)


def _read(codes: Iterable[str]) -> dict[str, Known]:
    """Every code asked for is in the answer; of one nobody knows, nothing is known."""
    known = dict.fromkeys(codes, Known(None, None, None))
    rows = bulk.rows_by(Tag, ("code", "target_kind", "target", "void_ms"), "code", known)
    return known | {code: Known(kind, target, void_ms) for code, kind, target, void_ms in rows}
