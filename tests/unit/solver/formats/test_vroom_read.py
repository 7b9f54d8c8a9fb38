"""VROOM problems: what is understood, what is refused by name, and prices that rank like VROOM."""

import pytest

from solver.check import check
from solver.formats import UnreadableInput
from solver.formats.timing import earliest_route
from solver.problem import KindTimes, SkillNeed, TimeWindow, Unit
from solver.solution import Solution
from tests.builders.files import read_document, vroom_document


def faults_of(document) -> list[str]:
    with pytest.raises(UnreadableInput) as caught:
        read_document(document)
    return [str(fault) for fault in caught.value.faults]


def job(id=10, location_index=1, **fields):
    return {"id": id, "location_index": location_index, **fields}


def vehicle(id=1, **fields):
    return {"id": id, "start_index": 0, "end_index": 0, **fields}


def lunch(id=7, start=100, end=200, service=50, **fields):
    return {"id": id, "service": service, "time_windows": [[start, end]], **fields}


def test_every_supported_field_of_a_job_reaches_its_task():
    given = job(
        setup=60, service=300, priority=7, skills=[3, 14], delivery=[2, 0], pickup=[0, 1],
        time_windows=[[0, 100], [200, 300]], description="boiler",
    )  # fmt: skip
    document = vroom_document(jobs=[given], vehicles=[vehicle(capacity=[4, 4], skills=[14])])
    (task,) = read_document(document).problem.tasks
    assert (task.id, task.place, task.priority) == ("10", 1, 7)
    assert (task.setup, task.duration) == (60, 300)
    assert task.windows == (TimeWindow(0, 100), TimeWindow(200, 300))
    assert task.skills == (SkillNeed("3"), SkillNeed("14"))
    assert (task.demand, task.pickup) == ((2, 0), (0, 1))
    assert not task.mandatory


def test_every_supported_field_of_a_vehicle_reaches_ours():
    rest = {"id": 5, "service": 900, "time_windows": [[3_000, 4_000]]}
    given = vehicle(
        end_index=2, capacity=[4], skills=[14], time_window=[100, 9_000], breaks=[rest],
        costs={"fixed": 500, "per_hour": 7_200}, type="van", max_tasks=3, max_travel_time=5_000,
    )  # fmt: skip
    (ours,) = read_document(vroom_document(vehicles=[given])).problem.vehicles
    assert (ours.id, ours.start_place, ours.end_place, ours.profile) == ("1", 0, 2, "car")
    assert ours.shift == TimeWindow(100, 9_000)
    assert (ours.capacity, dict(ours.skills), ours.kind) == ((4,), {"14": 1}, "van")
    assert (ours.max_tasks, ours.max_travel, ours.max_distance) == (3, 5_000, None)
    assert (ours.prices.fixed, ours.prices.travel_second) == (500, 2)
    assert (ours.breaks[0].id, ours.breaks[0].duration) == ("5", 900)


def test_a_vehicle_without_a_time_window_is_never_short_of_time():
    late = job(time_windows=[[1_600_000_000, 1_600_000_600]], service=3_600)
    problem = read_document(vroom_document(jobs=[late])).problem
    route = earliest_route(problem, problem.vehicles[0], ["10"])
    assert check(problem, Solution((route,), (), 1_200)).ok


def test_costs_by_hour_and_kilometre_become_whole_prices_on_a_finer_scale():
    distances = [[0, 1_000, 1_000]] * 3
    matrices = {"car": vroom_document()["matrices"]["car"] | {"distances": distances}}
    given = vehicle(costs={"per_hour": 900, "per_km": 3})
    problem = read_document(vroom_document(vehicles=[given], matrices=matrices)).problem
    prices = problem.vehicles[0].prices
    assert prices.travel_second * 3_600 == 900 * problem.prices.scale
    assert prices.metre * 1_000 == 3 * problem.prices.scale
    assert problem.prices.unit is Unit.NONE


def test_the_old_key_matrix_stands_for_the_profile_car():
    document = vroom_document(matrix=vroom_document()["matrices"]["car"]["durations"])
    del document["matrices"]
    assert read_document(document).problem.travel["car"].seconds[0, 1] == 600


def test_without_a_matrix_roads_follow_the_great_circle_and_the_reader_says_so():
    paris, orly, lyon = [2.3522, 48.8566], [2.3795, 48.7262], [4.8357, 45.7640]
    document = {
        "jobs": [{"id": 1, "location": orly}, {"id": 2, "location": lyon}],
        "vehicles": [{"id": 1, "start": paris, "profile": "bike"}],
    }
    file = read_document(document)
    metres = file.problem.travel["bike"].metres
    assert metres[2, 1] == pytest.approx(1.3 * 391_500, rel=0.001)  # Paris to Lyon
    assert (metres == metres.T).all()
    assert [place.id for place in file.problem.places][1] == "4.8357,45.764"
    assert any("great circle" in note for note in file.notes)


def test_more_locations_than_memory_can_relate_are_refused():
    jobs = [{"id": n, "location": [n / 1_000, 0]} for n in range(5_001)]
    assert faults_of({"jobs": jobs, "vehicles": []}) == [
        "more than 5000 different locations (found 5001)"
    ]


def test_one_job_more_outweighs_any_detour():
    problem = read_document(vroom_document()).problem
    dearest = 600 * (len(problem.tasks) + 1)
    assert all(task.skip_price > dearest for task in problem.tasks)


def test_one_point_of_priority_outweighs_all_jobs_and_any_detour():
    jobs = [job(id=n, priority=p) for n, p in enumerate([100, 99, 0, 0, 0])]
    tasks = read_document(vroom_document(jobs=jobs)).problem.tasks
    price = {task.id: task.skip_price for task in tasks}
    point = price["0"] - price["1"]
    assert point > len(jobs) * price["2"] + 600 * (len(jobs) + 1)


def test_priorities_too_many_for_64_bits_are_weighted_as_far_as_they_go_and_the_reader_says_so():
    matrix = [[0, 2**32], [2**32, 0]]
    jobs = [job(id=n, location_index=0, priority=n % 101) for n in range(3_000)]
    document = vroom_document(jobs=jobs, matrices={"car": {"durations": matrix}})
    file = read_document(document)
    assert any("priorities are weighted" in note for note in file.notes)
    by_priority = file.problem.prices.skip_by_priority
    assert by_priority[100] > by_priority[99] > by_priority[1] > by_priority[0]


def test_numbers_too_large_to_price_are_a_fault():
    jobs = [job(id=n, location_index=0) for n in range(3_000)]
    document = vroom_document(
        jobs=jobs,
        vehicles=[vehicle(costs={"per_hour": 10**12})],
        matrices={"car": {"durations": [[0, 2**38], [2**38, 0]]}},
    )
    (fault,) = faults_of(document)
    assert "too large to add up in 64 bits" in fault


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"shipments": [{"amount": [1]}]}, "shipments: not supported yet"),
        ({"jobs": [job(setup_per_type={"a": -1})]}, "jobs[0].setup_per_type.a: must be at least 0"),
        ({"vehicles": [vehicle(max_tasks=-1)]}, "vehicles[0].max_tasks: must be at least 0"),
        ({"vehicles": [vehicle(max_distance=3)]}, "vehicles[0].max_distance: needs a distances"),
        (
            {"vehicles": [vehicle(costs={"per_task_hour": 3})]},
            "vehicles[0].costs.per_task_hour: not supported yet",
        ),
        (
            {"vehicles": [vehicle(costs={"per_km": 3})]},
            "vehicles[0].costs.per_km: needs a distances matrix",
        ),
        (
            {
                "jobs": [job(pickup=[3])],
                "vehicles": [vehicle(capacity=[9], breaks=[lunch(max_load=[2])])],
            },
            "vehicles[0].breaks[0].max_load: not supported yet",
        ),
        (
            {"vehicles": [vehicle(breaks=[lunch()], time_window=[300, 900])]},
            "vehicles[0].breaks[0].time_windows: leaves no start inside the vehicle's time window",
        ),
        (
            {"matrices": {"car": {"durations": [[0]], "costs": [[0, 1], [1, 0]]}}},
            "matrices.car.costs: must have as many rows as durations",
        ),
        (
            {"vehicles": [vehicle(steps=[{"type": "pickup", "id": 10}])]},
            "vehicles[0].steps[0].type: steps of shipments are not supported (found pickup)",
        ),
        (
            {"vehicles": [vehicle(steps=[{"type": "job", "id": 99}])]},
            "vehicles[0].steps[0].id: the problem has no job of this id (found 99)",
        ),
        (
            {"vehicles": [vehicle(steps=[{"type": "break", "id": 99}])]},
            "vehicles[0].steps[0].id: the vehicle has no break of this id (found 99)",
        ),
        (
            {"vehicles": [vehicle(steps=[{"type": "start", "service_before": 9}])]},
            "vehicles[0].steps[0].service_before: not supported for the start of a route",
        ),
        (
            {"vehicles": [vehicle(steps=[{"type": "end", "service_at": 9}])]},
            "vehicles[0].steps[0].service_at: not supported for the end of a route",
        ),
        (
            {
                "jobs": [job(time_windows=[[0, 9]])],
                "vehicles": [vehicle(steps=[{"type": "job", "id": 10, "service_at": 10}])],
            },
            "vehicles[0].steps[0]: the service times leave nothing of the time windows",
        ),
        ({"jobs": [job(delivery=[1])]}, "jobs[0].delivery: must have 0 entries"),
        ({"jobs": [job(1), job(1)]}, "jobs[1].id: the same id as jobs[0]"),
        ({"jobs": [job(location_index=3)]}, "jobs[0].location_index: the matrices have 3 rows"),
        ({"jobs": [{"id": 1}]}, "jobs[0].location_index: required where matrices are given"),
        ({"jobs": [job(priority=101)]}, "jobs[0].priority: must be at most 100"),
        ({"jobs": [job(time_windows=[])]}, "jobs[0].time_windows: must have at least 1"),
        ({"jobs": [job(time_windows=[[9, 1]])]}, "jobs[0].time_windows[0]: a time window must"),
        ({"jobs": [job(time_windows=[[-9, 1]])]}, "jobs[0].time_windows[0][0]: must be at least"),
        ({"vehicles": [vehicle(profile="bike")]}, "vehicles[0].profile: there is no matrix"),
        ({"vehicles": [vehicle(speed_factor=0)]}, "vehicles[0].speed_factor: must be more than"),
        ({"matrices": {"car": {"durations": [[0, 1]]}}}, "matrices.car.durations[0]: must have 1"),
        ({"matrices": {"car": {}}}, "matrices.car.durations: required, but missing"),
    ],
)
def test_what_cannot_be_stated_is_refused_by_its_name(changes, said):
    assert any(fault.startswith(said) for fault in faults_of(vroom_document(**changes)))


def test_all_faults_are_named_at_once():
    document = vroom_document(
        jobs=[job(), job(location_index=7)],
        vehicles=[vehicle(costs={"per_task_hour": 1}, steps=[{"type": "job", "id": 7}])],
        shipments=[{}],
    )
    assert [fault.split(":")[0] for fault in faults_of(document)] == [
        "shipments",
        "vehicles[0].costs.per_task_hour",
        "jobs[1].id",
        "jobs[1].location_index",
        "vehicles[0].steps[0].id",
    ]


def test_keys_outside_the_api_are_ignored_but_not_silently():
    document = vroom_document(jobs=[job(prioriti=5)], options={"g": True})
    assert set(read_document(document).notes) == {
        "options: ignored, not part of VROOM's API",
        "jobs[0].prioriti: ignored, not part of VROOM's API",
    }


def test_times_by_type_of_vehicle_replace_those_of_the_job():
    given = job(setup=5, service=60, service_per_type={"van": 30}, setup_per_type={"bike": 0})
    (task,) = read_document(vroom_document(jobs=[given])).problem.tasks
    assert (task.setup, task.duration) == (5, 60)
    assert set(task.by_kind) == {KindTimes("van", 30, 5), KindTimes("bike", 60, 0)}


def test_a_vehicle_without_capacity_among_others_carries_nothing_and_the_reader_says_so():
    vehicles = [vehicle(1, capacity=[3, 3]), vehicle(2)]
    file = read_document(vroom_document(vehicles=vehicles))
    assert [v.capacity for v in file.problem.vehicles] == [(3, 3), (0, 0)]
    assert "vehicles[1].capacity: missing, so the vehicle carries nothing" in file.notes


@pytest.mark.parametrize("max_load", [[9], [3]])
def test_a_load_that_no_break_can_meet_is_no_reason_to_refuse_the_break(max_load):
    document = vroom_document(
        jobs=[job(delivery=[1], pickup=[2])],
        vehicles=[vehicle(capacity=[9], breaks=[lunch(max_load=max_load)])],
    )
    assert read_document(document).problem.vehicles[0].breaks


def test_breaks_leave_room_for_one_another_inside_the_time_window():
    rests = [lunch(1, 0, 1_000), lunch(2, 0, 900), lunch(3, 950, 5_000)]
    given = vehicle(time_window=[100, 1_050], breaks=rests)
    breaks = read_document(vroom_document(vehicles=[given])).problem.vehicles[0].breaks
    assert [(rest.id, rest.windows) for rest in breaks] == [
        ("2", (TimeWindow(100, 900),)),
        ("1", (TimeWindow(150, 950),)),
        ("3", (TimeWindow(950, 1_000),)),
    ]


def test_a_break_without_time_windows_can_be_taken_at_any_time_of_the_vehicle():
    given = vehicle(time_window=[100, 900], breaks=[{"id": 1, "service": 50}])
    (rest,) = read_document(vroom_document(vehicles=[given])).problem.vehicles[0].breaks
    assert rest.windows == (TimeWindow(100, 850),)


def test_a_speed_factor_counts_in_hundredths_and_never_makes_a_vehicle_too_fast():
    matrix = {"car": {"durations": [[0, 100, 101], [100, 0, 7], [101, 7, 0]]}}
    document = vroom_document(
        matrices=matrix,
        vehicles=[vehicle(1), vehicle(2, speed_factor=3), vehicle(3, speed_factor=2)],
    )
    problem = read_document(document).problem
    by_vehicle = [problem.travel[v.profile].seconds[0].tolist() for v in problem.vehicles]
    assert by_vehicle == [[0, 100, 101], [0, 33, 34], [0, 50, 51]]


def test_steps_propose_a_start_for_the_search():
    steps = [{"type": "start"}, {"type": "job", "id": 20}, {"type": "job", "id": 10}]
    file = read_document(vroom_document(vehicles=[vehicle(1), vehicle(2, steps=steps)]))
    assert [(route.vehicle, route.tasks) for route in file.start.routes] == [("2", ("20", "10"))]
    assert read_document(vroom_document()).start is None


def test_service_times_of_steps_narrow_the_windows_of_what_they_speak_of():
    steps = [
        {"type": "start", "service_after": 50},
        {"type": "job", "id": 10, "service_at": 700},
        {"type": "break", "id": 7, "service_before": 150},
        {"type": "job", "id": 20, "service_after": 100, "service_before": 900},
        {"type": "end", "service_before": 5_000},
    ]
    given = vehicle(time_window=[0, 9_000], steps=steps, breaks=[lunch()])
    jobs = [job(10, time_windows=[[0, 600], [650, 800]]), job(20)]
    problem = read_document(vroom_document(jobs=jobs, vehicles=[given])).problem
    (ours,) = problem.vehicles
    assert ours.shift == TimeWindow(50, 5_000)
    assert ours.breaks[0].windows == (TimeWindow(100, 150),)
    assert [t.windows for t in problem.tasks] == [(TimeWindow(700, 700),), (TimeWindow(100, 900),)]


def test_a_faulty_matrix_is_not_blamed_on_those_who_refer_to_it():
    durations = [[0, -1, 5], [5, 0, 5], [5, 5, 0]]
    document = vroom_document(matrices={"car": {"durations": durations}})
    (fault,) = faults_of(document)
    assert fault.startswith("matrices.car.durations[0][1]: must be a non-negative integer")


def with_costs(costs=((0, 5, 9), (5, 0, 2), (9, 2, 0)), **changes):
    """Costs of legs beside driving times of 600 s and distances of 7 km."""
    car = vroom_document()["matrices"]["car"] | {
        "distances": [[0, 7_000, 7_000], [7_000, 0, 7_000], [7_000, 7_000, 0]],
        "costs": [list(row) for row in costs],
    }
    return vroom_document(matrices={"car": car}, **changes)


def test_a_matrix_of_costs_prices_the_legs_instead_of_seconds_and_metres():
    problem = read_document(with_costs(vehicles=[vehicle(costs={"fixed": 100})])).problem
    route = earliest_route(problem, problem.vehicles[0], ["10", "20"])
    report = check(problem, Solution((route,), (), 100 + 5 + 2 + 9))
    assert report.ok
    assert problem.prices.unit is Unit.NONE


def test_an_objective_replaces_a_matrix_of_costs_by_the_true_distances():
    problem = read_document(with_costs(), objective="distance").problem
    assert problem.travel["car"].metres[0, 1] == 7_000


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"costs": {"per_hour": 7_200}},
            "vehicles[0].costs.per_hour: contradicts the costs",
        ),
        ({"costs": {"per_km": 1}}, "vehicles[0].costs.per_km: contradicts the costs matrix"),
        ({"max_distance": 9_000}, "vehicles[0].max_distance: not supported yet beside a costs"),
    ],
)
def test_what_contradicts_a_matrix_of_costs_is_refused(fields, said):
    (fault,) = faults_of(with_costs(vehicles=[vehicle(**fields)]))
    assert fault.startswith(said)


def test_a_faulty_cost_is_called_by_its_name():
    (fault,) = faults_of(with_costs([[0, 2**50, 9], [5, 0, 2], [9, 2, 0]]))
    assert fault.startswith("matrices.car.costs[0][1]")


def test_ids_may_use_all_64_bits():
    jobs, vehicles = [job(2**64 - 1)], [vehicle(2**64 - 1)]
    problem = read_document(vroom_document(jobs=jobs, vehicles=vehicles)).problem
    assert problem.tasks[0].id == problem.vehicles[0].id == str(2**64 - 1)
    (fault,) = faults_of(vroom_document(jobs=[job(2**64)]))
    assert fault.startswith("jobs[0].id: must be less than")
