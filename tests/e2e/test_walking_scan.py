"""The main job, end to end: printed tags before a camera, no network, a closed browser, and everything arrives once."""

import pytest
from playwright.sync_api import expect

from tests.camera import Scene, one_by_one, spread
from tests.e2e.browser import CHROMIUM, DESK
from tests.firm import PIN, good

pytestmark = pytest.mark.browser


def test_p1_p2_the_walking_scan(shop, firm, browser_of):
    keeper = firm.person("Ming", "keeper", pin=PIN)
    mei = firm.person("Mei Chan", "holder", pin=PIN)
    tray = firm.place("Tray 7")
    desk_phone = firm.phone(name="desk")
    pieces = firm.samples(desk_phone, 20, tray)
    tags = [firm.tag_of(sample) for sample in pieces]
    stray = firm.tags(1)[0]  # minted and printed, tied to nothing yet
    before = count(shop)

    board = browser_of("board", DESK, program=CHROMIUM).open()
    board.enrol(firm.invite("board"), "Wall")
    board.unlock("Boss", PIN)
    board.go("board")
    expect(board.page.locator(".board")).to_contain_text("Tray 7")

    # enrol, unlock, the office goes away
    phone = browser_of("phone", program=CHROMIUM)
    phone.show([*one_by_one(tags[:12], seconds=0.5, gap=0.1), Scene(spread(tags[12:], module=4.0), seconds=1.0)])
    phone.open()
    phone.enrol(firm.invite("phone"), "Ming's phone")
    phone.unlock("Ming", PIN)
    shop.kill()

    # out: twenty pieces to Mei, twelve one by one and eight in one view; the film starts again, and nothing is taken twice
    phone.aim("Out", "Mei Chan")
    phone.start_camera()
    phone.wait_owed(20, 60_000)
    expect(phone.page.locator(".basket-row.stored")).to_have_count(20)
    expect(phone.page.locator(".flash.again")).to_be_visible(timeout=20_000)
    phone.wait_owed(20)

    # in: ten come back, among them a tag nobody knows
    phone.look_at([Scene(())])
    phone.aim("In", "Tray 7")
    phone.look_at([*one_by_one(tags[:10], seconds=0.5, gap=0.1, seed=2), *one_by_one([stray], seconds=0.8)])
    phone.wait_owed(31, 60_000)
    expect(phone.page.locator(".basket-row.flagged")).to_have_count(1)

    # the browser is closed, and opened again with no office there
    phone.close()
    phone.show([Scene(())])
    phone.open()
    phone.unlock("Ming", PIN)
    phone.wait_owed(31)

    # the office is back: with no tap everything arrives, once
    shop.start()
    phone.wait_owed(0, 60_000)
    assert count(shop) == before + 31
    rows = {sample: firm.sample(sample) for sample in pieces}
    assert [rows[sample]["place"] for sample in pieces] == [tray] * 10 + [mei] * 10
    cases = good(firm.boss.get("/api/cases"))["cases"]
    assert [(case["kind"], case["tag"]) for case in cases] == [("unknown_tag", stray)]
    assert {entry["by"] for sample in pieces for entry in timeline(firm, sample) if entry["kind"] in ("scan_out", "scan_in")} == {keeper}

    # the other screen has seen it without a reload
    expect(board.page.locator(".board")).to_contain_text("Mei Chan", timeout=20_000)
    assert shop.command("verify").returncode == 0
    assert shop.command("rebuild").returncode == 0


def timeline(firm, sample: str) -> list[dict]:
    return good(firm.boss.get(f"/api/samples/{sample}/timeline"))["entries"]


def count(shop) -> int:
    """Entries of the ledger that phones made."""
    import sqlite3

    with sqlite3.connect(shop.database_url.removeprefix("sqlite:///")) as database:
        return database.execute("select count(*) from ledger where device <> 'office'").fetchone()[0]
