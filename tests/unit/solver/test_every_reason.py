"""No reason without an action, and no action that does not mend it."""

from dataclasses import replace

import pytest

from solver.solution import ActionCode, ReasonCode
from tests.builders.every_reason import UNDONE, every_reason
from tests.builders.explained import mends, reason


@pytest.mark.parametrize("code", ReasonCode)
def test_the_action_of_every_reason_mends_it(code: ReasonCode) -> None:
    problem, served = every_reason()[code]
    found = reason(problem, UNDONE, served)
    assert found.code is code
    assert found.action is not None
    assert mends(problem, UNDONE, found.action, served)


@pytest.mark.parametrize("code", [code for code in ReasonCode if code is not ReasonCode.NOT_TRIED])
def test_without_the_action_nothing_is_mended(code: ReasonCode) -> None:
    problem, served = every_reason()[code]
    action = reason(problem, UNDONE, served).action
    assert action is not None
    assert action.code is not ActionCode.SEARCH_LONGER
    assert not mends(problem, UNDONE, replace(action, details={}), served)
