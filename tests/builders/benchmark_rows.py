"""Rows of a comparison with readable defaults."""

from benchmarks.compare.rows import Row


def a_row(solver="ours", instance="r101", cost=1000, **changes):
    """A sound run of 10 s on a classic."""
    values = {
        "set": "solomon", "instance": instance, "solver": solver, "seed": 1, "threads": 1,
        "limit": 10.0, "clock": "wall", "verdict": "ok", "cost": cost, "scale": 1,
        "independent": None if cost is None else float(cost), "best_known": 1000.0,
        "served": 100, "tasks": 100, "vehicles": 19, "seconds": 10.02, "cpu_seconds": 9.9,
        "first_plan": 0.25, "iterations": 1234, "version": "1.0", "commit": "abc", "sample": True,
        "lanes": 1, "load": 0.5, "finished": "2026-03-17T08:00:00Z", "machine": "a machine",
        "note": "", "trace": "0.25:1200 1.00:1050 10.00:1000",
    }  # fmt: skip
    return Row(**(values | changes))


def no_plan(solver="ours", instance="r101", **changes):
    """A run that found nothing."""
    return a_row(solver, instance, None, verdict="no plan", served=0, trace="", **changes)
