"""The office's figures for Prometheus, each asked for when they are: the same from whichever process answers."""

from collections.abc import Iterator
from itertools import accumulate

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from sqlalchemy import func, select

from server.config import Config
from server.database import db
from server.ledger.cursor import head
from server.ledger.tables import Case, Held, Quarantined
from server.people.tables import Device
from server.watch.care import care_of
from server.watch.counts import BOUNDS, LINES, TOOK, VERDICTS, Counts
from server.web import clock

NEVER = float("inf")  # older than any limit: an alarm needs no case of its own for it
_D = Device.__table__.c
_PHONES = select(_D.id, _D.name, _D.owes, _D.owes_since_ms, _D.contact_ms, _D.offset_ms).where(
    _D.state == "enrolled", _D.public_key.is_not(None)
)
_CASES = select(Case.status, func.count()).where(Case.status.in_(("open", "provisional"))).group_by(Case.status)


class Figures:
    """As ``prometheus_client`` wants a collector."""

    def __init__(self, config: Config, counts: Counts):
        self._config, self._counts = config, counts

    def collect(self) -> Iterator[Metric]:
        """In an app context."""
        yield from _of_phones(clock.now_ms())
        yield from _of_ledger()
        yield from _of_care(self._config, clock.now_ms())
        yield from _of_work(self._counts.sums())


def _of_phones(now_ms: int) -> Iterator[Metric]:
    named = _gauge("device_info", "The name of a phone.", "device", "name")
    owes = _gauge("device_owes", "Records a phone still owed when it was last heard.", "device")
    oldest = _gauge("device_owes_oldest_seconds", "Age of the oldest of them; 0: it owes none.", "device")
    heard = _gauge("device_contact_age_seconds", "Time since a phone was heard; +Inf: never.", "device")
    offset = _gauge("device_clock_offset_seconds", "How far the office's clock is ahead of a phone's.", "device")
    for phone in db.session.execute(_PHONES):
        named.add_metric([phone.id, phone.name], 1)
        owes.add_metric([phone.id], phone.owes)
        oldest.add_metric([phone.id], max(0.0, _age(now_ms, phone.owes_since_ms)) if phone.owes and phone.owes_since_ms else 0)
        heard.add_metric([phone.id], _age(now_ms, phone.contact_ms))
        offset.add_metric([phone.id], phone.offset_ms / 1000)
    return iter([named, owes, oldest, heard, offset])


def _of_ledger() -> Iterator[Metric]:
    cases = _gauge("cases", "Claims that cannot all be true, not over yet.", "status")
    for status, n in ({"open": 0, "provisional": 0} | {row[0]: row[1] for row in db.session.execute(_CASES)}).items():
        cases.add_metric([status], n)
    yield cases
    yield _gauge("held_records", "Records whose predecessor is missing.", value=_count(select(func.count()).select_from(Held)))
    apart = select(func.count()).select_from(Quarantined)
    yield _gauge("quarantine_records", "Records that were set apart.", value=_count(apart))
    unreviewed = _count(apart.where(Quarantined.decision.is_(None)))
    yield _gauge("quarantine_unreviewed", "Those of them nobody has decided about.", value=unreviewed)
    now = head()
    yield _gauge("head_commit", "The newest commit.", value=now.commit)
    yield _gauge("restore_waits", "1: a backup was put back, and nobody has confirmed it.", value=now.restored_ms is not None)


def _of_care(config: Config, now_ms: int) -> Iterator[Metric]:
    care = care_of(config)
    proof, walk = care.proof, care.verified
    yield _gauge("backup_age_seconds", "Age of the last backup; +Inf: never.", value=_age(now_ms, care.backup_ms))
    yield _gauge("proof_age_seconds", "Time since a backup was last restored to scratch.", value=_age(now_ms, proof and proof.proved_ms))
    yield _gauge("proof_good", "Whether that went well.", value=bool(proof and proof.good))
    yield _gauge("verification_age_seconds", "Time since the ledger was last found whole.", value=_age(now_ms, walk and walk.good_ms))
    yield _gauge("verification_good", "Whether the last walk found it whole.", value=bool(walk and walk.good))


def _of_work(counted: dict[str, float]) -> Iterator[Metric]:
    verdicts = CounterMetricFamily("loupe_verdicts", "What became of records that were pushed.", labels=["verdict"])
    for verdict in VERDICTS:
        verdicts.add_metric([verdict], counted[verdict])
    yield verdicts
    below = accumulate(counted[str(bound)] for bound in BOUNDS)
    buckets = [(str(bound).replace("inf", "+Inf"), n) for bound, n in zip(BOUNDS, below, strict=True)]
    yield HistogramMetricFamily("loupe_push_seconds", "How long the office took over a push.", buckets, counted[TOOK])
    yield _gauge("live_lines", "Open live lines.", value=counted[LINES])


def _gauge(name: str, about: str, *labels: str, value: float | None = None) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"loupe_{name}", about, value=value, labels=labels or None)


def _age(now_ms: int, since_ms: int | None) -> float:
    return NEVER if since_ms is None else (now_ms - since_ms) / 1000


def _count(counted: object) -> int:
    return db.session.scalar(counted) or 0  # type: ignore[call-overload]
