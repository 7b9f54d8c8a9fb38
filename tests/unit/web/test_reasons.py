"""No reason and no action is without words."""

import re
from importlib import import_module

from solver.explain.actions import CODES
from solver.explain.remedy import Kind
from solver.explain.words import LIMIT_WORDS
from solver.solution import ActionCode, ReasonCode
from web.actions import SENTENCES
from web.reason_sentences import EXACT, LIMITS
from web.reasons import REASONS

WITHOUT_DETAILS = {"no_vehicles"}


def test_every_reason_has_a_title_a_sentence_and_an_action() -> None:
    assert REASONS.keys() == {code.value for code in ReasonCode}


def test_every_reason_with_details_has_a_sentence_of_its_own() -> None:
    assert EXACT.keys() | WITHOUT_DETAILS == REASONS.keys()


def test_everything_an_action_may_say_has_a_sentence() -> None:
    documented = import_module("solver.explain.taken").__doc__ or ""
    words = set(re.findall(r"^- `(\w+)`", documented, re.MULTILINE))
    assert SENTENCES.keys() == words - {"vehicle"}


def test_every_action_code_is_of_a_kind_of_change_or_worded_by_itself() -> None:
    alone = {ActionCode.CALL_IN, ActionCode.SEARCH_LONGER}
    assert set(CODES) == set(Kind)
    assert set(CODES.values()) | alone == set(ActionCode)


def test_every_limit_has_a_word() -> None:
    assert LIMITS.keys() == LIMIT_WORDS.keys()
