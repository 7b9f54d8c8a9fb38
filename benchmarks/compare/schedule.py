"""Which runs, in which order: solvers of an instance follow each other, taking turns to begin."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.compare.cases import Case
from benchmarks.compare.clock import Clock
from benchmarks.compare.rows import Key

OVERHEAD = 1.0
"""Seconds around a run: building the problem, judging the plan."""
STARTING = 6.0
"""Seconds until a solver's process is ready; each is started once in each lane."""


@dataclass(frozen=True)
class Run:
    """One solver on one case with one seed."""

    case: Case
    solver: str
    seed: int
    clock: Clock

    @property
    def key(self) -> Key:
        """What the results file knows it by."""
        case = self.case
        return Key(case.set, case.instance, self.solver, self.seed, case.threads,
                   float(case.seconds), str(self.clock))  # fmt: skip

    @property
    def alone(self) -> bool:
        """Whether nothing else may run beside it: it needs the other cores, or measures replies."""
        return self.case.threads > 1 or self.case.set in ALONE


ALONE = ("threads", "emergency")


def planned(
    cases: Sequence[Case],
    solvers: Mapping[str, Sequence[str]],
    seeds: Sequence[int],
    clock: Clock,
    seedless: Collection[str],
) -> list[Run]:
    """All runs: seed by seed, case by case, solver by solver, those that run alone at the end.

    `solvers` names those of each set. A solver without a seed runs with the first only: another
    run would be the same. Within a case each solver is the first in turn.
    """
    runs: list[Run] = []
    turn = 0
    for seed in seeds:
        for case in cases:
            names = [n for n in solvers[case.set] if seed == seeds[0] or n not in seedless]
            shift = turn % max(1, len(names))
            runs += [Run(case, name, seed, clock) for name in names[shift:] + names[:shift]]
            turn += 1
    return sorted(runs, key=lambda run: run.alone)


def remaining(runs: Iterable[Run], done: Collection[Key]) -> list[Run]:
    """The runs that no row exists of."""
    return [run for run in runs if run.key not in done]


def expected_seconds(runs: Sequence[Run], lanes: int) -> float:
    """About how long these take; those that run alone use one lane."""
    shared = sum(run.case.seconds + OVERHEAD for run in runs if not run.alone)
    alone = sum(run.case.seconds + OVERHEAD for run in runs if run.alone)
    starts = len({run.solver for run in runs}) * STARTING
    return starts + shared / lanes + alone


def batches(runs: Sequence[Run], lanes: int) -> Iterator[tuple[list[Run], int]]:
    """What may go side by side with the number of lanes for it, then what must not."""
    for together in (False, True):
        batch = [run for run in runs if run.alone is together]
        if batch:
            yield batch, 1 if together else lanes
