"""What holds on every page: width, security policy, accessibility, language, scheme."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.builders.planned_day import DAY

BOARD = f"/board/{DAY}"
ROUTE = f"/route/T02/{DAY}"
PAGES = [BOARD, ROUTE, "/orders", "/orders/WO-2026-000007"]
SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(visit, on_a_phone, path):
    page = visit(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_its_own_security_policy(visit, path):
    page = visit(path)
    if path == BOARD:
        page.locator(".bar").first.click()
        page.locator(".gantt-who").first.click()
        page.wait_for_timeout(300)

    assert page.evaluate("breaches") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_serious_barrier(visit, page, path, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit(path)
    if path == BOARD:
        page.locator(".bar.late").first.click()

    found = [
        (rule["id"], [node["target"] for node in rule["nodes"]][:3])
        for rule in Axe().run(page).response["violations"]
        if rule["impact"] in SERIOUS
    ]

    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_the_language_is_switched_on_the_spot(visit, path):
    page = visit(path)

    page.locator(".shell-tools a[hreflang=zh-Hans-CN]").click()
    page.wait_for_selector("body[data-ready]")

    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans-CN")
    assert page.url.endswith(path)
    expect(page.locator(".shell-tools a[hreflang=en]")).to_be_visible()


def test_words_drawn_by_scripts_follow_the_language(visit):
    page = visit(f"/language/zh?next={BOARD}")

    expect(page.locator(".bar.late").first).to_contain_text("晚 25 分钟")
    expect(page.locator(".now-flag")).to_have_text("现在")


def test_the_scheme_follows_the_system_until_the_reader_chooses(visit, page):
    page.emulate_media(color_scheme="dark")
    visit("/orders")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")

    page.locator("#scheme-toggle").click()
    visit("/orders/WO-2026-000007")

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")


@pytest.mark.parametrize("path", [BOARD, ROUTE, "/orders"])
def test_pages_can_be_read_without_scripts(browser, address, path):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()

    page.goto(address + path)

    expect(page.locator("main")).to_contain_text("City Library")
    context.close()


def test_the_technician_reaches_all_actions_of_the_next_stop_without_scrolling(visit, on_a_phone):
    page = visit(ROUTE)

    for action in page.locator(".ahead .act").all():
        box = action.bounding_box()
        assert box["y"] + box["height"] <= 844
        assert box["height"] >= 48
