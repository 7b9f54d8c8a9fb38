"""A solution in VROOM's words, field by field as VROOM writes it; `reason` is an addition of ours.

Costs are in VROOM's units; fractions are cut off each route and, apart from them, off the sum, as
VROOM does. Unless a price on working time has decided otherwise, a vehicle leaves so that it does
not wait at its first stop, and takes the breaks outside its route directly before and after it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from solver.formats.run_facts import RunFacts
from solver.formats.vroom import schema
from solver.formats.vroom.amounts import delivery, pickup
from solver.formats.vroom.custom_costs import with_distances
from solver.formats.vroom.moments import Moment, leaving_without_wait, moments
from solver.formats.vroom.site_times import site_times
from solver.formats.vroom.violations import (
    Causes,
    RouteCauses,
    causes_of_all,
    route_causes,
    violations_json,
)
from solver.formats.vroom.whole_breaks import with_all_breaks
from solver.problem import Problem
from solver.solution import Route, Solution, Step, StepKind, Unassigned

Fields = dict[str, Any]
_TOTALS = ("setup", "service", "duration", "waiting_time", "priority")


def solution_to_vroom(
    problem: Problem, fields: schema.VroomProblem, solution: Solution, facts: RunFacts | None = None
) -> Fields:
    """The VROOM document of a solution; what it breaks, if anything, is listed as VROOM would."""
    told = [_as_told(problem, route) for route in solution.routes]
    causes = [route_causes(problem, route) for route in told]
    writer = _Writer(problem, fields)
    routes = [writer.route(route, found) for route, found in zip(told, causes, strict=True)]
    cost = sum(exact_cost(problem, route) for route in told) // problem.prices.scale
    summary = writer.summary(routes, cost, len(solution.unassigned))
    summary["violations"] = violations_json(causes_of_all(causes))
    if facts is not None:
        summary["computing_times"] = {"loading": 0, "solving": round(facts.seconds * 1000)}
    return {
        "code": 0,
        "summary": summary,
        "unassigned": [writer.unassigned(entry) for entry in solution.unassigned],
        "routes": routes,
    }


def exact_cost(problem: Problem, route: Route) -> int:
    """What a route costs in cost units, by the travel, metres and times that its steps claim."""
    prices = problem.vehicles[problem.vehicle_index[route.vehicle]].prices
    return (
        prices.fixed
        + prices.travel_second * sum(step.travel for step in route.steps)
        + prices.metre * sum(step.metres for step in route.steps)
        + prices.working_second * route.duration
    )


def vroom_cost(problem: Problem, route: Route) -> int:
    """What a route costs in VROOM's units, fractions cut off."""
    return exact_cost(problem, route) // problem.prices.scale


def _as_told(problem: Problem, route: Route) -> Route:
    vehicle = problem.vehicles[problem.vehicle_index[route.vehicle]]
    if vehicle.prices.working_second:
        return route
    return with_all_breaks(vehicle, leaving_without_wait(route))


class _Writer:
    """Knows the problem, and the fields of the file it came from."""

    def __init__(self, problem: Problem, fields: schema.VroomProblem) -> None:
        self._problem, self._fields = problem, fields
        self._jobs = {str(job.id): job for job in fields.jobs}
        self._vehicles = {str(vehicle.id): vehicle for vehicle in fields.vehicles}
        self._indexed = bool(fields.matrices) or fields.matrix is not None
        self._dimensions = max((len(v.capacity or []) for v in fields.vehicles), default=0)
        self._has_distances = not self._indexed or any(
            matrices.distances is not None for matrices in (fields.matrices or {}).values()
        )

    def summary(self, routes: Sequence[Fields], cost: int, unassigned: int) -> Fields:
        """Totals over all routes."""
        document: Fields = {
            "cost": cost,
            "routes": len(routes),
            "unassigned": unassigned,
        }
        if self._dimensions:
            for key in ("delivery", "pickup"):
                document[key] = self._sums(route[key] for route in routes)
        for key in (*_TOTALS, *(["distance"] if self._has_distances else [])):
            document[key] = sum(route[key] for route in routes)
        return document

    def route(self, route: Route, causes: RouteCauses) -> Fields:
        """One route with its totals, its steps and what it breaks."""
        given = self._vehicles[route.vehicle]
        jobs = [self._jobs[id_] for id_ in route.tasks]
        document: Fields = {
            "vehicle": given.id,
            "cost": vroom_cost(self._problem, route),
        }
        if self._dimensions:
            document["delivery"] = self._sums(delivery(job, self._dimensions) for job in jobs)
            document["pickup"] = self._sums(pickup(job, self._dimensions) for job in jobs)
        route = with_distances(self._fields, given, route)
        steps = self._steps(route, given, causes.steps)
        document |= {key: sum(step[key] for step in steps) for key in ("setup", "service")}
        document["duration"] = sum(step.travel for step in route.steps)
        document["waiting_time"] = sum(step["waiting_time"] for step in steps)
        document["priority"] = sum(job.priority for job in jobs)
        if self._has_distances:
            document["distance"] = sum(step.metres for step in route.steps)
        document |= _described(given.description)
        return document | {"steps": steps, "violations": violations_json(causes.route)}

    def unassigned(self, entry: Unassigned) -> Fields:
        """One job left out, and why."""
        job = self._jobs[entry.task]
        place = self._problem.tasks[self._problem.task_index[entry.task]].place
        document: Fields = (
            {"id": job.id, "type": "job"} | self._place(place) | _described(job.description)
        )
        if entry.reason is not None:
            reason = entry.reason
            document["reason"] = {"code": reason.code.value, "sentence": reason.sentence}
            if reason.action is not None:
                document["reason"]["action"] = reason.action.sentence
        return document

    def _steps(self, route: Route, given: schema.Vehicle, causes: Sequence[Causes]) -> list[Fields]:
        """All steps; a vehicle without start (end) starts (ends) at its first (last) job."""
        vehicle = self._problem.vehicles[self._problem.vehicle_index[route.vehicle]]
        load = self._sums(delivery(self._jobs[id_], self._dimensions) for id_ in route.tasks)
        documents = []
        told = zip(moments(route), site_times(self._problem, vehicle, route), causes, strict=True)
        for moment, (step, setup, service), found in told:
            if step.kind is StepKind.TASK:
                load = _after(load, self._jobs[step.id])
            document = self._head(route, step, given) | self._times(moment, setup, service)
            document["violations"] = violations_json(found)
            if self._dimensions:
                document["load"] = load
            if self._has_distances:
                document["distance"] = moment.metres
            documents.append(document)
        return documents

    def _head(self, route: Route, step: Step, given: schema.Vehicle) -> Fields:
        if step.kind is StepKind.TASK:
            job = self._jobs[step.id]
            place = self._problem.tasks[self._problem.task_index[step.id]].place
            head = {"type": "job", "id": job.id, "job": job.id} | self._place(place)
            return head | _described(job.description)
        if step.kind is StepKind.BREAK:
            rest = next(rest for rest in given.breaks if str(rest.id) == step.id)
            return {"type": "break", "id": rest.id} | _described(rest.description)
        return {"type": step.kind.value} | self._place(self._terminal_place(route, step))

    def _times(self, moment: Moment, setup: int, service: int) -> Fields:
        return {
            "setup": setup,
            "service": service,
            "waiting_time": moment.waiting,
            "arrival": moment.arrival,
            "duration": moment.driven,
        }

    def _terminal_place(self, route: Route, step: Step) -> int:
        if step.place is not None:
            return step.place
        job = route.tasks[0 if step.kind is StepKind.START else -1]
        return self._problem.tasks[self._problem.task_index[job]].place

    def _place(self, index: int) -> Fields:
        place = self._problem.places[index]
        document: Fields = {}
        if place.x is not None and place.y is not None:
            document["location"] = [place.x, place.y]
        if self._indexed:
            document["location_index"] = index
        return document

    def _sums(self, amounts: Iterable[Sequence[int]]) -> list[int]:
        totals = [0] * self._dimensions
        for amount in amounts:
            totals = [total + part for total, part in zip(totals, amount, strict=True)]
        return totals


def _after(load: list[int], job: schema.Job) -> list[int]:
    size = len(load)
    changes = zip(load, delivery(job, size), pickup(job, size), strict=True)
    return [aboard - off + on for aboard, off, on in changes]


def _described(description: str | None) -> Fields:
    return {} if description is None else {"description": description}
