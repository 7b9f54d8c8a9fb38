"""The day board in a real browser: what is drawn, how it is linked, how the keyboard moves."""

import re

import pytest
from playwright.sync_api import expect

from dispatch.domain.geography import Coordinates
from tests.builders.planned_day import DAY, a_planned_day, at

BOARD = f"/board/{DAY}"


def test_a_late_visit_says_so_in_words_and_in_colour(visit):
    bar = visit(BOARD).locator(".bar.late").first

    expect(bar).to_contain_text("25 min late")
    expect(bar).to_have_attribute("aria-label", re.compile("25 min late"))
    late, served = (
        visit(BOARD).locator(f".bar.{kind}").first.evaluate("e => getComputedStyle(e).background")
        for kind in ("late", "on_time")
    )
    assert "gradient" in late
    assert "gradient" not in served


def test_every_visit_is_a_bar_a_marker_and_a_line_of_the_list(visit):
    page = visit(BOARD)

    assert page.locator(".bar").count() == 40
    assert page.locator(".mark[data-visit]").count() == 44
    assert page.locator(".stops [data-visit]").count() == 40


def test_bars_stand_where_the_clock_says(visit, pages):
    page = visit(BOARD)
    first = pages.plans[0].itineraries[0].stops[0]
    minutes = (first.start - at(8)).total_seconds() / 60

    places = page.evaluate(
        """() => {
            const left = (element) => element.getBoundingClientRect().left;
            const [eight, nine] = [...document.querySelectorAll(".gantt-row:nth-child(2) .hour")];
            const bar = document.querySelector(".bar");
            return [left(bar) - left(eight), left(nine) - left(eight)];
        }"""
    )

    assert places[0] == pytest.approx(minutes / 60 * places[1], abs=1)


def test_pointing_at_a_bar_lights_its_marker_and_its_line(visit):
    page = visit(BOARD)

    page.locator('.bar[data-visit="WO-2026-000003"]').hover()

    for part in (".mark", ".stop", ".bar"):
        lit = page.locator(f'{part}[data-visit="WO-2026-000003"]')
        expect(lit).to_have_class(re.compile("is-hover"))
    assert page.locator(".mark.is-hover").count() == 1


def test_a_click_opens_the_details_of_a_visit(visit):
    page = visit(BOARD)

    page.locator(".bar.late").first.click()

    details = page.locator("#details")
    expect(details).to_be_visible()
    expect(details).to_contain_text("City Library")
    expect(details).to_contain_text("25 min late")
    expect(details).to_contain_text("technicians on duty have the skills")


def test_the_keyboard_walks_through_the_timeline_opens_and_closes(visit):
    page = visit(BOARD)
    focused = "document.activeElement.dataset.visit"

    page.locator(".bar").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "WO-2026-000002"
    page.keyboard.press("ArrowDown")
    below = page.evaluate(focused)
    assert "WO-2026-000006" <= below <= "WO-2026-000010"
    page.keyboard.press("Enter")
    expect(page.locator("#details")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#details-close")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    assert page.evaluate(focused).startswith("WO-2026-")


def test_the_timeline_is_one_stop_for_the_tab_key(visit):
    assert visit(BOARD).locator('.bar[tabindex="0"]').count() == 1


def test_a_click_on_a_technician_leaves_only_that_route_on_the_map(visit):
    page = visit(BOARD)

    page.locator(".gantt-who").nth(1).click()

    expect(page.locator(".mark[data-visit]")).to_have_count(5)
    expect(page.locator(".day:visible")).to_have_count(1)
    page.locator("#show-all").click()
    expect(page.locator(".mark[data-visit]")).to_have_count(44)


def test_a_backlog_marker_opens_the_reason(visit):
    page = visit(BOARD)

    page.locator("#tab-backlog").click()
    page.locator(".undone-item").first.click()

    expect(page.locator("#details")).to_contain_text("Skill missing")


def test_an_address_with_a_visit_opens_it(visit):
    page = visit(f"{BOARD}#WO-2026-000007")

    expect(page.locator("#details")).to_contain_text("City Library")


def test_the_line_of_now_stands_at_the_time_of_the_service_not_of_the_browser(visit):
    page = visit(BOARD)

    flag = page.locator(".now-flag").bounding_box()
    ten = page.locator(".tick", has_text="10:00").bounding_box()
    eleven = page.locator(".tick", has_text="11:00").bounding_box()

    share = (centre(flag) - centre(ten)) / (centre(eleven) - centre(ten))
    assert share == pytest.approx(42 / 60, abs=0.02)


def test_two_hundred_visits_are_all_there_and_crowded_markers_shrink(visit, pages):
    pages.plans[0] = a_planned_day(technicians=25, visits_each=8, backlog=9)
    page = visit(BOARD)

    assert page.locator(".bar").count() == 200
    expect(page.locator("#map")).to_have_class(re.compile("is-crowded"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_plan_without_technicians_is_drawn_empty(visit, pages):
    pages.plans[0].itineraries.clear()
    page = visit(BOARD)

    expect(page.locator(".team")).to_contain_text("This plan has no technicians")


def test_one_far_visit_does_not_shrink_the_city_to_a_dot(visit, pages):
    near = visit(BOARD).locator(".mark[data-visit]").count()
    site = pages.plans[0].backlog[0].visit.order.site
    site.location = Coordinates(site.location.latitude - 3, site.location.longitude)

    page = visit(BOARD)

    seen = page.evaluate(
        """() => {
            const frame = document.getElementById("map").getBoundingClientRect();
            const marks = [...document.querySelectorAll(".mark[data-visit]")];
            const tops = marks.map((mark) => mark.getBoundingClientRect().top);
            const inside = tops.filter((top) => top > frame.top && top < frame.bottom);
            return [inside.length, Math.max(...inside) - Math.min(...inside), frame.height];
        }"""
    )
    assert seen[0] == near - 1
    assert seen[1] > seen[2] / 3


def test_without_its_data_the_board_says_so_and_keeps_its_lists(visit, page, console_errors):
    page.route("**/api/board/*.json", lambda route: route.abort())

    visit(BOARD)

    expect(page.locator("#gantt")).to_contain_text("could not be loaded")
    expect(page.locator(".stops a")).to_have_count(40)
    assert any("board" in error.lower() or "fetch" in error.lower() for error in console_errors)
    console_errors.clear()


def centre(box: dict) -> float:
    return box["x"] + box["width"] / 2
