"""Writes what a phone did into history, and moves the samples: in bulk, and one by one only if the bulk fails."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import orjson
from sqlalchemy.exc import InterfaceError, OperationalError

from server.core.action import Action
from server.core.clock_set import is_set
from server.core.fold import Fact, step
from server.core.order import Contact, find_offsets, place_in_time
from server.core.state import SampleState
from server.database import db
from server.ledger import bulk, claims, entries, matters, reads, registers, samples
from server.ledger.arrivals import Arrival, Verdict
from server.ledger.counters import own_counts
from server.ledger.cursor import Tx
from server.ledger.facts import is_unsure, unbound
from server.ledger.firm import Firm, firm_now
from server.ledger.phones import Phone, Word
from server.ledger.subjects import TIES, Again, Subjects, find_subjects, tag_at_registration
from server.ledger.tables import Commit, Entry

log = logging.getLogger(__name__)

# Said, but nothing anybody must look at: a phone that was out of contact delivers late, as it should.
ORDINARY = frozenset({"late"})


@dataclass(slots=True)
class Placed:
    """An action with its order time, its subject, and what a person should see about it."""

    arrival: Arrival
    action: Action
    order_ms: int
    flags: tuple[str, ...]
    sample: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a batch is judged against, read once and before the head is locked."""

    phone: Phone
    firm: Firm
    subjects: Subjects
    own_counts: set[str]  # actions of people who count what they answer for
    asked: dict[tuple[str | None, str], tuple[str, ...]] = field(default_factory=dict)

    def doubts_about_person(self, by: str | None, kind: str) -> tuple[str, ...]:
        """One phone is mostly in one hand, so the answer is kept for the batch."""
        told = self.asked.get((by, kind))
        if told is None:
            told = self.asked[by, kind] = self.firm.doubts_about(by, kind)
        return told


@dataclass(frozen=True, slots=True)
class Way:
    """How records come in that do not come straight from their phone: behind a hole given up, or let in by a person.

    ``also`` is flagged on each; ``heard_ms`` is when they reached the office, if that was before now; ``taken_ms`` when another phone
    took them along.
    """

    after_gap: bool = False
    also: tuple[str, ...] = ()
    heard_ms: int | None = None
    taken_ms: int | None = None


STRAIGHT = Way()


def apply(tx: Tx, phone: Phone, ready: Sequence[Arrival], word: Word | None, way: Way = STRAIGHT) -> tuple[Phone, dict[int, Verdict]]:
    """Write the ready records that nothing speaks against; the rest of ``ready`` only moves the sequence on.

    Returns the phone as it stands then, and verdicts by ``id()`` of the arrival. An arrival that turns out to be impossible
    to write gets its ``reasons`` and no verdict: the caller sets it apart.
    """
    good = [a for a in ready if not a.reasons]
    actions, firm = [a.action for a in good if a.action], firm_now()
    scene = Scene(phone, firm, find_subjects(actions), own_counts(actions, firm))
    phone, placed = _place(scene, ready, _bases(good, tx.now_ms), way.heard_ms or tx.now_ms, word, way)
    if not placed:
        return phone, {}
    states, blank = samples.lock_states(p.sample for p in placed if p.sample is not None)
    number = tx.number
    scene.subjects.check_unchanged()
    _doubt_subjects(placed, states)
    verdicts = _write_all(tx, number, scene, placed, states)
    samples.drop_blank(blank)
    return phone, verdicts


def _place(
    scene: Scene, ready: Sequence[Arrival], bases: Mapping[int, int], now_ms: int, word: Word | None, way: Way
) -> tuple[Phone, list[Placed]]:
    """Give each its order time, in the order of the phone's own sequence."""
    phone, placed = scene.phone, list[Placed]()
    contacts = _contacts(phone, ready, bases, now_ms, word, way.taken_ms)
    order_ms, expected = phone.order_ms, None if way.after_gap else (phone.seq, phone.head_hash)
    for arrival in ready:
        action, seq = arrival.action, arrival.seq
        is_old = seq <= phone.seq
        if action is not None and not arrival.reasons:
            order = place_in_time(action, contacts[seq]._replace(order_ms=0 if is_old else order_ms))
            order_ms = max(order_ms, order.ms)
            flags = order.flags + scene.doubts_about_person(action.by, action.kind) + _doubts(scene, action, order.ms)
            if way.after_gap and not placed:
                flags += ("gap",)
            flags += tuple(flag for flag in way.also if flag not in flags)
            if not is_old and not _follows(action, expected):
                flags += ("fork",)
            sample = action.sample or scene.subjects.sample_of(action)
            placed.append(Placed(arrival, action, order.ms, flags, sample))
        if not is_old:
            # A record set apart may not be what the phone wrote: what follows it is not held against it.
            expected = (seq, None if arrival.reasons else arrival.hash)
    newest = max((a.seq for a in ready), default=0)
    if newest <= phone.seq:
        return phone, placed
    return replace(phone, seq=newest, head_hash=expected[1] if expected else None, order_ms=order_ms), placed


def _contacts(
    phone: Phone, ready: Sequence[Arrival], bases: Mapping[int, int], now_ms: int, word: Word | None, taken_ms: int | None
) -> dict[int, Contact]:
    """What is known of the phone's clock at each of its numbers; where it was set since the contact before, as well as that can be told."""
    page, mono_ms = (word.page, word.mono_ms) if word else (None, None)
    good = [(a.seq, a.action) for a in ready if a.action is not None and not a.reasons]
    contacts = {
        seq: Contact(phone.order_ms, phone.offset_ms, bases.get(action.base, 0), now_ms, page, mono_ms, taken_ms) for seq, action in good
    }
    made = [(action, contacts[seq]) for seq, action in good if seq > phone.seq]
    was_ms = phone.was_offset_ms
    if word is None or was_ms is None or not is_set(was_ms, phone.offset_ms) or not made:
        return contacts
    offsets = find_offsets(made, was_ms, max(phone.order_ms, phone.drained_ms or 0), has_more=not word.is_drained and taken_ms is None)
    for n, (action, contact) in enumerate(made):
        offset_ms, is_doubted = offsets.of(n)
        contacts[action.seq] = contact._replace(offset_ms=offset_ms, is_doubted=is_doubted)
    return contacts


def _follows(action: Action, expected: tuple[int, str | None] | None) -> bool:
    """Does it name the record before it? Only where that one is known for sure."""
    if expected is None:
        return True
    seq, hash = expected
    if seq == 0:
        return action.prev is None
    return hash is None or action.seq != seq + 1 or action.prev == hash


def _doubts(scene: Scene, action: Action, order_ms: int) -> tuple[str, ...]:
    """What a person should see about kind, place and tag."""
    doubts = scene.subjects.doubts_about(action, order_ms) if action.tag is not None else ()
    if not action.is_known:
        doubts += ("unknown_kind",)
    if action.to is not None and action.to not in scene.firm.kinds:
        doubts += ("unknown_place",)
    code = tag_at_registration(action) if action.kind in TIES else None
    if code is not None and action.sample is not None and scene.subjects.is_taken(code, action.sample):
        doubts += ("tag_taken",)
    if action.kind == "inspect" and action.by is not None and action.body.get("returned_by") == action.by:
        doubts += ("receiver_is_returner",)
    if action.id in scene.own_counts:
        doubts += ("counter_answers",)
    return doubts


def _doubt_subjects(placed: Sequence[Placed], states: Mapping[str, SampleState]) -> None:
    """unknown_sample: named, but it never arrived and was never registered, and not in this batch either."""
    known = {p.sample for p in placed if p.action.kind in TIES}
    for p in placed:
        if p.sample is not None and p.sample not in known and not (states[p.sample].registered or states[p.sample].arrived):
            p.flags = (*p.flags, "unknown_sample")


def _bases(good: Sequence[Arrival], now_ms: int) -> dict[int, int]:
    """The first moment after the commits these actions had seen: what was made knowing of a move comes after it, not beside it."""
    bases = {a.action.base for a in good if a.action and a.action.base > 0}
    return {row.commit: min(row.at_ms + 1, now_ms) for row in bulk.rows_by(Commit, ("commit", "at_ms"), "commit", bases)}


def _write_all(tx: Tx, number: int, scene: Scene, placed: list[Placed], states: dict[str, SampleState]) -> dict[int, Verdict]:
    """All in one savepoint; if that fails, without those whose id is used; if that fails too, each in its own."""
    verdicts = _try(tx, number, scene, placed, states)
    if verdicts is not None:
        return verdicts
    placed = _without_used_ids(placed)
    verdicts = _try(tx, number, scene, placed, _reloaded(placed))
    if verdicts is not None:
        return verdicts
    verdicts = {}
    for p in placed:
        one = _try(tx, number, scene, [p], _reloaded([p]))
        if one is None:
            p.arrival.reasons = ["unreadable"]
        else:
            verdicts |= one
    return verdicts


def _try(tx: Tx, number: int, scene: Scene, placed: list[Placed], states: dict[str, SampleState]) -> dict[int, Verdict] | None:
    """None: nothing of it was written. Whatever is wrong with one record must not keep the others of its phone out."""
    chain, entry = tx.chain, tx.entry
    try:
        with db.session.begin_nested():
            return _write(tx, number, scene, placed, states)
    except (OperationalError, InterfaceError, Again):
        raise
    except Exception as error:
        tx.chain, tx.entry = chain, entry
        log.warning("a batch of %s from %s could not be written whole: %s", len(placed), scene.phone.id, error)
        return None


def _without_used_ids(placed: list[Placed]) -> list[Placed]:
    """The database refused: find those whose id or number is in the ledger already."""
    used = {row.id for row in bulk.rows_by(Entry, ("id",), "id", [p.action.id for p in placed])}
    for p in placed:
        if p.action.id in used:
            p.arrival.reasons = ["id_reused"]
    return [p for p in placed if p.action.id not in used]


def _reloaded(placed: Sequence[Placed]) -> dict[str, SampleState]:
    return samples.lock_states(p.sample for p in placed if p.sample is not None)[0]


def _write(tx: Tx, number: int, scene: Scene, placed: Sequence[Placed], states: dict[str, SampleState]) -> dict[int, Verdict]:
    """Entries, then registrations, then the samples they move, then what cannot be true together.

    The samples are moved in memory while the database takes the entries in: on PostgreSQL that costs no time of its own.
    """
    doubted, touched = {id for id, state in states.items() if state.claims}, matters.carried(states)
    rows = [_row(p, number, tx.now_ms) for p in placed]
    tx.seal(rows)
    again, lines = set[str](), dict[str, samples.Line]()

    def move() -> None:
        again.update(_step(placed, states, scene.firm.kinds, tx.now_ms))
        lines.update(samples.lines_of({id: state for id, state in states.items() if id not in again}, number))

    bulk.insert_rows(Entry, entries.COLUMNS, [row.values() for row in rows], meanwhile=move)
    touched |= matters.link(((row.entry, p.order_ms, p.action) for p, row in zip(placed, rows, strict=True)), number)
    reads.keep(((p.order_ms, p.action) for p in placed), number)
    tied = registers.register([(p.action, p.order_ms) for p in placed if p.action.kind in TIES], scene.subjects, tx.now_ms, number)
    found = unbound(tied)
    touched |= matters.named_in(found)
    again |= {scene.subjects.registered[row.tag] for row in found}
    states |= samples.refold(again, scene.firm.kinds)
    lines |= samples.lines_of({id: states[id] for id in again}, number)
    samples.save_lines(lines, states)
    _keep_cases(tx, placed, states, doubted, tied)
    matters.keep(tx, touched | matters.carried(states), scene.firm.kinds)
    return {id(p.arrival): Verdict(row.id, row.verdict, p.flags, number) for p, row in zip(placed, rows, strict=True)}


def _keep_cases(tx: Tx, placed: Sequence[Placed], states: Mapping[str, SampleState], doubted: set[str], tied: Sequence[str]) -> None:
    """Only of samples that have claims or had some, and of codes that are in doubt or were until now."""
    claimed = {id: state for id, state in states.items() if state.claims or id in doubted}
    if claimed:
        claims.keep_of_samples(tx, claimed)
    unknown = {p.action.tag for p in placed if p.action.tag and "unknown_tag" in p.flags}
    void = {p.action.tag for p in placed if p.action.tag and "void_tag" in p.flags}
    claims.keep_of_tags(tx, unknown, void, tied)


def _row(p: Placed, commit: int, now_ms: int) -> entries.Row:
    a, sent = p.action, p.arrival.sent
    reasons = orjson.dumps(p.flags).decode() if p.flags else "[]"
    return entries.Row(
        commit, a.id, a.device, a.seq, a.kind, a.by, p.sample, a.tag, a.to, p.order_ms, now_ms,
        "flagged" if p.flags and not ORDINARY.issuperset(p.flags) else "accepted", reasons, sent.bytes, sent.sig,
    )  # fmt: skip


def _step(placed: Sequence[Placed], states: dict[str, SampleState], kinds: Mapping[str, str], now_ms: int) -> set[str]:
    """Move the samples on; those that must be folded anew are returned."""
    again: set[str] = set()
    for p in placed:
        if p.sample is None or p.sample in again:
            continue
        action = p.action if p.action.sample is not None else p.action._replace(sample=p.sample)
        fact = Fact(p.order_ms, action.device, action.seq, now_ms, action, p.flags != () and is_unsure(",".join(p.flags)))
        if not step(states[p.sample], fact, kinds):
            again.add(p.sample)
    return again
