"""The whole application over days built in memory, asked through Flask's test client."""

import pytest
from flask.testing import FlaskClient

from tests.builders.pages import PageSettingsOf, PagesInMemory
from tests.builders.planned_day import a_planned_day
from tests.builders.translations import compile_translations
from web import create_app


@pytest.fixture(scope="session", autouse=True)
def translations() -> None:
    compile_translations()


@pytest.fixture
def pages() -> PagesInMemory:
    """One planned day; a test may add to it before it asks."""
    return PagesInMemory([a_planned_day()])


@pytest.fixture
def client(pages: PagesInMemory) -> FlaskClient:
    return create_app(pages, PageSettingsOf()).test_client()
