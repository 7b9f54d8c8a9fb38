"""What rows say: standings of solvers on groups of instances, and where a peer was better."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isinf
from statistics import fmean

from benchmarks.compare.cases import OK
from benchmarks.compare.catalogue import CaseSet
from benchmarks.compare.rows import Key, Row
from benchmarks.compare.solvers import SOLVERS

OURS = "ours"
WHOLE = 100_000
"""Prices from here on are shown, and compared, without a decimal; those below with one."""
HELD_OUT = "not tuned on"


@dataclass(frozen=True)
class Standing:
    """One solver on one group. Means are over instances, each the mean over its seeds.

    `against` is the mean price relative to ours, less one, where both have a plan; `better`,
    `equal` and `worse` count instances from our side, where any plan is better than none.
    `without` counts runs without a sound plan, `unserved` is the mean number of tasks left out;
    `first_plan` and `slowest` are the mean and the most seconds until there was a plan.
    """

    group: str
    limit: float
    solver: str
    instances: int
    runs: int
    price: float | None
    gap: float | None
    against: float | None
    better: int
    equal: int
    worse: int
    unserved: float | None
    without: int
    first_plan: float | None
    slowest: float | None


@dataclass(frozen=True)
class Loss:
    """An instance on which a peer's plans were better than ours; `ours` is infinite without any."""

    instance: str
    solver: str
    ours: float
    theirs: float

    @property
    def margin(self) -> float:
        """Per cent of our price by which theirs is less."""
        return 100 * (1 - self.theirs / self.ours) if self.ours else 0.0


def newest(rows: Iterable[Row]) -> list[Row]:
    """One row per key: the one measured last."""
    found: dict[Key, Row] = {}
    for row in rows:
        if row.key not in found or row.finished >= found[row.key].finished:
            found[row.key] = row
    return list(found.values())


def shown(price: float) -> float:
    """A price as people see it: what looks the same is the same."""
    return price if isinf(price) else round(price, 0 if abs(price) >= WHOLE else 1)


def label(row: Row) -> str:
    """The solver as tables call it."""
    name = title(row.solver)
    return name if row.threads == 1 else f"{name}, {row.threads} threads"


def title(solver: str) -> str:
    """What a solver is called; one that this version does not know, as the rows call it."""
    return SOLVERS[solver].title if solver in SOLVERS else solver


def standings(chosen: CaseSet, rows: Sequence[Row]) -> list[Standing]:
    """All solvers on all groups of a set, then on what nothing was tuned on where that differs."""
    found = []
    for (group, limit), members in _groups(chosen, rows).items():
        found += _standings(group, limit, members)
        held_out = [row for row in members if not chosen.tuned(row.instance)]
        if held_out and len(held_out) < len(members):
            found += _standings(f"{group}, {HELD_OUT}", limit, held_out)
    return found


def losses(rows: Sequence[Row]) -> list[Loss]:
    """Where a peer was better, the largest margin first."""
    found = []
    for limit in {row.limit for row in rows}:
        members = [row for row in rows if row.limit == limit]
        prices = _prices(members)
        tried = {row.instance for row in members if row.solver == OURS}
        ours = {name: prices.get(OURS, {}).get(name, inf) for name in tried}
        found += [
            Loss(instance, solver, ours[instance], price)
            for solver, priced in prices.items()
            for instance, price in priced.items()
            if instance in ours and _compare(ours[instance], price) > 0 and not _is_ours(solver)
        ]
    return sorted(found, key=lambda loss: (-loss.margin, loss.instance, loss.solver))


def _groups(chosen: CaseSet, rows: Sequence[Row]) -> Mapping[tuple[str, float], list[Row]]:
    """Rows by group and limit, in the order of the set."""
    order = {case.instance: number for number, case in enumerate(chosen.cases)}
    groups: dict[tuple[str, float], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: order.get(row.instance, len(order))):
        groups[chosen.group(row.instance), row.limit].append(row)
    return groups


def _standings(group: str, limit: float, rows: Sequence[Row]) -> list[Standing]:
    prices = _prices(rows)
    ours = prices.get(OURS, {})
    names = sorted({label(row) for row in rows}, key=lambda name: _rank(name, prices))
    return [_standing(group, limit, name, rows, prices.get(name, {}), ours) for name in names]


def _rank(name: str, prices: Mapping[str, Mapping[str, float]]) -> tuple[bool, float, str]:
    """Ours first, then by mean price; who has no plan comes last."""
    priced = prices.get(name)
    return name != OURS, fmean(priced.values()) if priced else float("inf"), name


def _standing(
    group: str,
    limit: float,
    name: str,
    rows: Sequence[Row],
    prices: Mapping[str, float],
    ours: Mapping[str, float],
) -> Standing:
    own = [row for row in rows if label(row) == name]
    sound = [row for row in own if row.verdict == OK]
    common = [instance for instance in prices if instance in ours]
    both = {row.instance for row in own} & {row.instance for row in rows if label(row) == OURS}
    signs = [_compare(ours.get(i, inf), prices.get(i, inf)) for i in both]
    against = None
    if common and name != OURS:
        mean = fmean(ours[instance] for instance in common)
        against = fmean(prices[instance] for instance in common) / mean - 1 if mean else None
    waits = [row.first_plan for row in sound if row.first_plan is not None]
    return Standing(
        group,
        limit,
        name,
        instances=len({row.instance for row in own}),
        runs=len(own),
        price=fmean(prices.values()) if prices else None,
        gap=_mean(_by_instance(sound, lambda row: row.gap).values()),
        against=against,
        better=signs.count(-1),
        equal=signs.count(0),
        worse=signs.count(1),
        unserved=_mean([float(row.tasks - row.served) for row in sound]),
        without=len(own) - len(sound),
        first_plan=_mean(waits),
        slowest=max(waits, default=None),
    )


def _prices(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Mean price by solver and instance, of sound plans."""
    names = {label(row) for row in rows}
    sound = [row for row in rows if row.verdict == OK]
    found = {
        name: _by_instance([row for row in sound if label(row) == name], lambda row: row.price)
        for name in names
    }
    return {name: prices for name, prices in found.items() if prices}


def _by_instance(rows: Sequence[Row], value: Callable[[Row], float | None]) -> dict[str, float]:
    """The mean of a value over the seeds of each instance."""
    values: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        number = value(row)
        if number is not None:
            values[row.instance].append(number)
    return {instance: fmean(found) for instance, found in values.items()}


def _compare(ours: float, theirs: float) -> int:
    """-1 if ours is lower, 1 if theirs is, 0 if they are equal at the digits shown."""
    return (shown(ours) > shown(theirs)) - (shown(ours) < shown(theirs))


def _is_ours(name: str) -> bool:
    """Whether it is ours too: with more threads, or a part of it."""
    return name.startswith(OURS)


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return fmean(found) if found else None
