"""Takes what a phone delivers: one transaction a batch, a verdict for every record, nothing dropped, nothing applied twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError

from server.ledger import held, quarantine
from server.ledger.apply import STRAIGHT, Way, apply
from server.ledger.arrivals import Arrival, Sent, Verdict, arrive, doubt_unsigned
from server.ledger.carriages import Met, courier_of, keep_carriage, learn_by
from server.ledger.cursor import Tx, head, refuse_unconfirmed, writing
from server.ledger.lineup import LineUp, line_up, remember
from server.ledger.phones import UNSAID, Phone, Word, keep_alarm, keep_delivered, keep_phone, learn_offset, lock_phone
from server.ledger.signature import is_signed
from server.ledger.subjects import Again
from server.ledger.watermark import promote

TRIES = 5


class UnknownDevice(Exception):
    """No such device, or nothing proves that it is the one who is delivering."""


@dataclass(frozen=True, slots=True)
class Push:
    """One delivery. ``token_hash``: of the device cookie that came with it, if one did. ``carried_by``: the phone that brings it.

    ``met``: the clocks of the two when it took it.
    """

    install: str
    sent: list[Sent]
    word: Word
    token_hash: str | None
    carried_by: str | None = None
    met: Met | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The office's answer; ``verdicts`` in the order of the push."""

    epoch: str
    head: int
    server_ms: int
    ack: int
    state: str
    name: str
    verdicts: list[Verdict]
    restored_ms: int | None = None


def take(push: Push) -> Taken:
    """Take a delivery, durably. Raises UnknownDevice."""
    for left in reversed(range(TRIES)):
        try:
            return _take_once(push)
        except (Again, OperationalError) as error:
            if not left or not _lost_a_race(error):
                raise
    raise AssertionError("unreachable")


def _lost_a_race(error: Again | OperationalError) -> bool:
    """Another changed what we had read, or PostgreSQL gave us up in a deadlock: nothing is written, so it may simply be tried again."""
    return isinstance(error, Again) or getattr(error.orig, "sqlstate", None) in ("40P01", "40001")


def _take_once(push: Push) -> Taken:
    arrivals = [arrive(sent, push.install) for sent in push.sent]
    with writing() as tx:
        phone, is_own = _known(push, arrivals)
        if arrivals:
            refuse_unconfirmed()
        if is_own:
            phone, told, owes_more = _judge(tx, learn_offset(phone, push.word, tx.now_ms), arrivals, push.word)
            keep_phone(phone, push.word, tx.now_ms, owes_more)
        else:
            phone, told = _take_brought(tx, push, phone, arrivals)
        keep_alarm(phone, told.values(), tx.now_ms)
        promote(tx)
        now = tx.head or head()
        commit = tx.number if tx.head else now.commit
    verdicts = [told[id(a)] for a in arrivals]
    return Taken(now.epoch, commit, tx.now_ms, phone.seq, phone.state, phone.name, verdicts, now.restored_ms)


def _take_brought(tx: Tx, push: Push, phone: Phone, arrivals: list[Arrival]) -> tuple[Phone, dict[int, Verdict]]:
    """What does not come from the phone itself: by another one, or by who has its file."""
    courier = courier_of(push.carried_by, push.token_hash) if push.carried_by else None
    phone, way = learn_by(courier, push.met, phone, tx.now_ms)
    phone, told, _ = _judge(tx, phone, arrivals, UNSAID, way)
    carried = push.carried_by is not None and keep_carriage(phone.id, courier, [(a, told[id(a)]) for a in arrivals], tx.now_ms)
    keep_delivered(phone, tx.now_ms, carried)
    return phone, told


def _known(push: Push, arrivals: Sequence[Arrival]) -> tuple[Phone, bool]:
    """The right to deliver is the device's: its cookie, or its signature on the newest action. Only the cookie proves that it speaks."""
    phone = lock_phone(push.install)
    if phone is None:
        raise UnknownDevice
    if push.carried_by is None and push.token_hash is not None and push.token_hash == phone.token_hash:
        return phone, True
    newest = max(arrivals, key=lambda a: a.seq, default=None)
    if newest is None or not is_signed(phone.public_key, newest.sent.sig, newest.sent.bytes):
        raise UnknownDevice
    return phone, False


def _judge(tx: Tx, phone: Phone, arrivals: list[Arrival], word: Word, way: Way = STRAIGHT) -> tuple[Phone, dict[int, Verdict], bool]:
    """Sort out, apply, set apart, hold. Verdicts by ``id()`` of the arrival; and whether something is still held."""
    waiting_here = held.held_of(phone.id)
    line = line_up(phone, [*waiting_here, *arrivals], remember(phone, arrivals))
    seq = phone.seq
    phone, told = settle_line(tx, phone, line, word, way)
    if waiting_here and phone.seq > seq:
        held.let_go(phone.id, phone.seq)
    held.hold(phone.id, line.waiting, tx.now_ms)
    told |= {id(a): Verdict(a.sent.id, "held") for a in line.waiting}
    told |= {id(again): _same(told[id(first)]) for again, first in line.again}
    return phone, told, bool(line.waiting)


def settle_line(tx: Tx, phone: Phone, line: LineUp, word: Word | None, way: Way = STRAIGHT) -> tuple[Phone, dict[int, Verdict]]:
    """Apply what is ready; what may not be applied is set apart. Also for a hole that is given up (``ledger.gaps``)."""
    if phone.is_revoked:
        for arrival in line.ready:
            arrival.reasons = ["device_revoked", *arrival.reasons]
        return phone, line.told | quarantine.set_apart(phone.id, line.ready, tx.now_ms)
    doubt_unsigned(line.ready, phone.public_key)
    phone, told = apply(tx, phone, line.ready, word, way)
    apart = [a for a in line.ready if a.reasons]
    return phone, line.told | told | quarantine.set_apart(phone.id, apart, tx.now_ms)


def _same(first: Verdict) -> Verdict:
    """The very same record twice in one batch: the second is a duplicate of the first."""
    return first if first.verdict == "held" else first._replace(verdict="duplicate", first=first.first or first.verdict)
