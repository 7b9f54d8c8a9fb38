"""What a check finds: named violations, and the price of the plan term by term."""

from dataclasses import dataclass
from enum import StrEnum

from solver.solution import CostTerms


class Rule(StrEnum):
    """The rule a plan breaks. Docs and tests rely on these names."""

    STRUCTURE = "structure"  # not a route: wrong types, no START or END, a route without tasks
    UNKNOWN = "unknown"  # a task, vehicle or break that the problem does not have
    DUPLICATE = "duplicate"  # a task listed twice, a vehicle with two routes
    MISSING = "missing"  # a task neither served nor listed as unassigned
    MANDATORY = "mandatory"  # a task that must be served is not
    SKILL = "skill"
    REQUIRED = "required"
    EXCLUDED = "excluded"
    PIN = "pin"  # the vehicle or the start of service that a person chose
    WINDOW = "window"
    RELEASE = "release"
    PLACE = "place"  # a step at another place than its task's or vehicle's
    TRAVEL = "travel"  # driving time, metres or arrival differ from the travel matrix
    DURATION = "duration"  # service and setup take other than the vehicle's time
    OVERLAP = "overlap"  # a step begins before the one before it has ended
    BREAK = "break"
    SHIFT = "shift"
    CAPACITY = "capacity"
    STOCK = "stock"
    TOOLS = "tools"
    RESTOCK = "restock"  # a second visit to the depot, one nobody allowed, too short or too late
    MAX_DURATION = "max_duration"
    MAX_TRAVEL = "max_travel"
    MAX_DISTANCE = "max_distance"
    MAX_TASKS = "max_tasks"
    FROZEN = "frozen"  # the route does not begin with what is under way, as it is under way
    ORDER = "order"  # not in the order a person chose, or not by that vehicle
    CHANGED = "changed"  # more tasks depart from the published plan than may
    COST = "cost"  # the claimed cost is not the price of the plan


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule, by whom, where, and by how much.

    `amount` is in the unit of the rule: seconds, metres, tasks, units of demand, pieces of
    a part, tools, visits, skill levels, cost units.
    """

    rule: Rule
    message: str
    vehicle: str | None = None
    task: str | None = None
    amount: int | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Every violation found, and the cost of the plan as the checker prices it."""

    violations: tuple[Violation, ...]
    terms: CostTerms

    @property
    def ok(self) -> bool:
        """Whether the plan keeps every rule and claims its true cost."""
        return not self.violations

    @property
    def rules(self) -> frozenset[Rule]:
        """The rules broken, each once."""
        return frozenset(violation.rule for violation in self.violations)
