"""What a person sees while a day is planned, and what they may ask of the search."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

EngineChoice = Literal["auto", "ortools", "greedy"]


@dataclass(frozen=True)
class PlanProgress:
    """The best plan so far; `cost` is in the policy's currency, None before the first plan.

    `message` is a remark of the engine at work, for people.
    """

    elapsed: float
    cost: float | None
    served: int
    late: int
    message: str = ""


@dataclass(frozen=True)
class SearchOptions:
    """How long and how to search. Setting `cancel` ends the search with the best plan so far."""

    seconds: float = 10.0
    seed: int = 1
    engine: EngineChoice = "auto"
    threads: int = 1
    on_progress: Callable[[PlanProgress], None] | None = None
    cancel: threading.Event = field(default_factory=threading.Event)
