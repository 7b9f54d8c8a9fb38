"""Our own problem file, written: fields that have their default value are left out."""

from typing import Any

from solver.formats.dispatch_json import schema
from solver.problem import (
    Break,
    Lateness,
    Pin,
    Problem,
    Reference,
    Restock,
    Task,
    TimeWindow,
    Vehicle,
)


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The JSON document of a problem; `problem_from_json` gives the same problem back."""
    fields = schema.ProblemFields(
        format="dispatch-problem",
        version=schema.VERSION,
        name=problem.name,
        prices=schema.PricesFields(
            scale=problem.prices.scale,
            unit=problem.prices.unit.value,
            skip_by_priority={str(k): v for k, v in problem.prices.skip_by_priority.items()},
            change_vehicle=problem.prices.change_vehicle,
            change_second=problem.prices.change_second,
        ),
        max_changed=problem.max_changed,
        change_tolerance=problem.change_tolerance,
        absentees=[
            schema.AbsenteeFields(id=who.id, skills=dict(who.skills)) for who in problem.absentees
        ],
        places=[schema.PlaceFields(id=place.id, x=place.x, y=place.y) for place in problem.places],
        travel={
            profile: schema.TravelFields(
                seconds=travel.seconds.tolist(), metres=travel.metres.tolist()
            )
            for profile, travel in problem.travel.items()
        },
        vehicles=[_vehicle(problem, vehicle) for vehicle in problem.vehicles],
        tasks=[_task(problem, task) for task in problem.tasks],
    )
    return fields.model_dump(exclude_defaults=True)


def _task(problem: Problem, task: Task) -> schema.TaskFields:
    required = task.required_vehicles
    late = task.lateness
    return schema.TaskFields(
        id=task.id,
        place=problem.places[task.place].id,
        duration=task.duration,
        windows=_windows(task.windows),
        release=task.release,
        lateness=None if late is None else _lateness(late),
        skills=[schema.SkillNeedFields(skill=n.skill, level=n.level) for n in task.skills],
        required_vehicles=None if required is None else sorted(required),
        excluded_vehicles=sorted(task.excluded_vehicles),
        demand=list(task.demand),
        priority=task.priority,
        skip_price=task.skip_price,
        pin=None if task.pin is None else _pin(task.pin),
        setup=task.setup,
        by_kind=[
            schema.KindTimesFields(kind=t.kind, duration=t.duration, setup=t.setup)
            for t in task.by_kind
        ],
        pickup=list(task.pickup),
        parts=[schema.PartNeedFields(part=n.part, quantity=n.quantity) for n in task.parts],
        tools=sorted(task.tools),
        preferred_vehicles=sorted(task.preferred_vehicles),
        unpreferred_price=task.unpreferred_price,
        reference=None if task.reference is None else _reference(task.reference),
    )


def _vehicle(problem: Problem, vehicle: Vehicle) -> schema.VehicleFields:
    prices = vehicle.prices
    return schema.VehicleFields(
        id=vehicle.id,
        shift=[vehicle.shift.start, vehicle.shift.end],
        start_place=_place_id(problem, vehicle.start_place),
        end_place=_place_id(problem, vehicle.end_place),
        skills=dict(vehicle.skills),
        breaks=[_break(problem, rest) for rest in vehicle.breaks],
        overtime=vehicle.overtime,
        capacity=list(vehicle.capacity),
        duration_factor=vehicle.duration_factor,
        travel_factor=vehicle.travel_factor,
        profile=vehicle.profile,
        prices=schema.VehiclePricesFields(
            fixed=prices.fixed,
            travel_second=prices.travel_second,
            working_second=prices.working_second,
            overtime_second=prices.overtime_second,
            metre=prices.metre,
        ),
        kind=vehicle.kind,
        stock=dict(vehicle.stock),
        tools=sorted(vehicle.tools),
        restock=None if vehicle.restock is None else _restock(problem, vehicle.restock),
        max_duration=vehicle.max_duration,
        max_travel=vehicle.max_travel,
        max_distance=vehicle.max_distance,
        max_tasks=vehicle.max_tasks,
        frozen=[schema.FrozenStopFields(task=s.task, start=s.start) for s in vehicle.frozen],
        pinned_order=list(vehicle.pinned_order),
    )


def _lateness(late: Lateness) -> schema.LatenessFields:
    kinks = [schema.KinkFields(after=k.after, per_second=k.per_second) for k in late.kinks]
    return schema.LatenessFields(
        deadline=late.deadline, per_second=late.per_second, kinks=kinks, step=late.step
    )


def _pin(pin: Pin) -> schema.PinFields:
    return schema.PinFields(vehicle=pin.vehicle, start=pin.start)


def _reference(reference: Reference) -> schema.ReferenceFields:
    return schema.ReferenceFields(vehicle=reference.vehicle, start=reference.start)


def _break(problem: Problem, rest: Break) -> schema.BreakFields:
    return schema.BreakFields(
        id=rest.id,
        duration=rest.duration,
        windows=_windows(rest.windows),
        place=_place_id(problem, rest.place),
    )


def _restock(problem: Problem, depot: Restock) -> schema.RestockFields:
    return schema.RestockFields(
        place=problem.places[depot.place].id,
        windows=_windows(depot.windows),
        duration=depot.duration,
    )


def _place_id(problem: Problem, place: int | None) -> str | None:
    return None if place is None else problem.places[place].id


def _windows(windows: tuple[TimeWindow, ...]) -> list[list[int]]:
    return [[window.start, window.end] for window in windows]
