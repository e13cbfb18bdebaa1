"""What is offered to whom: each act on the screens as each role, one's own slip and one's own assessment among them, in one table."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import Browser
from tests.e2e.deeds import opened
from tests.e2e.rarity import unlock
from tests.firm import PIN, good
from tests.slips.shop import Shop

pytestmark = pytest.mark.browser
# The names of all buttons and links on the screen, a count at the end left out.
OFFERS = """() => [...document.querySelectorAll('main button, main a')].map(
  (one) => (one.ariaLabel ?? one.innerText).replace(/\\s+\\d+$/, '').trim(),
)"""


@dataclass(frozen=True)
class Act:
    """A button or link called ``name`` on the screen at ``path``, which is up when ``there`` is."""

    path: str
    there: str
    name: str


def acts(shop: Shop) -> dict[str, Act]:
    """Everything somebody might be offered, on matters that wait for it."""
    one, two, three, four, five, six, seven, eight = shop.rings(8)
    (asked, _), (own, _), (ready, _) = shop.ask(one), shop.ask(two, by="ann"), shop.ask(three)
    running, own_running, own_hands = issued(shop, four, "mei", "kit"), issued(shop, five, "ann", "kit"), issued(shop, six, "kit", "kit")
    good(shop.decide("ann", ready, shop.slip(ready)["told"]["request"]))
    receipt = shop.phone("kit").uuid()
    shop.say("kit", "receipt_open", receipt=receipt, body={"lines": [{"line": "1", "quantity": 1}]})
    shop.say("kit", "receipt_check", receipt=receipt, body={"line": "1", "counted": 0, "outcome": "short"})
    scrap, own_scrap = scrapped(shop, seven, "rex"), scrapped(shop, eight, "sue")
    shop.say("kit", "sighting", tag=shop.firm.tags(1)[0], to=shop.tray)
    (case,) = good(shop.firm.boss.get("/api/cases"))["cases"]
    return {
        "ask": Act("slips", ".slips", "Ask for pieces"),
        "approve": Act(f"slips/{asked}", ".slip", "Approve"),
        "reject": Act(f"slips/{asked}", ".slip", "Reject"),
        "approve Ann's": Act(f"slips/{own}", ".slip", "Approve"),
        "pick": Act(f"slips/{ready}", ".slip", "Pick"),
        "extend": Act(f"slips/{running}", ".slip", "Extend"),
        "ask for longer": Act(f"slips/{running}", ".slip", "Ask for longer"),
        "extend Ann's": Act(f"slips/{own_running}", ".slip", "Extend"),
        "extend Kit's": Act(f"slips/{own_hands}", ".slip:has-text('The one who handed it out also received it.')", "Extend"),
        "take back": Act(f"samples/{four}", ".sample", "Take it back"),
        "register": Act("samples", ".samples", "Register"),
        "print tags": Act(f"samples/{one}", ".sample", "Print tag"),
        "settle a receipt": Act(f"receipts/{receipt}", ".differences", "Settle"),
        "settle a case": Act(f"more/cases/{case['id']}", ".case", "Settle"),
        "assess": Act(f"repairs/{scrap}", ".repair", "Assess again"),
        "write off": Act(f"repairs/{scrap}", ".repair", "Write off"),
        "write off Sue's": Act(f"repairs/{own_scrap}", ".repair", "Write off"),
        "edit a place": Act(f"more/places/{shop.tray}", ".place", "Change"),
        "settings": Act("more", ".more", "The firm’s settings"),
        "import": Act("more", ".more", "Import and export"),
        "people": Act("more", ".more", "People"),
        "phones": Act("more", ".more", "Phones"),
        "enrol a phone": Act("more/phones", ".phones .phone-row, .empty", "Enrol a phone"),
    }


STAFF = {"ask", "ask for longer"}
STORE = {"ask", "pick", "take back"}
OFFERED = {
    "mei": STAFF,  # holder; the slip is hers
    "ann": STAFF - {"ask for longer"} | {"approve", "reject", "extend", "extend Kit's", "write off", "write off Sue's"},  # approver
    "bob": STAFF - {"ask for longer"}  # approver, and no slip is his
    | {"approve", "reject", "approve Ann's", "extend", "extend Ann's", "extend Kit's", "write off", "write off Sue's"},
    "kit": STORE | {"ask for longer", "assess"},  # keeper; asked for pieces, handed them out and received them
    "ting": STORE | {"ask for longer", "register", "print tags", "settings", "import"},  # clerk
    "sue": STORE | {"ask for longer", "register", "print tags", "settings", "import", "settle a receipt", "settle a case", "assess"}
    | {"write off", "edit a place", "phones", "enrol a phone"},  # supervisor; one damage was judged by her
    "rex": STAFF | {"assess"},  # repairer
    "adam": {"settings", "people", "phones", "enrol a phone"},  # admin
}  # fmt: skip


def test_A1_each_act_is_offered_to_the_roles_that_may_and_to_nobody_else(shop, firm, browser_of):
    firm.person("ting", "clerk", pin=PIN)
    firm.person("adam", "admin", pin=PIN)
    world = acts(Shop(firm, PIN))
    phone = opened(browser_of("counter"), firm, "Boss")
    screens = sorted({(act.path, act.there) for act in world.values()})
    wrong = []
    for name, offered in OFFERED.items():
        take_over(phone, name)
        found = {act for screen in screens for act in seen(phone, screen, world)}
        wrong += [f"{name} is not offered: {act}" for act in offered - found] + [f"{name} is offered: {act}" for act in found - offered]
    assert not wrong, "\n".join(wrong)


def take_over(phone: Browser, name: str) -> None:
    """The next person unlocks it, and the office has said what they may."""
    phone.go("more")
    phone.page.locator(".me .button").click()
    unlock(phone, name)
    phone.go("more")
    expect(phone.page.locator(".more .menu")).to_be_visible()
    expect(phone.page.get_by_text("More appears here when you are signed in")).to_have_count(0)


def seen(phone: Browser, screen: tuple[str, str], world: dict[str, Act]) -> set[str]:
    """What is offered on one screen."""
    path, there = screen
    phone.go(path)
    phone.page.wait_for_selector(there)
    names = set(phone.page.evaluate(OFFERS))
    return {key for key, act in world.items() if act.path == path and act.name in names}


def issued(shop: Shop, sample: str, by: str, keeper: str) -> str:
    """A slip of one piece, approved by Bob, handed out and signed for by who asked for it."""
    slip, request = shop.ask(sample, by=by)
    good(shop.decide("bob", slip, request))
    shop.say(keeper, "scan_out", sample=sample, to=shop.ids[by], slip=slip, body={"line": "1"})
    shop.say(keeper, "slip_sign", slip=slip, body={"receiver": shop.ids[by], "samples": [sample], "signature": None, "pin": True})
    return slip


def scrapped(shop: Shop, sample: str, by: str) -> str:
    """A damage somebody thinks is beyond repair."""
    repair = shop.phone("kit").uuid()
    shop.say("kit", "damage", sample=sample, repair=repair, body={"grade": "broken", "condition": "serious", "note": "crushed"})
    shop.say(by, "assess", sample=sample, repair=repair, body={"fault": "crushed", "decision": "scrap"})
    return repair
