"""Plan one day or several as one: translate, solve, check, translate back."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.domain.orders import Visit
from dispatch.domain.plans import BacklogEntry, Plan
from dispatch.planning.changes import touched
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.progress import SearchOptions
from dispatch.planning.restocking import refills
from dispatch.planning.translate.engine import search
from dispatch.planning.translate.plan import backlog_of, is_feasible, plans_of
from dispatch.planning.translate.problem import translate
from dispatch.travel.times import TravelTimes


@dataclass(frozen=True)
class PlanOutcome:
    """A draft plan for each day in order, or none when pins cannot all be kept.

    Then `conflicts` says which and why. `touched` are the visits of the published plans that the
    drafts change; None where nothing was published or planning was free.
    """

    plans: tuple[Plan, ...]
    conflicts: tuple[BacklogEntry, ...]
    stopped_by: str
    seconds: float
    notes: tuple[str, ...]
    touched: tuple[Visit, ...] | None = None

    @property
    def plan(self) -> Plan | None:
        """The plan of the first day."""
        return self.plans[0] if self.plans else None


def plan_days(
    inputs: HorizonInputs, travel_times: TravelTimes, options: SearchOptions, created_by: str
) -> PlanOutcome:
    """The best plan found for a horizon. Infeasible pins are an outcome, not an exception."""
    translated = translate(inputs, travel_times)
    result = search(translated, options)
    feasible = is_feasible(result)
    plans = plans_of(translated, inputs, result, created_by) if feasible else []
    return PlanOutcome(
        plans=tuple(plans),
        conflicts=() if feasible else tuple(backlog_of(translated, result)),
        stopped_by=result.stopped_by.value,
        seconds=result.seconds,
        notes=(*result.notes, *result.relaxed, *result.errors, *refills(plans)),
        touched=_touched(inputs, plans),
    )


def _touched(inputs: HorizonInputs, plans: Sequence[Plan]) -> tuple[Visit, ...] | None:
    if not inputs.published:
        return None
    return tuple(touched(inputs.published, plans, inputs.policy.change_tolerance, inputs.now))
