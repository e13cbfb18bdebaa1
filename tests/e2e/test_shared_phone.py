"""P17: a phone goes from hand to hand, offline, and each scan bears the name of who held it."""

import pytest

from tests.e2e.deeds import opened
from tests.e2e.rarity import cut_line
from tests.firm import PIN, Firm, good

pytestmark = pytest.mark.browser
EACH = 10


def test_P17_ten_scans_of_one_and_ten_of_another_offline_bear_their_names_though_the_first_left_meanwhile(firm: Firm, browser_of) -> None:
    mei, lok = (firm.person(name, "keeper", pin=PIN) for name in ("Mei", "Lok"))
    firm.person("Ann", "holder", pin=PIN)
    tags = [firm.tag_of(sample) for sample in firm.samples(firm.phone(name="desk"), 2 * EACH, firm.place("Tray 7"))]
    phone = opened(browser_of("ours"), firm, "Mei")
    mend = cut_line(phone)
    for owed, (name, own) in enumerate((("Mei", tags[:EACH]), ("Lok", tags[EACH:]))):
        if owed:
            phone.page.evaluate("() => sessionStorage.clear()")  # as closing the app does: nobody is here
            phone.page.reload()
            phone.unlock(name, PIN)
        phone.aim("Out", "Ann")
        for n, tag in enumerate(own, 1):
            phone.wedge(tag)
            phone.wait_owed(owed * EACH + n)
    good(firm.boss.send("PATCH", f"/api/people/{mei}", {"active": False}, {}))
    mend()
    phone.wait_owed(0)
    for person, own in ((mei, tags[:EACH]), (lok, tags[EACH:])):
        for tag in own:
            sample = good(firm.boss.get(f"/api/samples?q={tag}"))["samples"][0]["id"]
            newest = good(firm.boss.get(f"/api/samples/{sample}/timeline"))["entries"][0]
            assert (newest["kind"], newest["by"]) == ("scan_out", person), newest
