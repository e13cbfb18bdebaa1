"""What must hold when everybody has come home: the promises a fair touches, and how good the cases are."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import make_url

from server.core.state import load
from server.database import db
from server.ledger.rebuild import rebuild
from server.ledger.tables import Commit, Held
from server.ledger.verify import verify
from server.stock.tables import Sample
from tests.field.fair import LOST, Fair
from tests.field.judge import Verdict, judged
from tests.field.looking import apart, cases, come_home_again, copy_of, entries, looking_into, outcome, rows_of
from tests.firm import good
from tests.phone import Phone, over_url

MOST_FALSE = 3  # of a thousand actions
DONE = {"accepted", "duplicate", "flagged", "quarantined"}


@dataclass
class Figures:
    """Of one fair, for docs/figures.md."""

    seed: int
    actions: int
    forgotten: int
    wrong: int
    infeasible: int
    missed: int
    true: int
    vain: int
    false: int
    unsure: int
    off_by_ms: float  # of times nobody doubted, the worst
    off_by_ms_unsure: float

    @property
    def false_per_1000(self) -> float:
        return 1000 * self.false / self.actions


def check_every_order(fair: Fair, patch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What comes of it when they come home in two other orders, each on a copy of the office as it is now. SQLite."""
    owed, kept = fair.owed(), Path(make_url(fair.office.database_url).database or "")
    copies = [copy_of(kept, fair.folder / f"again{n}" / "loupe.sqlite") for n in range(2)]
    return [come_home_again(copy, fair.folder / f"home{n}", owed, fair.seed + n, fair.end, patch) for n, copy in enumerate(copies)]


def check_all(fair: Fair, others: list[dict[str, Any]]) -> tuple[Figures, Verdict]:
    """``others``: outcomes of the same home-coming in other orders."""
    told_at = [deed.at for deed in fair.deeds]
    assert told_at == sorted(told_at), "what the story tells as the truth runs back in time"
    outboxes = fair.kept("outbox")
    with looking_into(fair.office.database_url, fair.folder / "looking"):
        check_orders(outcome(), others)
        known = entries()
        check_once(fair, outboxes, known)
        check_places(fair)
        check_times(fair, known)
        for report in (verify(), rebuild()):
            assert report.good, str(report)
        found = cases()
        check_claims(found, known)
        told = judge(fair, known, found)
        figures = count(fair, known, told)
        db.session.rollback()
    check_replicas(fair)
    return figures, told


def check_orders(told: dict[str, Any], others: list[dict[str, Any]]) -> None:
    """P8: states, cases, ledger and quarantine are the same, bit for bit."""
    for other in others:
        for part, rows in told.items():
            if rows != other[part]:
                wrong = (
                    [id for id in rows.keys() | other[part].keys() if rows.get(id) != other[part].get(id)] if isinstance(rows, dict) else []
                )
                assert not wrong, f"{part}: {[(rows.get(id), other[part].get(id)) for id in wrong[:2]]}"
            assert rows == other[part], part


def check_once(fair: Fair, outboxes: list[list[dict[str, Any]]], known: list[dict[str, Any]]) -> None:
    """P2 each action once, P3 a verdict each, P10 the lost phone's kept apart and nothing else."""
    ledger = {row["id"]: row for row in known if row["device"] != "office"}
    kept_apart = {row["id"]: row for row in apart()}
    assert {row["device"] for row in kept_apart.values()} <= set(fair.devices[LOST]), Counter(row["reasons"] for row in kept_apart.values())
    assert all(orjson.loads(row["reasons"]) == ["device_revoked"] for row in kept_apart.values())
    assert not rows_of(Held, ("device", "seq"))
    made = [row for outbox in outboxes for row in outbox]
    limbo = [row["id"] for row in made if row["owed"] or row["verdict"] not in DONE]
    assert not limbo, f"{len(limbo)} of {len(made)} are in limbo"
    for row in made:
        is_here, is_apart = row["id"] in ledger, row["id"] in kept_apart
        assert is_here != is_apart, f"{row['id']} of {row['device']}: in the ledger {is_here}, apart {is_apart}"
        assert is_apart or ledger[row["id"]]["bytes"] == row["bytes"].encode()
    gone = set().union(*fair.lost_with.values())
    gone -= ledger.keys()  # it owed them still, for the answer had been lost
    here = {row["id"] for row in made}
    of_old_installs = {id for id, row in ledger.items() if id not in here}
    assert {ledger[id]["device"] for id in of_old_installs} <= {device for some in fair.devices for device in some[:-1]}
    assert len(ledger) + len(kept_apart) + len(gone) == fair.made


def check_places(fair: Fair) -> None:
    """P6: every piece is in one place, whatever is claimed of it."""
    folds = {row["id"]: load(orjson.loads(row["fold"])) for row in rows_of(Sample, ("id", "fold"))}
    for piece in fair.truth.pieces:
        state = folds[piece.sample]
        assert state.registered and sum(state.at.values()) == 1, (piece.sample, state.at)
    assert len(folds) == len(fair.truth.pieces)


def check_claims(found: list[dict[str, Any]], known: list[dict[str, Any]]) -> None:
    """P7: both claims of every case are in history, in the name of who made them, and the case says the same."""
    ledger = {row["id"]: row for row in known}
    for case in found:
        for claim in case["claims"]:
            action = orjson.loads(ledger[claim["action"]]["bytes"])
            assert (claim["by"], claim["device"], claim["to"]) == (action["by"], action["device"], action["to"]), claim
    for case in found:
        if case["kind"] == "return_missing":
            assert len({claim["to"] for claim in case["claims"]}) > 1, case


def check_times(fair: Fair, known: list[dict[str, Any]]) -> None:
    """P11: no time before what its phone had done or seen, none after it came in; a device's own order never turns round."""
    commits = {row["commit"]: row["at_ms"] for row in rows_of(Commit, ("commit", "at_ms"))}
    last: dict[str, tuple[int, int]] = {}
    for row in sorted(known, key=lambda row: (row["device"], row["seq"])):
        if row["device"] == "office":
            continue
        action = orjson.loads(row["bytes"])
        assert row["order_ms"] <= row["received_ms"]
        assert row["order_ms"] >= commits.get(action["base"], 0), row["id"]
        seq, order_ms = last.get(row["device"], (0, 0))
        assert row["seq"] == seq + 1 and row["order_ms"] >= order_ms, row["id"]
        if action["anchor"] is not None:
            assert row["order_ms"] >= min(action["anchor"]["server_ms"], row["received_ms"])
        last[row["device"]] = (row["seq"], row["order_ms"])


def check_replicas(fair: Fair) -> None:
    """P8: every phone that is still one of ours holds what the office gives to one that comes new."""
    fair.clock.set(fair.end)
    fair._boss()
    newcomer = Phone(over_url(fair.office.url), name="newcomer")
    good(newcomer.enrol(fair.firm.invite()))
    everybody = [fair._step(fair.end, n, "exchange") for n in range(fair.size.phones)]
    fair._do(everybody * 2)  # a phone's last word may still open a case, which those before it then read
    assert newcomer.pull()[-1].status == 200
    for n, told in enumerate(fair.kept("rows")):
        if n == LOST:
            continue
        assert told["cursor"] == newcomer.cursor
        for table, theirs in told["tables"].items():
            ours = newcomer.rows.get(table, {})
            assert not any(row.pop("pending", 0) for row in theirs.values()), "something unsent still lies over the rows"
            wrong = [key for key in theirs.keys() | ours.keys() if theirs.get(key) != ours.get(key)]
            assert not wrong, f"phone {n} differs in {table}: {[(theirs.get(key), ours.get(key)) for key in wrong[:2]]}"


def judge(fair: Fair, known: list[dict[str, Any]], found: list[dict[str, Any]]) -> Verdict:
    return judged(fair.deeds, fair.homes, fair.setting, {row["id"]: row["order_ms"] for row in known}, found)


def count(fair: Fair, known: list[dict[str, Any]], told: Verdict) -> Figures:
    at = {row["id"]: row for row in known}
    off: dict[bool, list[int]] = {False: [], True: []}
    for deed in fair.deeds:
        if deed.action in at:
            row = at[deed.action]
            off["clock_" in row["reasons"]].append(abs(row["order_ms"] - deed.at))
    actions = sum(row["device"] != "office" for row in known)
    worst = {doubted: max(some, default=0) for doubted, some in off.items()}
    kinds = (told.infeasible, told.missed, told.true, told.vain, told.false)
    faults = (fair.truth.forgotten, fair.truth.wrong)
    return Figures(fair.seed, actions, *faults, *(len(some) for some in kinds), len(off[True]), worst[False], worst[True])
