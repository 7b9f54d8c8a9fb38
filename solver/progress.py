"""What a search has reached so far: the only thing stopping criteria and progress displays see."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snapshot:
    """State of a search at one moment.

    `elapsed` counts seconds since `solve` was called. `cost` (cost units), `served` and `late`
    (numbers of tasks) describe the best plan that passed the checker; `cost` is None until there is
    one. An iteration is one plan an engine looked at; the idle counters start at the last
    improvement. `phase` names the engine at work, `message` is a remark for people.
    """

    elapsed: float = 0.0
    cost: int | None = None
    served: int = 0
    late: int = 0
    iterations: int = 0
    idle_seconds: float = 0.0
    idle_iterations: int = 0
    phase: str = ""
    message: str = ""
