"""A second opinion with arithmetic of its own: slow, exhaustive, and simple enough to believe.

`best_cost` visits every moment of every possible day of a tiny problem; `price` replays a given
plan tick by tick; `random_plan` walks through a day at random. None of them imports the checker or
an engine's schedules.
"""

from tests.oracle.exhaustive import best_cost
from tests.oracle.replay import price
from tests.oracle.walk import random_plan

__all__ = ["best_cost", "price", "random_plan"]
