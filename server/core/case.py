"""What cannot be true together, and when to say so: provisional until every expected phone has had its say, open after."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from server.core.custody import mark_of
from server.core.lot import short_by
from server.core.state import Claim, Fact, SampleState, case_id

LATE_ACTION: Final = "late_action"


class Case(NamedTuple):
    """One matter for the conflict desk. ``claims`` and ``settled`` are as on the wire; ``at_ms`` is what the watermark has to pass."""

    id: str
    kind: str  # return_missing, retired_seen, place_contradicts, short, unknown_tag, void_tag
    sample: str | None
    tag: str | None
    status: str  # provisional, open, explained, settled
    claims: list[dict[str, Any]]
    at_ms: int
    short: int = 0
    order_unknown: bool = False
    settled: dict[str, Any] | None = None


def cases(state: SampleState, watermark_ms: int) -> list[Case]:
    """Every case of a sample, closed ones too, oldest first; the same ids whenever the same facts are folded."""
    return [_case(state, claim, watermark_ms) for claim in state.claims]


def vanished(earlier: Iterable[str], current: Iterable[Case]) -> list[str]:
    """Of the ids of cases still open or provisional, those a refold no longer claims: a late action explained them.

    The ledger closes them with ``LATE_ACTION`` as the reason, except one that a person has touched.
    """
    still = {case.id for case in current}
    return [known for known in earlier if known not in still]


def unknown_tag_case(code: str, facts: Sequence[Fact], watermark_ms: int = 0) -> Case:
    """A code nobody has registered: one case, however many scan it."""
    return _tag_case("unknown_tag", code, (), facts, watermark_ms)


def void_tag_case(code: str, facts: Sequence[Fact], watermark_ms: int = 0) -> Case:
    """Scans of a code after it was replaced. The first of them names the case, so a settled one stays settled."""
    return _tag_case("void_tag", code, [min(facts, key=lambda fact: fact.key).action.id] if facts else (), facts, watermark_ms)


def _case(state: SampleState, claim: Claim, watermark_ms: int) -> Case:
    closing = claim.closing
    settled = None
    if closing is not None:
        settled = {"by": closing.by, "at_ms": closing.at_ms, "decision": closing.decision, "reason": closing.reason}
    status = closing.status if closing else _standing(claim.at_ms, watermark_ms)
    short = short_by(state) if claim.kind == "short" and closing is None else 0
    marks = [mark._asdict() for mark in claim.marks]
    return Case(
        claim.case_id(state.sample), claim.kind, state.sample, None, status, marks, claim.at_ms, short, claim.order_unknown, settled
    )


def _tag_case(kind: str, code: str, named_by: Sequence[str], facts: Sequence[Fact], watermark_ms: int) -> Case:
    ordered = sorted(facts, key=lambda fact: fact.key)
    at_ms = ordered[0].order_ms if ordered else 0
    sample = next((fact.action.sample for fact in ordered if fact.action.sample), None)
    marks = [mark_of(fact)._asdict() for fact in ordered]
    return Case(case_id(kind, code, named_by), kind, sample, code, _standing(at_ms, watermark_ms), marks, at_ms)


def _standing(at_ms: int, watermark_ms: int) -> str:
    """Open once the watermark has passed it: no phone can still bring what explains it."""
    return "open" if at_ms < watermark_ms else "provisional"


def parties(claims: Iterable[Mapping[str, Any]], answers: Iterable[str | None]) -> frozenset[str]:
    """Whose case it is: everybody in its claims, and who answers for the piece. A person is a place of the same id."""
    named = (claim.get(side) for claim in claims for side in ("by", "to"))
    return frozenset(one for one in (*named, *answers) if one)
