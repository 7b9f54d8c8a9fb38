"""What `solve` returns: the best plan that passed the checker, and how it came about."""

from dataclasses import dataclass
from enum import StrEnum

from solver.check import CheckReport
from solver.progress import Snapshot
from solver.solution import CostTerms, Solution
from solver.stop import StopReason


class Status(StrEnum):
    """What we have, apart from why we stopped."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of one call of `solve`.

    With status INFEASIBLE no plan serves everything that must be served: `solution` then has no
    routes, and its unassigned tasks say why. Otherwise `report` has no violation and
    `solution.cost == terms.total`. `trace` holds a snapshot per improvement, `seconds` the time
    from call to return. `relaxed` names what the engine could not model exactly (the checker priced
    the truth), `notes` are remarks for people, `errors` say what went wrong on the way.
    """

    status: Status
    stopped_by: StopReason
    solution: Solution
    terms: CostTerms
    report: CheckReport
    seed: int
    engine: str
    seconds: float
    trace: tuple[Snapshot, ...] = ()
    relaxed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
