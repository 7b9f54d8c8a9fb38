"""Our own problem file, written: fields that have their default value are left out."""

from typing import Any

from solver.formats.dispatch_json import schema
from solver.problem import Break, Lateness, Problem, Task, TimeWindow, Vehicle


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The JSON document of a problem; `problem_from_json` gives the same problem back."""
    fields = schema.ProblemFields(
        format="dispatch-problem",
        version=1,
        name=problem.name,
        prices=schema.PricesFields(
            scale=problem.prices.scale,
            unit=problem.prices.unit.value,
            skip_by_priority={str(k): v for k, v in problem.prices.skip_by_priority.items()},
        ),
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
        pinned_to=None if task.pin is None else task.pin.vehicle,
    )


def _vehicle(problem: Problem, vehicle: Vehicle) -> schema.VehicleFields:
    prices = vehicle.prices
    return schema.VehicleFields(
        id=vehicle.id,
        shift=[vehicle.shift.start, vehicle.shift.end],
        start_place=_place_id(problem, vehicle.start_place),
        end_place=_place_id(problem, vehicle.end_place),
        skills=dict(vehicle.skills),
        breaks=[_break(rest) for rest in vehicle.breaks],
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
    )


def _lateness(late: Lateness) -> schema.LatenessFields:
    return schema.LatenessFields(deadline=late.deadline, per_second=late.per_second)


def _break(rest: Break) -> schema.BreakFields:
    return schema.BreakFields(id=rest.id, duration=rest.duration, windows=_windows(rest.windows))


def _place_id(problem: Problem, place: int | None) -> str | None:
    return None if place is None else problem.places[place].id


def _windows(windows: tuple[TimeWindow, ...]) -> list[list[int]]:
    return [[window.start, window.end] for window in windows]
