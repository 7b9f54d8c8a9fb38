"""The sets of the comparison, as far as their instances are there."""

from pathlib import Path

from benchmarks.compare.cases import Place
from benchmarks.compare.catalogue import catalogue
from benchmarks.compare.clock import Clock
from benchmarks.compare.schedule import expected_seconds, planned
from benchmarks.compare.solvers import SOLVERS

HALF_AN_HOUR_LESS_SOME = 25 * 60


def test_the_sample_takes_less_than_25_minutes_on_two_cores(bench_data):
    sets = catalogue(Place(bench_data))
    cases = [case for chosen in sets for case in chosen.sampled()]
    solvers = {chosen.name: chosen.solvers for chosen in sets}
    seedless = [name for name, entry in SOLVERS.items() if not entry.seeded]
    runs = planned(cases, solvers, [1], Clock.WALL, seedless)
    assert {run.case.set for run in runs} == {chosen.name for chosen in sets}
    assert expected_seconds(runs, 2) <= HALF_AN_HOUR_LESS_SOME


def test_a_sample_has_every_instance_that_is_named(bench_data):
    for chosen in catalogue(Place(bench_data)):
        assert {case.instance for case in chosen.sampled()} == set(chosen.sample)


def test_every_solver_of_a_set_exists_and_is_not_left_out_too():
    for chosen in catalogue(Place(Path("/nowhere"))):
        assert set(chosen.solvers) | set(chosen.left_out) | set(chosen.told) <= set(SOLVERS)
        assert not set(chosen.solvers) & set(chosen.left_out)
