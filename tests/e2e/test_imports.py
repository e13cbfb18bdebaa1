"""A register from a file, with every bad line named before anything happens; lists as files; and what a firm decides for itself."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import DESK
from tests.e2e.deeds import opened
from tests.firm import PIN, good

pytestmark = pytest.mark.browser
REGISTER = (
    "\ufeff樣品編號,款號,類別,總重,成色,證書,投保\r\n"
    'A-1,R-102,戒指,4.21g,18K金,GIA 2141438171,"HK$12,500"\r\n'
    "A-2,R-103,戒指,abc,750,6.37702E+15,\r\n"
    "A-3,P-1,吊墜,3.2,Pt950,,9000\r\n"
)


def test_a_register_is_previewed_line_by_line_and_only_a_yes_changes_anything(shop, firm, browser_of, tmp_path):
    firm.person("Anna", "clerk", pin=PIN)
    tray = firm.place("Tray 7")
    file = tmp_path / "register.csv"
    file.write_bytes(REGISTER.encode())
    anna = opened(browser_of("anna"), firm, "Anna")
    page = anna.page
    anna.go("imports")
    page.locator("input[type=file]").set_input_files(file)
    bad = page.locator(".import-lines li")
    expect(bad).to_have_count(1)
    expect(bad).to_contain_text("Line 3")
    expect(bad).to_contain_text("6.37702E+15")
    expect(page.locator(".count-bad dd")).to_have_text("1")
    assert good(firm.boss.get("/api/samples"))["samples"] == []

    page.get_by_label("類別").select_option("")  # not to be read; then taken back
    expect(page.locator(".left-out")).to_have_count(1)
    page.get_by_label("類別").select_option("type")
    expect(page.locator(".left-out")).to_have_count(0)
    page.locator(".pick").click()
    page.locator("dialog[open] .place-list button", has_text="Tray 7").click()
    page.get_by_role("button", name="Register 2 pieces").click()
    expect(page.locator(".notice.stored")).to_contain_text("2 pieces registered")
    page.get_by_text("All", exact=True).click()
    expect(page.locator(".import-lines li")).to_have_count(3)
    expect(page.locator(".import-lines a")).to_have_count(2)
    rows = good(firm.boss.get("/api/samples"))["samples"]
    assert sorted((row["number"], row["type"], row["place"]) for row in rows) == [("A-1", "ring", tray), ("A-3", "pendant", tray)]
    anna.go("imports")
    expect(page.locator(".row-button")).to_contain_text("register.csv")

    # any list as a file
    with page.expect_download() as taken:
        page.locator(".exports li", has_text="Samples").get_by_role("button", name="CSV").click()
    written = taken.value.path().read_text("utf-8-sig")
    assert {"A-1", "A-3"} <= {cell for line in csv.reader(io.StringIO(written)) for cell in line}
    with page.expect_download() as taken:
        page.locator(".exports li", has_text="Life-cycle").get_by_role("button", name="XLSX").click()
    assert taken.value.path().read_bytes().startswith(b"PK")


def test_a_field_of_the_firms_own_is_made_once_and_asked_for_in_the_form(shop, firm, browser_of):
    firm.person("Anna", "clerk", pin=PIN)
    tray = firm.place("Tray 7")
    anna = opened(browser_of("anna", DESK), firm, "Anna")
    page = anna.page
    anna.go("more/settings")
    page.get_by_label("What the scale may differ").fill("7")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_label("What the scale may differ").fill("0.05")
    page.get_by_role("button", name="Add a field").click()
    own = page.locator("fieldset.repeated").first
    own.get_by_label("English").fill("Stylist")
    own.get_by_label("Kind").select_option("choice")
    own.get_by_label("Choices").fill("Kit, Ann")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice.stored")).to_be_visible()
    own.get_by_label("English").fill("Designer")  # another name, the same field
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice.stored")).to_be_visible()
    told = good(firm.boss.get("/api/settings"))["settings"]
    assert [(field["key"], field["names"]) for field in told["custom_fields"]] == [("stylist", {"en": "Designer"})]
    assert told["tolerance_g"] == "0.05"

    anna.go("register")
    page.get_by_label("Designer").select_option("Kit")
    page.locator(".pick").first.click()
    page.locator("dialog[open] .place-list button", has_text="Tray 7").click()
    page.get_by_role("button", name="Register", exact=True).click()
    page.wait_for_selector(".facts")
    expect(page.locator(".facts")).to_contain_text("DesignerKit")
    anna.wait_owed(0)
    (row,) = good(firm.boss.get("/api/samples"))["samples"]
    assert (row["facts"]["custom"], row["place"]) == ({"stylist": "Kit"}, tray)
