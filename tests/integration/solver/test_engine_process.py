"""OR-Tools searches in a process of its own, which may be ended at any moment."""

import pickle
from dataclasses import replace
from queue import Queue

from solver.engines.routing.process import Child
from solver.engines.routing.wire import Request
from tests.builders.days import working_day

PIPE = 65_536
"""Bytes that a pipe holds on Linux."""


def test_a_search_may_be_ended_while_the_last_of_the_problem_is_still_on_its_way():
    day = working_day(10, 3)
    room = PIPE + 4_000 - len(pickle.dumps(asked(day)))
    request = asked(replace(day, name="x" * room))
    with Child(request, Queue()) as child:
        pass
    assert not child.is_running


def asked(problem):
    return Request(problem, 0, {}, None, None, None, None)
