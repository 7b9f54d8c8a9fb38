"""What every test may rely on: hypothesis profiles, a clean environment, an order."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

import dispatch.store  # noqa: F401 - maps the domain's classes before any test makes an object of one

REPOSITORY = Path(__file__).resolve().parents[1]
QUICKEST_FIRST = ("unit", "property", "integration", "browser")

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure() -> None:
    """A developer's own settings must not decide what a test sees."""
    for name in [name for name in os.environ if name.startswith("DISPATCH_")]:
        if name != "DISPATCH_BENCH_DATA":
            del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow folders last; the browser's event loop then disturbs nothing that follows it."""
    items.sort(key=_folder_rank)


def _folder_rank(item: pytest.Item) -> int:
    folder = item.path.relative_to(REPOSITORY / "tests").parts[0]
    return QUICKEST_FIRST.index(folder) if folder in QUICKEST_FIRST else 0


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def bench_data() -> Path:
    """The folder of public benchmark instances, which are not part of the project."""
    default = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("DISPATCH_BENCH_DATA", default))
    if not folder.is_dir():
        pytest.skip(f"no benchmark data in {folder} (set DISPATCH_BENCH_DATA to where it is)")
    return folder
