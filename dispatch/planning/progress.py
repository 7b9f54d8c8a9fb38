"""What a person sees while a day is planned, and what they may ask of the search."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PlanProgress:
    """The best plan so far: cost in units of the policy's currency, counts of visits, seconds."""

    elapsed: float
    cost: float
    served: int
    late: int


@dataclass(frozen=True)
class SearchOptions:
    """How long and how to search. Setting `cancel` ends the search with the best plan so far."""

    seconds: float = 10.0
    seed: int = 1
    engine: str = "auto"
    threads: int = 1
    on_progress: Callable[[PlanProgress], None] | None = None
    cancel: threading.Event = field(default_factory=threading.Event)
