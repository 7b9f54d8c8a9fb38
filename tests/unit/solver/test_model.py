from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from solver.model import (
    LARGEST_COST,
    InvalidProblem,
    Model,
    cost_bound,
    normalised,
    validate,
)
from solver.problem import (
    Break,
    FrozenStop,
    KindTimes,
    Kink,
    Lateness,
    PartNeed,
    Pin,
    Prices,
    Reference,
    Restock,
    TimeWindow,
    VehiclePrices,
)
from tests.builders.problems import two_visits_and_a_lunch

NAN = float("nan")


def a_model() -> Model:
    """One technician and two places; valid as it is."""
    model = Model()
    home, customer = model.add_place(id="home"), model.add_place(id="customer")
    model.add_vehicle("Ann", shift=(0, 100), start_place=home, end_place=home)
    model.add_task(customer, id="oven", duration=10, skip_price=50)
    model.set_travel([[0, 5], [5, 0]])
    return model


def faults_of(model: Model) -> dict[str, str]:
    """The rules broken, by field."""
    with pytest.raises(InvalidProblem) as caught:
        model.problem()
    return {fault.field: fault.rule for fault in caught.value.faults}


def test_a_model_becomes_a_frozen_problem() -> None:
    problem = a_model().problem()
    assert [task.id for task in problem.tasks] == ["oven"]
    assert problem.travel["default"].seconds.tolist() == [[0, 5], [5, 0]]
    assert problem.travel["default"].metres.tolist() == [[0, 0], [0, 0]]
    with pytest.raises(ValueError, match="read-only"):
        problem.travel["default"].seconds[0, 1] = 7


def test_an_empty_model_is_a_valid_day_off() -> None:
    problem = Model().problem()
    assert (problem.tasks, problem.vehicles) == ((), ())


def test_a_single_place_needs_no_matrix() -> None:
    model = Model()
    model.add_vehicle("Ann", shift=(0, 9), start_place=model.add_place())
    assert model.problem().travel["default"].seconds.tolist() == [[0]]


def test_every_fault_is_reported_at_once() -> None:
    model = a_model()
    model.add_vehicle("Ann", shift=(9, 3), start_place=7, skills={"gas": 6}, profile="boat")
    model.add_task(1, id=" ", duration=-1, windows=[(8, 2)], pin="Bob")
    assert set(faults_of(model)) == {
        "vehicles[1].id",
        "vehicles[1].shift",
        "vehicles[1].start_place",
        "vehicles[1].skills.gas",
        "vehicles[1].profile",
        "tasks[1].id",
        "tasks[1].duration",
        "tasks[1].windows[0]",
        "tasks[1].pin",
    }


def test_the_message_names_field_rule_bound_and_value() -> None:
    model = a_model()
    model.add_vehicle("Bob", shift=(0, 1), duration_factor=0)
    with pytest.raises(InvalidProblem) as caught:
        model.problem()
    assert str(caught.value) == (
        "vehicles[1].duration_factor: must be an integer from 1 to 100000 per mille (found 0)"
    )


def kinked(*kinks: tuple[int, int]) -> Lateness:
    return Lateness(0, 1, tuple(Kink(*kink) for kink in kinks))


BREAKS: dict[str, Callable[[Model], object]] = {
    "places[2].id": lambda m: m.add_place(id="home"),
    "places[2].x": lambda m: m.add_place(NAN, 0),
    "tasks[1].place": lambda m: m.add_task(2),
    "tasks[1].duration": lambda m: m.add_task(1, duration=2**41),
    "tasks[1].release": lambda m: m.add_task(1, release=2**46),
    "tasks[1].lateness.deadline": lambda m: m.add_task(1, lateness=Lateness(NAN, 1)),  # type: ignore[arg-type]
    "tasks[1].lateness.per_second": lambda m: m.add_task(1, lateness=Lateness(0, -1)),
    "tasks[1].lateness.step": lambda m: m.add_task(1, lateness=Lateness(0, 1, step=-1)),
    "tasks[1].lateness.kinks[0].after": lambda m: m.add_task(1, lateness=kinked((0, 1))),
    "tasks[1].lateness.kinks[1].after": lambda m: m.add_task(1, lateness=kinked((5, 1), (5, 2))),
    "tasks[1].lateness.kinks[0].per_second": lambda m: m.add_task(1, lateness=kinked((5, 0))),
    "tasks[1].lateness.kinks[1].per_second": lambda m: m.add_task(
        1, lateness=kinked((5, 3), (9, 2))
    ),
    "tasks[1].setup": lambda m: m.add_task(1, setup=-1),
    "tasks[1].by_kind[0].duration": lambda m: m.add_task(1, by_kind=[KindTimes("senior", -1)]),
    "tasks[1].by_kind[0].setup": lambda m: m.add_task(1, by_kind=[KindTimes("senior", 1, -1)]),
    "tasks[1].by_kind[0].kind": lambda m: m.add_task(1, by_kind=[KindTimes(" ", 1)]),
    "tasks[1].by_kind[1].kind": lambda m: m.add_task(1, by_kind=[KindTimes("senior", 1)] * 2),
    "tasks[1].parts.filter": lambda m: m.add_task(1, parts={"filter": 0}),
    "tasks[1].parts": lambda m: m.add_task(1, parts=[""]),
    "tasks[1].tools": lambda m: m.add_task(1, tools=[" "]),
    "tasks[1].pickup[0]": lambda m: m.add_task(1, pickup=-1),
    "tasks[1].preferred_vehicles": lambda m: m.add_task(1, preferred_vehicles=["Bob"]),
    "tasks[1].unpreferred_price": lambda m: m.add_task(1, unpreferred_price=-1),
    "tasks[1].pin": lambda m: m.add_task(1, pin=Pin()),
    "tasks[1].pin.start": lambda m: m.add_task(1, pin=Pin(start=2**46)),
    "tasks[1].reference.vehicle": lambda m: m.add_task(1, reference=Reference("", 0)),
    "tasks[1].reference.start": lambda m: m.add_task(1, reference=Reference("Bob", 2**46)),
    "tasks[1].windows[0].end": lambda m: m.add_task(1, windows=[(0, NAN)]),  # type: ignore[list-item]
    "tasks[1].windows[1]": lambda m: m.add_task(1, windows=[(5, 20), (0, 6)]),
    "tasks[1].skills.gas": lambda m: m.add_task(1, skills={"gas": 0}),
    "tasks[1].skills": lambda m: m.add_task(1, skills=[""]),
    "tasks[1].required_vehicles": lambda m: m.add_task(1, required_vehicles=["Bob"]),
    "tasks[1].excluded_vehicles": lambda m: m.add_task(1, excluded_vehicles=["Bob"]),
    "tasks[1].demand[0]": lambda m: m.add_task(1, demand=-1),
    "tasks[1].priority": lambda m: m.add_task(1, priority=-1),
    "tasks[1].skip_price": lambda m: m.add_task(1, skip_price=-1),
    "vehicles[1].overtime": lambda m: m.add_vehicle(shift=(0, 1), overtime=-1),
    "vehicles[1].capacity[1]": lambda m: m.add_vehicle(shift=(0, 1), capacity=(1, -1)),
    "vehicles[1].travel_factor": lambda m: m.add_vehicle(shift=(0, 1), travel_factor=100_001),
    "vehicles[1].end_place": lambda m: m.add_vehicle(shift=(0, 1), end_place=-1),
    "vehicles[1].prices.metre": lambda m: m.add_vehicle(
        shift=(0, 1), prices=VehiclePrices(metre=-1)
    ),
    "vehicles[1].breaks[0].windows": lambda m: m.add_vehicle(
        shift=(0, 1), breaks=[Break("lunch", 1, ())]
    ),
    "vehicles[1].breaks[0].duration": lambda m: m.add_vehicle(
        shift=(0, 1), breaks=[Break("lunch", -1, (TimeWindow(0, 1),))]
    ),
    "vehicles[1].breaks[0].windows[0]": lambda m: m.add_vehicle(
        shift=(0, 1), breaks=[Break("lunch", 1, (TimeWindow(3, 1),))]
    ),
    "vehicles[1].breaks[1].id": lambda m: m.add_vehicle(
        shift=(0, 1), breaks=[Break("lunch", 1, (TimeWindow(0, 1),))] * 2
    ),
    "vehicles[1].breaks[0].place": lambda m: m.add_vehicle(
        shift=(0, 1), breaks=[Break("lunch", 1, (TimeWindow(0, 1),), place=2)]
    ),
    "vehicles[1].kind": lambda m: m.add_vehicle(shift=(0, 1), kind=7),  # type: ignore[arg-type]
    "vehicles[1].stock.filter": lambda m: m.add_vehicle(shift=(0, 1), stock={"filter": -1}),
    "vehicles[1].tools": lambda m: m.add_vehicle(shift=(0, 1), tools=[""]),
    "vehicles[1].restock.place": lambda m: m.add_vehicle(shift=(0, 1), restock=2),
    "vehicles[1].restock.duration": lambda m: m.add_vehicle(
        shift=(0, 1), restock=Restock(0, duration=-1)
    ),
    "vehicles[1].restock.windows[1]": lambda m: m.add_vehicle(
        shift=(0, 1), restock=Restock(0, (TimeWindow(0, 5), TimeWindow(3, 9)))
    ),
    "vehicles[1].max_duration": lambda m: m.add_vehicle(shift=(0, 1), max_duration=-1),
    "vehicles[1].max_travel": lambda m: m.add_vehicle(shift=(0, 1), max_travel=2**41),
    "vehicles[1].max_distance": lambda m: m.add_vehicle(shift=(0, 1), max_distance=-1),
    "vehicles[1].max_tasks": lambda m: m.add_vehicle(shift=(0, 1), max_tasks=-1),
    "vehicles[1].frozen[0].task": lambda m: m.add_vehicle(shift=(0, 1), frozen=["stove"]),
    "vehicles[1].frozen[0].start": lambda m: m.add_vehicle(
        shift=(0, 1), frozen=[FrozenStop("oven", 2**46)]
    ),
    "vehicles[1].pinned_order[1]": lambda m: m.add_vehicle(
        shift=(0, 1), pinned_order=["oven", "oven"]
    ),
    "vehicles[1].pinned_order[0]": lambda m: m.add_vehicle(
        shift=(0, 1), frozen=["oven"], pinned_order=["oven"]
    ),
    "absentees[0].skills.gas": lambda m: m.add_absentee("Eve", skills={"gas": 6}),
    "absentees[0].id": lambda m: m.add_absentee("Ann"),
    "max_changed": lambda m: setattr(m, "max_changed", -1),
    "change_tolerance": lambda m: setattr(m, "change_tolerance", -1),
    "prices.change_vehicle": lambda m: setattr(m, "prices", Prices(change_vehicle=-1)),
    "prices.change_second": lambda m: setattr(m, "prices", Prices(change_second=-1)),
    "travel.default.seconds[0][1]": lambda m: m.set_travel([[0, -5], [5, 0]]),
    "travel.default.metres[1][0]": lambda m: m.set_travel([[0, 5], [5, 0]], [[0, 1], [NAN, 0]]),
    "prices.scale": lambda m: setattr(m, "prices", Prices(scale=0)),
    "prices.skip_by_priority.3": lambda m: setattr(m, "prices", Prices(skip_by_priority={3: -1})),
}


@pytest.mark.parametrize("field", BREAKS)
def test_a_fault_is_found_where_it_is(field: str) -> None:
    model = a_model()
    BREAKS[field](model)
    if field.startswith("places[2]"):  # the third place needs its row and column
        model.set_travel(np.zeros((3, 3), dtype=int))
    assert set(faults_of(model)) == {field}


@pytest.mark.parametrize("value", [1.0, NAN, float("inf"), True, "1", None])
def test_only_integers_are_numbers(value: object) -> None:
    model = a_model()
    model.add_task(1, duration=value)  # type: ignore[arg-type]
    assert set(faults_of(model)) == {"tasks[1].duration"}


def test_numpy_integers_become_plain_ones_in_a_model() -> None:
    model = a_model()
    model.add_task(np.int64(1), duration=np.int32(7), windows=[(np.int64(1), np.int64(9))])  # type: ignore[arg-type,list-item]
    task = model.problem().tasks[1]
    assert all(type(value) is int for value in (task.place, task.duration, task.windows[0].end))


def test_numpy_integers_are_refused_in_a_problem_made_by_hand() -> None:
    problem = two_visits_and_a_lunch()
    object.__setattr__(problem.tasks[0], "duration", np.int64(5))
    assert [fault.field for fault in validate(problem)] == ["tasks[0].duration"]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([[0, 1]], "must have 2 rows of 2 integers"),
        ([[0, 1], [1]], "must have 2 rows of 2 integers"),
        ([[0, 1.5], [1, 0]], "round fractions first"),
        ([[False, True], [True, False]], "must hold 64-bit integers"),
        ([[0, 2**70], [1, 0]], "must hold 64-bit integers"),
        ([[0, 2**41], [2**41, 0]], "here and in 1 other cells"),
    ],
)
def test_a_matrix_is_square_whole_and_bounded(rows: list[list[int]], rule: str) -> None:
    model = a_model()
    model.set_travel(rows, [[0, 0], [0, 0]])
    faults = faults_of(model)
    assert len(faults) == 1
    assert rule in next(iter(faults.values()))


def test_places_without_travel_are_a_fault_of_the_vehicle_that_needs_it() -> None:
    model = a_model()
    model.travel.clear()
    assert set(faults_of(model)) == {"vehicles[0].profile"}


def test_demands_and_capacities_have_one_number_of_dimensions() -> None:
    model = a_model()
    model.add_task(1, demand=(1, 2))
    model.add_vehicle(shift=(0, 1), capacity=5)
    assert set(faults_of(model)) == {"vehicles[1].capacity"}


def test_a_pin_that_contradicts_exclusions_is_a_wish_not_a_fault() -> None:
    model = a_model()
    model.change_task("oven", pin=Pin("Ann"), excluded_vehicles=frozenset({"Ann"}))
    assert model.problem().tasks[0].pin == Pin("Ann")


def test_a_task_promised_to_two_vehicles_is_named_with_both() -> None:
    model = a_model()
    model.add_vehicle("Bob", shift=(0, 1), frozen=["oven"])
    model.add_vehicle("Cem", shift=(0, 1), pinned_order=["oven"])
    assert faults_of(model) == {
        "vehicles[2].pinned_order[0]": "must be promised once, vehicles[1].frozen[0] has it too"
    }


def test_who_is_off_may_be_asked_for_and_who_is_gone_may_have_been_promised() -> None:
    model = a_model()
    model.add_absentee("Eve", skills=["gas"])
    model.change_task(
        "oven",
        required_vehicles=frozenset({"Eve"}),
        preferred_vehicles=frozenset({"Eve"}),
        pin=Pin("Eve"),
        reference=Reference("somebody of last week", 5),
    )
    assert model.problem().absentees[0].skills == {"gas": 1}


def test_a_model_takes_every_constraint_in_its_handy_form() -> None:
    model = a_model()
    model.add_task(
        np.int64(1),  # type: ignore[arg-type]
        id="boiler",
        parts={"filter": np.int64(2)},  # type: ignore[dict-item]
        lateness=Lateness(5, 1, (Kink(np.int64(3), 4),)),  # type: ignore[arg-type]
        pin=Pin(start=np.int64(7)),  # type: ignore[arg-type]
        tools=["drill"],
    )
    model.add_vehicle(
        "Bob",
        shift=(0, 9),
        stock=["filter"],
        frozen=["oven", FrozenStop("boiler", 7)],
        restock=np.int64(1),  # type: ignore[arg-type]
    )
    model.max_changed = np.int64(3)  # type: ignore[assignment]
    problem = model.problem()
    boiler, bob = problem.tasks[1], problem.vehicles[1]
    assert boiler.parts == (PartNeed("filter", 2),)
    assert boiler.pin == Pin(None, 7)
    assert (bob.stock, boiler.tools) == ({"filter": 1}, {"drill"})
    assert bob.restock == Restock(1)
    assert bob.frozen == (FrozenStop("oven"), FrozenStop("boiler", 7))
    assert boiler.lateness is not None
    numbers = (boiler.place, boiler.parts[0].quantity, boiler.lateness.kinks[0].after)
    assert all(type(number) is int for number in (*numbers, problem.max_changed))


def test_windows_are_sorted_and_joined_where_they_touch() -> None:
    given = [TimeWindow(20, 30), TimeWindow(0, 9), TimeWindow(10, 12), TimeWindow(12, 15)]
    assert normalised(given) == (TimeWindow(0, 15), TimeWindow(20, 30))


def test_overlapping_windows_are_left_for_the_fault_report() -> None:
    given = (TimeWindow(0, 9), TimeWindow(5, 12))
    assert normalised(given) == given


def test_prices_that_could_overflow_64_bits_are_refused() -> None:
    model = a_model()
    model.change_task("oven", skip_price=0)
    room = LARGEST_COST - cost_bound(model.problem())
    model.change_task("oven", skip_price=room)
    assert cost_bound(model.problem()) == LARGEST_COST
    model.change_task("oven", skip_price=room + 1)
    assert set(faults_of(model)) == {"prices"}


def test_the_cost_bound_counts_the_way_to_the_depot_and_the_time_there() -> None:
    model = a_model()
    model.set_travel([[0, 50], [50, 0]])
    model.vehicles[0] = replace(model.vehicles[0], prices=VehiclePrices(working_second=1))
    quiet = cost_bound(model.problem())
    model.vehicles[0] = replace(model.vehicles[0], restock=Restock(1, duration=30))
    assert cost_bound(model.problem()) >= quiet + 2 * 50 + 30


def test_the_cost_bound_counts_every_price() -> None:
    model = a_model()
    quiet = cost_bound(model.problem())
    dear = VehiclePrices(fixed=7, working_second=1, overtime_second=1, metre=1)
    model.add_vehicle("Bob", shift=(0, 100), prices=dear)
    model.add_task(1, skip_price=9, lateness=Lateness(50, 2))
    assert cost_bound(model.problem()) > quiet + 7 + 100 + 9 + 2 * 50


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"unpreferred_price": 8}, 8),
        ({"lateness": Lateness(0, 0, step=8)}, 8),
        ({"lateness": Lateness(0, 0, (Kink(100, 3),))}, 3 * 10),  # late until 110 at least
        ({"reference": Reference("Ann", 0)}, 1_000 + 2 * 110),
        ({"reference": Reference("Ann", 500)}, 1_000 + 2 * 500),
    ],
)
def test_the_cost_bound_counts_what_a_task_asks(change: dict[str, object], more: int) -> None:
    model = a_model()
    model.prices = Prices(change_vehicle=1_000, change_second=2)
    quiet = cost_bound(model.problem())
    model.change_task("oven", **change)
    assert cost_bound(model.problem()) >= quiet + more


def test_the_cost_bound_waits_for_pins_and_drives_to_places_of_rest() -> None:
    model = a_model()
    model.change_task("oven", lateness=Lateness(0, 1))
    quiet = cost_bound(model.problem())
    model.change_task("oven", pin=Pin(start=1_000), setup=20, by_kind=(KindTimes("senior", 70),))
    assert cost_bound(model.problem()) >= quiet + 900 + 60
    model.add_vehicle(shift=(0, 1), breaks=[Break("lunch", 0, (TimeWindow(0, 1),), place=0)])
    assert cost_bound(model.problem()) >= quiet + 900 + 60 + 2 * 5


def test_a_model_of_a_problem_keeps_all_of_it() -> None:
    model = a_model()
    model.add_absentee("Eve")
    model.max_changed, model.change_tolerance = 2, 60
    problem = model.problem()
    again = Model.from_problem(problem).problem()
    for name in problem.__dataclass_fields__:
        assert getattr(again, name) == getattr(problem, name), name


def test_a_problem_can_be_edited_without_changing_the_original() -> None:
    problem = two_visits_and_a_lunch()
    model = Model.from_problem(problem)
    model.remove_task("oven")
    model.change_task("boiler", skip_price=None)
    edited = model.problem()
    assert [task.id for task in edited.tasks] == ["boiler"]
    assert edited.tasks[0].mandatory
    assert [task.id for task in problem.tasks] == ["oven", "boiler"]
    with pytest.raises(KeyError):
        model.remove_task("oven")
