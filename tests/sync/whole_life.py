"""What people do beside moving pieces, in any order and with any sense: ask for them, receive, mend, hand on, count, exhibit."""

from typing import TYPE_CHECKING

from server.core.tag import mint
from tests.sync.careful_phone import CarefulPhone

if TYPE_CHECKING:
    from tests.sync.simulator import World


def ask(world: "World", phone: CarefulPhone) -> None:
    """A slip, new or edited; submitted or cancelled."""
    slip = world.chance.choice([phone.uuid(), *world.slips])
    world.slips.append(slip)
    lines = [{"line": "1", "sample": world.chance.choice(world.samples)[0]}, {"line": "2", "model": "R-1", "n": 2}]
    asked = phone.record("slip_request", slip=slip, body={"lines": lines[: world.chance.randint(0, 2)]})
    if world.chance.random() < 0.2:
        phone.record("slip_cancel", slip=slip, body={"reason": "enough"})
    phone.record("slip_submit", slip=slip, body={"request": asked.id})


def receive(world: "World", phone: CarefulPhone) -> None:
    """A delivery: its note, a count, a piece with the tag it has until it is registered."""
    receipt, sample, tag = phone.uuid(), phone.uuid(), mint(world.chance.randbytes(9))
    outcome = world.chance.choice(("right", "short"))
    phone.record("receipt_open", receipt=receipt, body={"lines": [{"line": "1", "quantity": 2}]})
    phone.record("receipt_check", receipt=receipt, body={"line": "1", "counted": 1, "outcome": outcome})
    phone.record("arrive", receipt=receipt, sample=sample, to=world.chance.choice(world.trays), body={"line": "1", "tag": tag})
    world.samples.append((sample, tag, 1))
    if world.chance.random() < 0.5:
        body = {"tag": mint(world.chance.randbytes(9)), "entry": "1", "facts": {"gross_g": "4.2"}}
        world.chance.choice(world.phones).record("register", sample=sample, to=world.chance.choice(world.trays), receipt=receipt, body=body)


def mend(world: "World", phone: CarefulPhone) -> None:
    """One thing of a repair: the damage, a judgement, an inspection that may find the weight wrong."""
    sample, repair = world.chance.choice(world.samples)[0], world.chance.choice([phone.uuid(), *world.repairs])
    world.repairs.append(repair)
    body = {"grade": "slight", "gross_g": world.chance.choice(("4.2", "4.1")), "outcome": world.chance.choice(("good", "repair"))}
    phone.record(world.chance.choice(("damage", "assess", "inspect", "repair_cost")), sample=sample, repair=repair, body=body)


def hand_on(world: "World", phone: CarefulPhone) -> None:
    """Both halves of a handover, on two phones; nobody knows which reaches the office first."""
    sample, _, quantity = world.chance.choice(world.samples)
    taker, other, pair = world.chance.choice(world.hands), world.chance.choice(world.phones), phone.uuid()
    count = world.chance.randint(1, quantity)
    phone.record("give", sample=sample, group=pair, quantity=count)
    other.record("hand_over", by=taker, to=taker, sample=sample, group=pair, quantity=count, body={"from": phone.by, "pair": pair})


def count(world: "World", phone: CarefulPhone) -> None:
    """A count, begun by one phone and gone on with by another: what lies there, what does not, a code nobody knows."""
    known, tray = world.chance.choice([phone.uuid(), *world.counts]), world.chance.choice(world.trays)
    world.counts.append(known)
    some = world.chance.sample(world.samples, min(3, len(world.samples)))
    phone.record("count_open", count=known, to=tray, body={"expected": [sample for sample, _, _ in some[:2]], "mode": "blind"})
    for sample, _, _ in some[1:]:
        world.chance.choice(world.phones).record("count_seen", count=known, sample=sample, observed_from=tray)
    phone.record("count_seen", count=known, tag=mint(world.chance.randbytes(9)), to=tray)
    if world.chance.random() < 0.5:
        phone.record("count_finish", count=known, body={"outcome": world.chance.choice(("done", "dropped"))})


def exhibit(world: "World", phone: CarefulPhone) -> None:
    """A fair: planned or planned anew, a piece packed, perhaps brought back, perhaps closed."""
    fair, (sample, _, quantity) = world.chance.choice([phone.uuid(), *world.fairs]), world.chance.choice(world.samples)
    world.fairs.append(fair)
    phone.record("fair_plan", fair=fair, body={"title": "Basel", "lines": [{"line": "1", "sample": sample}]})
    phone.record("scan_out", fair=fair, sample=sample, to=world.chance.choice(world.hands), quantity=quantity)
    if world.chance.random() < 0.5:
        home = world.chance.choice(world.trays)
        world.chance.choice(world.phones).record("scan_in", fair=fair, sample=sample, to=home, quantity=quantity)
    if world.chance.random() < 0.3:
        phone.record("fair_close", fair=fair)
