"""P1: what went green is on the phone, even if its battery is pulled in that very moment."""

import os
import random

import pytest

from tests.firm import PIN

pytestmark = pytest.mark.browser
ROUNDS = int(os.environ.get("LOUPE_ROUNDS", "6"))  # by hand 100: docs/figures.md


def test_p1_a_browser_killed_just_after_green_has_every_green_scan(shop, firm, browser_of):
    dice = random.Random(1)
    firm.person("Mei Chan", "holder", pin=PIN)
    desk_phone = firm.phone(name="desk")
    tags = [firm.tag_of(sample) for sample in firm.samples(desk_phone, 2 * ROUNDS, firm.place("Tray 7"))]
    phone = browser_of("phone").open()
    phone.enrol(firm.invite("phone"), "phone")
    phone.unlock("Boss", PIN)
    shop.kill()
    for n in range(ROUNDS):
        phone.aim("Out", "Mei Chan")
        for tag in tags[2 * n : 2 * n + 2]:
            phone.wedge(tag)
        phone.page.wait_for_function("() => document.querySelectorAll('.basket-row.stored').length === 2")
        phone.page.wait_for_timeout(dice.uniform(0, 50))
        phone.kill()
        phone.open()
        phone.unlock("Boss", PIN)
        phone.wait_owed(2 * (n + 1))
