"""Asking on the board who else could take a visit."""

from playwright.sync_api import expect

from tests.builders.planned_day import DAY

BOARD = f"/board/{DAY}"


def test_the_details_answer_who_else_could_take_the_visit(visit):
    page = visit(f"{BOARD}#WO-2026-000003")
    box = page.locator("#others")

    box.get_by_role("button", name="Who else could take it?").click()

    expect(box.locator(".others-verdict")).to_have_text("1 technician could take it as things are.")
    expect(box.locator(".other")).to_have_count(3)
    expect(box.locator(".other.fits")).to_contain_text("Bo Lindqvist")
    expect(box.locator(".other").nth(1)).to_contain_text("Allow Chen Wei 30 min more overtime.")


def test_another_visit_begins_with_the_question_again(visit):
    page = visit(f"{BOARD}#WO-2026-000003")
    button = page.locator("#others button")
    button.click()
    expect(button).to_be_hidden()

    page.locator('.bar[data-visit="WO-2026-000004"]').click()

    expect(button).to_be_visible()
    expect(page.locator("#others .other")).to_have_count(0)


def test_an_answer_that_does_not_come_can_be_asked_for_again(visit, console_errors):
    page = visit(f"{BOARD}#WO-2026-000003")
    page.route("**/others/*.json", lambda route: route.abort())
    button = page.locator("#others button")

    button.click()

    expect(page.locator(".others-verdict")).to_have_text("There was no answer. Try again.")
    expect(button).to_be_enabled()
    console_errors.clear()  # the refused request is said there, too
