"""`dispatch demo` started more than once on the same day."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from dispatch.cli import main, serving
from dispatch.clock import SystemClock
from dispatch.domain.plans import PlanStatus
from dispatch.services.demo import demo_clock
from dispatch.store import Store

Start = Callable[..., str]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database of its own, and searches that take no time."""
    url = f"sqlite:///{tmp_path}/demo.db"
    monkeypatch.setenv("DISPATCH_DATABASE_URL", url)
    monkeypatch.setattr(serving, "DEMO_SECONDS", 0.5)
    return url


@pytest.fixture
def start(url: str) -> Start:
    """Start the demo without pages; returns what it prints."""

    def start(*options: str) -> str:
        result = CliRunner().invoke(main, ["demo", "--no-serve", *options])
        assert result.exit_code == 0, result.output
        return result.stdout

    return start


def plans(url: str) -> list[PlanStatus]:
    with Store.open(url) as store, store.read() as unit:
        return [plan.status for plan in unit.plans.all()]


def test_a_second_start_shows_the_plan_that_is_there_until_something_changes(
    url: str, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    assert start() in first  # the first prints what it imported, too
    assert plans(url) == [PlanStatus.PUBLISHED]

    start("--time-limit", "0.5")
    assert plans(url) == [PlanStatus.SUPERSEDED, PlanStatus.PUBLISHED]

    with Store.open(url) as store:
        clock = demo_clock(store, SystemClock())
        assert clock is not None
        with store.write(actor="Dana", now=clock.now()) as unit:
            unit.technicians.all()[0].phone = "+44 1632 960000"
            unit.commit()
    start()
    assert len(plans(url)) == 3

    policy = tmp_path / "policy.toml"
    policy.write_text("kilometre = 90\n", "utf-8")
    monkeypatch.setenv("DISPATCH_POLICY", str(policy))
    start()
    assert len(plans(url)) == 4
