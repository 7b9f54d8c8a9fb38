"""Collects how often an engine found the optimum, and prints it under the test results."""

from collections.abc import Callable

import pytest

Report = Callable[[str], None]
_LINES = pytest.StashKey[list[str]]()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Call it with a line for the summary of the test run."""
    return request.config.stash.setdefault(_LINES, []).append


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    lines = config.stash.get(_LINES, [])
    if lines:
        terminalreporter.section("optima found")
        for line in lines:
            terminalreporter.write_line(line)
