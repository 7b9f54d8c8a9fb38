"""The checker and the judges of the comparison price plans alike, though they share nothing."""

import json
from dataclasses import dataclass
from random import Random

import pytest

from benchmarks.compare.cases import DISAGREE, INFEASIBLE, NO_PLAN, OK, Answer
from benchmarks.compare.judges.opinion import Opinion
from benchmarks.compare.sources.days import DaySource
from benchmarks.compare.sources.files import SiteDependentFile, SolomonFile, TrspFile
from benchmarks.compare.verdicts import judged

PLANS = 150


def random_plan(problem, random, longest):
    """Few tasks for each vehicle, mostly such as it may serve, in the order of their windows."""
    left = list(range(len(problem.tasks)))
    random.shuffle(left)
    plan = {}
    for number, vehicle in enumerate(problem.vehicles):
        apt = [t for t in left if problem.may_serve(vehicle, problem.tasks[t])]
        chosen = (apt if random.random() < 0.95 else left)[: random.randint(0, longest)]
        if random.random() < 0.8:
            chosen.sort(key=lambda t: sum((w.end for w in problem.tasks[t].windows), 0))
        plan[number] = chosen
        left = [t for t in left if t not in chosen]
    return plan


def verdicts(source, plans):
    problem = source.problem()
    return [judged(source, problem, Answer(plan(problem), 0.0)) for plan in plans]


@pytest.mark.parametrize("plain", [False, True])
def test_prices_of_technician_days_agree(plain):
    source = DaySource(40, 8, 3, plain)
    plans = [lambda p, n=n: random_plan(p, Random(n), 4) for n in range(PLANS)]
    found = verdicts(source, plans)
    assert [v for v in found if v.verdict == DISAGREE] == []
    assert {v.verdict for v in found} == {OK, INFEASIBLE}
    assert sum(v.verdict == OK for v in found) > PLANS / 10
    assert all(v.independent == v.cost for v in found if v.verdict == OK)


SOLOMON = """C999

VEHICLE
NUMBER     CAPACITY
  3         30

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      40         50          0          0        300          0
    1      45         68         10         50        150         10
    2      45         70         10         20        110         10
    3      42         66         10          0        180         10
    4      30         33         20         30        200         10
    5      41         52         10         10        250         10
"""


def split(n, vehicles):
    """All customers in random order, cut into as many routes as there are vehicles."""

    def plan(problem):
        random = Random(n)
        order = random.sample(range(len(problem.tasks)), len(problem.tasks))
        routes = {k: [] for k in range(vehicles)}
        for task in order:
            routes[random.randrange(vehicles)].append(task)
        return routes

    return plan


def test_prices_of_solomons_files_agree(tmp_path):
    path = tmp_path / "c999.txt"
    path.write_text(SOLOMON)
    found = verdicts(SolomonFile(path), [split(n, 3) for n in range(PLANS)])
    assert [v.remarks for v in found if v.verdict == DISAGREE] == []
    assert {v.verdict for v in found} == {OK, INFEASIBLE}


SITE_DEPENDENT = """NAME: PR99
TYPE: SDVRPTW
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 6
VEHICLES: 2
VEHICLES_MAX_DURATION: 95.5
NODE_COORD_SECTION
1	0	0
2	10.125	0.5
3	-7.3	12
4	3.333	-8.25
5	6	6.001
6	-0.5	-9.75
DEMAND_SECTION
1	0
2	5
3	5
4	5
5	5
6	5
SERVICE_TIME_SECTION
1	0
2	3
3	4
4	5
5	6
6	7
TIME_WINDOW_SECTION
1	0	200
2	0	120
3	30	150
4	0	160
5	60	110
6	0	190
CAPACITY_SECTION
1	20
2	15
VEHICLES_ALLOWED_CLIENTS_SECTION
1	2	3	4	5	6
2	2	3	4	6
EOF
"""


def test_prices_of_site_dependent_files_agree(tmp_path):
    path = tmp_path / "PR99.vrp"
    path.write_text(SITE_DEPENDENT)
    path.with_suffix(".sol").write_text("Route #1: 1\nCost: 1234\n")
    source = SiteDependentFile(path)
    found = verdicts(source, [split(n, 2) for n in range(2 * PLANS)])
    assert [v.remarks for v in found if v.verdict == DISAGREE] == []
    assert {v.verdict for v in found} == {OK, INFEASIBLE}
    assert source.best_known() == 1234
    faults = {remark for v in found for remark in v.remarks}
    for fault in ("overloaded", "late", "may not serve", "at most 95500 allowed"):
        assert any(fault in remark for remark in faults), fault


REGION = """T999

INFO
CREW COUNT  SKILLS  TOOLS   SPARE PARTS
2       2       2       2

DEPOT TECHNICIANS AND REQUESTS
ID   X     Y     TWS    TWE    Serv   SKILLS   TOOLS    SPARE PARTS
0    40    50    0      400    0      [] 	[] 	[]
1    9     6     0      400    0      [0,1] 	[0] 	[1,1]
2    77    88    0      400    0      [0] 	[1] 	[0,2]
3    30    30    20     150    10     [0] 	[0] 	[1,0]
4    50    60    60     250    10     [0] 	[1] 	[0,1]
5    20    60    0      300    10     [1] 	[] 	[1,1]
6    70    70    90     350    10     [0] 	[] 	[0,1]
"""


def test_working_times_of_technician_routing_agree(tmp_path):
    path = tmp_path / "T999.txt"
    path.write_text(REGION)
    (tmp_path / "best_known.json").write_text('{"T999": {"working_time": 321.5}}')
    source = TrspFile(path)
    found = verdicts(source, [split(n, 2) for n in range(PLANS)])
    assert [v.remarks for v in found if v.verdict == DISAGREE] == []
    assert {v.verdict for v in found} == {OK, INFEASIBLE}
    assert source.best_known() == 321.5


def test_the_published_plans_of_technician_routing_have_their_published_working_time(bench_data):
    for path in sorted((bench_data / "trsp").glob("R*1.100*.txt")):
        source = TrspFile(path)
        problem = source.problem()
        (opinion,) = source.opinions(problem, published(path, problem))
        assert opinion.price <= source.best_known() + 0.001, path.name


def published(path, problem):
    """Routes of the data: technician, requests, depot visits (dropped: the judge places them)."""
    text = json.loads((path.parent / "best_known.json").read_text())[path.stem]["routes"]
    plan = {}
    for route in text.strip("<>").split("|"):
        technician, *stops = route.split(",")
        tasks = [problem.task_index[s] for s in stops if s in problem.task_index]
        if tasks:
            plan[problem.vehicle_index[technician]] = tasks
    return plan


@dataclass(frozen=True)
class Contrary(DaySource):
    """A day whose judge is one second off, or finds fault with everything."""

    fault: str = ""

    def opinions(self, problem, plan):
        (opinion,) = super().opinions(problem, plan)
        return [Opinion(None, self.fault) if self.fault else Opinion(opinion.price + 1)]


@pytest.mark.parametrize("fault", ["", "nothing is good enough"])
def test_judges_that_differ_are_believed_by_nobody(fault):
    source = Contrary(40, 8, 3, fault=fault)
    problem = source.problem()
    assert judged(source, problem, Answer({0: []}, 0.0)).verdict == DISAGREE


@dataclass(frozen=True)
class Lenient(DaySource):
    """A day whose judge accepts everything."""

    def opinions(self, problem, plan):
        return [Opinion(1)]


def test_a_plan_that_only_the_other_judge_accepts_is_a_disagreement_too():
    source = Lenient(40, 8, 3)
    problem = source.problem()
    everything = Answer({0: list(range(len(problem.tasks)))}, 0.0)
    assert judged(source, problem, everything).verdict == DISAGREE
    assert judged(DaySource(40, 8, 3), problem, everything).verdict == INFEASIBLE


def test_an_answer_without_a_plan_has_no_price():
    source = DaySource(40, 8, 3)
    found = judged(source, source.problem(), Answer(None, 1.0))
    assert (found.verdict, found.cost) == (NO_PLAN, None)
