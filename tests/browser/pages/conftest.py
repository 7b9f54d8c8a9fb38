"""The pages on a free port, over days built in memory; every breach of the policy is counted."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.builders.pages import PageSettingsOf, PagesInMemory
from tests.builders.planned_day import a_planned_day
from tests.builders.translations import compile_translations
from web import create_app

PHONE = {"width": 390, "height": 844}
WATCH = """
window.breaches = [];
addEventListener("securitypolicyviolation", (event) => breaches.push(event.violatedDirective));
"""


@pytest.fixture
def pages() -> PagesInMemory:
    return PagesInMemory([a_planned_day()])


@pytest.fixture
def address(pages: PagesInMemory) -> Iterator[str]:
    """Where the pages are served."""
    compile_translations()
    server = make_server("127.0.0.1", 0, create_app(pages, PageSettingsOf()), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def visit(page: Page, address: str):
    """Open a page and wait until its scripts are done."""
    page.add_init_script(WATCH)

    def visit(path: str) -> Page:
        page.goto(address + path)
        page.wait_for_selector("body[data-ready]")
        return page

    return visit


@pytest.fixture
def on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
