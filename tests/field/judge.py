"""Which cases there ought to be, from what really happened; and which of those there are have nothing true behind them.

A **tear** is where the record of a piece does not fit what happened: just before a recorded act, the place the record has the piece
in (in the true order of the recorded acts) is not where it really was, or the tag that was scanned was another piece's. Forgotten
scans, wrong tags, and acts lost with a wiped or a revoked phone make tears; a wrong clock makes none.

**Infeasible custody** is an act at a tear that cannot be true together with the record: the record has the piece in a person's
hands, and without that person (not scanning, not receiving, not the giver, their badge not scanned) it goes to another hand, a booth
or a client, or is seen in a store, other than where that person has scanned it lying. What comes back into a store is feasible from
anybody, and so is what is taken out of a store or seen where holders are known to carry it: the record may then be wrong without being
impossible. It is **found** when a case names the act, or when the piece was in dispute already: a claim made before it stands, or was
closed by this act or later.

A case is **true** when a tear of its piece lies between its first and its last claim (the last one included), or one of its claims
was a wrong tag; else nothing was forgotten or scanned wrongly. It is then **false** if it waits for a person once all have reported,
and **vain** if a later scan has explained it by itself: it is counted apart, because nobody is called to the desk for it. What a late
scan has taken out of the fold is no case any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.field.truth import Deed, Setting

CUSTODY = ("return_missing", "place_contradicts", "retired_seen")


@dataclass
class Line:
    """One recorded act of one piece: ``had`` is where the record had it before, ``torn`` that this is not so.

    ``laid``: where the one who had it has scanned it lying since, without giving it away.
    """

    deed: Deed
    had: str
    torn: bool
    laid: str | None = None

    @property
    def is_wrong_piece(self) -> bool:
        return self.deed.said is not self.deed.piece


@dataclass
class Verdict:
    """Of a whole fair; ``lines``: the acts of each piece, by sample."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    infeasible: list[Line] = field(default_factory=list)
    missed: list[Line] = field(default_factory=list)
    true: list[Any] = field(default_factory=list)
    vain: list[Any] = field(default_factory=list)
    false: list[Any] = field(default_factory=list)


def records(
    deeds: Iterable[Deed], homes: Mapping[str, str], order_ms: Mapping[str, int], explained: set[tuple[str, str, int]]
) -> dict[str, list[Line]]:
    """By sample: what the ledger holds of it, in the order in which it really happened. ``homes``: where each was registered.

    ``explained``: (sample, by whom, when) a dispute was ended by a scan; if that was a sight, the record has the piece there from then on.
    """
    told: dict[str, list[Line]] = {sample: [] for sample in homes}
    had, is_at, laid = dict(homes), dict(homes), dict[str, str]()
    for deed in sorted(deeds, key=lambda deed: deed.at):
        if deed.action in order_ms and deed.said is not None:
            sample = deed.said.sample
            really = is_at[sample]
            told[sample].append(Line(deed, had[sample], had[sample] != really or deed.said is not deed.piece, laid.get(sample)))
            if deed.kind != "sighting" or (sample, deed.by, order_ms[deed.action]) in explained:
                had[sample] = deed.to
                laid.pop(sample, None)
            elif deed.by == had[sample]:
                laid[sample] = deed.to
        is_at[deed.piece.sample] = deed.to
    return told


def is_infeasible(line: Line, setting: Setting) -> bool:
    deed = line.deed
    if not line.torn or setting.kind(line.had) != "person":
        return False
    if line.had in (deed.by, deed.to, deed.observed, deed.giver) or (deed.kind == "sighting" and deed.to == line.laid):
        return False
    return (setting.kind(deed.to) == "store") == (deed.kind == "sighting")


def judged(
    fair_deeds: list[Deed], homes: Mapping[str, str], setting: Setting, order_ms: Mapping[str, int], cases: list[dict[str, Any]]
) -> Verdict:
    """``order_ms``: of all actions in the ledger. ``cases`` as rows: ``kind``, ``status``, ``sample``, ``tag``, ``claims``, ``settled``."""
    standing = [case for case in cases if not is_explained_late(case)]
    ended = [case for case in standing if case["status"] == "explained"]
    explained = {(case["sample"], case["settled"]["by"], case["settled"]["at_ms"]) for case in ended}
    verdict = Verdict(records(fair_deeds, homes, order_ms, explained))
    for sample, lines in verdict.lines.items():
        of_piece = [case for case in standing if case["sample"] == sample]
        for line in lines:
            if is_infeasible(line, setting):
                verdict.infeasible.append(line)
                if not any(is_about(case, line.deed, order_ms) for case in of_piece):
                    verdict.missed.append(line)
    strange = {deed.code for deed in fair_deeds if deed.said is None and deed.code and deed.action in order_ms}
    for case in standing:
        is_true = case["tag"] in strange if case["kind"] == "unknown_tag" else has_a_tear(case, verdict.lines.get(case["sample"], []))
        (verdict.true if is_true else verdict.vain if case["status"] == "explained" else verdict.false).append(case)
    return verdict


def is_about(case: Mapping[str, Any], deed: Deed, order_ms: Mapping[str, int]) -> bool:
    """Whether the desk has this act before it: named, or in the time in which the piece was in dispute."""
    if any(claim["action"] == deed.action for claim in case["claims"]):
        return True
    at_ms, settled = order_ms[deed.action or ""], case["settled"]
    begun = [claim["happened_ms"] for claim in case["claims"][1:]] or [case["claims"][0]["happened_ms"]]
    return min(begun) <= at_ms and (settled is None or at_ms <= settled["at_ms"])


def is_explained_late(case: Mapping[str, Any]) -> bool:
    return case["status"] == "explained" and (case["settled"] or {}).get("reason") in ("late_action", "tag_registered")


def has_a_tear(case: Mapping[str, Any], lines: list[Line]) -> bool:
    """Between its first claim and its last."""
    named = {claim["action"] for claim in case["claims"]}
    among = [n for n, line in enumerate(lines) if line.deed.action in named]
    if not among:
        return False
    first = among[0] if len(named) == len(among) else -1  # the registration is a claim too, and stands before all
    span = lines[first + 1 : among[-1] + 1]
    return any(line.torn for line in span) or any(lines[n].is_wrong_piece for n in among)
