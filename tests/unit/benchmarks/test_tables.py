import pytest

from benchmarks.compare.catalogue import CaseSet
from benchmarks.compare.tables import losses, newest, standings
from tests.builders.benchmark_rows import a_row, no_plan

CLASSICS = CaseSet("solomon", "Classics", "distance", (), ("ours", "pyvrp"), ())


def standing_of(rows, solver, chosen=CLASSICS, group="all"):
    (found,) = [s for s in standings(chosen, rows) if (s.solver, s.group) == (solver, group)]
    return found


def test_a_peer_is_measured_against_ours_on_instances_where_both_have_a_plan():
    rows = [
        a_row(instance="r101", cost=1000), a_row("pyvrp", "r101", 1100),
        a_row(instance="r102", cost=2000), a_row("pyvrp", "r102", 1900),
        a_row(instance="r103", cost=9000), no_plan("pyvrp", "r103"),
    ]  # fmt: skip
    found = standing_of(rows, "PyVRP")
    assert found.against == pytest.approx(0.0)
    assert (found.better, found.equal, found.worse) == (2, 0, 1)
    assert (found.instances, found.runs, found.without) == (3, 3, 1)
    assert found.price == 1500


def test_seeds_of_an_instance_count_as_their_mean():
    rows = [
        a_row(cost=900, seed=1), a_row(cost=1100, seed=2), a_row("pyvrp", cost=1000),
    ]  # fmt: skip
    found = standing_of(rows, "PyVRP")
    assert (found.better, found.equal, found.worse) == (0, 1, 0)
    assert standing_of(rows, "ours").price == 1000


def test_a_plan_that_judges_disagree_on_does_not_count():
    rows = [a_row(), a_row("pyvrp", cost=1, verdict="disagree")]
    found = standing_of(rows, "PyVRP")
    assert found.price is None and found.against is None and found.without == 1
    assert losses(rows) == []


def test_losses_are_told_the_largest_first():
    rows = [
        a_row(instance="r101", cost=1000), a_row("pyvrp", "r101", 990),
        a_row(instance="r102", cost=1000), a_row("pyvrp", "r102", 900),
        a_row(instance="r103", cost=1000), a_row("pyvrp", "r103", 1000),
    ]  # fmt: skip
    assert [(loss.instance, round(loss.margin, 2)) for loss in losses(rows)] == [
        ("r102", 10.0),
        ("r101", 1.0),
    ]


def test_any_plan_is_better_than_none():
    rows = [no_plan(), a_row("pyvrp"), no_plan("vroom")]
    assert (standing_of(rows, "PyVRP").worse, standing_of(rows, "VROOM").equal) == (1, 1)
    assert [(loss.solver, loss.ours) for loss in losses(rows)] == [("PyVRP", float("inf"))]


def test_our_own_variants_are_no_losses():
    assert losses([a_row(cost=1000), a_row(cost=990, threads=2)]) == []


def test_runs_of_other_limits_are_not_mixed():
    rows = [a_row(cost=1000), a_row("pyvrp", cost=900, limit=60.0)]
    assert losses(rows) == []
    assert {(s.solver, s.limit) for s in standings(CLASSICS, rows)} == {
        ("ours", 10.0),
        ("PyVRP", 60.0),
    }


def test_what_was_tuned_on_is_also_told_apart():
    chosen = CaseSet("solomon", "", "", (), (), (), tuned=lambda name: name.startswith("r1"))
    rows = [a_row(instance="r101", cost=1000), a_row(instance="rc201", cost=3000)]
    assert standing_of(rows, "ours", chosen).price == 2000
    assert standing_of(rows, "ours", chosen, "all, not tuned on").price == 3000


def test_more_threads_are_another_solver():
    rows = [a_row(cost=1000), a_row(cost=990, threads=2)]
    assert standing_of(rows, "ours, 2 threads").against == pytest.approx(-0.01)


def test_of_rows_with_the_same_key_the_last_counts():
    assert newest([a_row(cost=5), a_row("pyvrp"), a_row(cost=7)]) == [a_row(cost=7), a_row("pyvrp")]


def test_of_runs_of_the_same_the_one_measured_last_counts_wherever_it_is_written():
    old, new = (a_row(cost=cost, finished=f"2026-03-1{cost}T08:00:00Z") for cost in (7, 8))
    for rows in ([old, new], [new, old]):
        assert newest([*rows, a_row("pyvrp")]) == [new, a_row("pyvrp")]


@pytest.mark.parametrize(
    ("ours", "theirs", "counted"),
    [
        (1000.04, 1000.01, (0, 1, 0)),
        (1000.14, 1000.01, (0, 0, 1)),
        (123_456.3, 123_455.8, (0, 1, 0)),
        (123_456.3, 123_457.8, (1, 0, 0)),
    ],
)
def test_prices_are_compared_at_the_digits_that_are_shown(ours, theirs, counted):
    rows = [
        a_row(cost=round(100 * ours), scale=100),
        a_row("pyvrp", cost=round(100 * theirs), scale=100),
    ]
    found = standing_of(rows, "PyVRP")
    assert (found.better, found.equal, found.worse) == counted
    assert len(losses(rows)) == found.worse
