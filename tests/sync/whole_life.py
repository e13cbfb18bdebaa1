"""What people do beside moving pieces, in any order and with any sense: ask for them, receive, mend and hand them on."""

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
