"""Which sets, cases and solvers the options ask for, and who is left out for which reason."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec

from benchmarks.compare.cases import Case, Place
from benchmarks.compare.catalogue import CaseSet, absent, catalogue
from benchmarks.compare.clock import Clock
from benchmarks.compare.schedule import Run, planned
from benchmarks.compare.solvers import SOLVERS

NEEDS = {"pyvrp": "pyvrp", "vroom": "vroom"}


class Refused(Exception):
    """Options that cannot be followed; every fault is named."""


@dataclass(frozen=True)
class Choice:
    """The runs asked for, and a line for whatever takes no part in them."""

    runs: Sequence[Run]
    left_out: Sequence[str] = field(default_factory=tuple)


def choose(options: Namespace, place: Place) -> Choice:
    """What the options ask for. Raises `Refused` for names that are not there, or nothing left."""
    clock = Clock(options.clock)
    sets = _sets(place, options.sets)
    cases = _cases(sets, options)
    measured = {case.set for case in cases}
    solvers: dict[str, list[str]] = {}
    left_out: list[str] = []
    for chosen in (each for each in sets if each.name in measured):
        reasons = _reasons(chosen, place, clock)
        names = options.solvers or chosen.solvers
        solvers[chosen.name] = [name for name in names if name not in reasons]
        left_out += [f"{chosen.name}: without {n}: {reasons[n]}" for n in names if n in reasons]
    seedless = [name for name, entry in SOLVERS.items() if not entry.seeded]
    runs = planned(cases, solvers, options.seeds, clock, seedless)
    if not runs:
        raise Refused("\n".join([*left_out, "nothing to run: no solver of these sets is left"]))
    return Choice(runs, left_out)


def absent_sets(place: Place) -> list[str]:
    """A line for each set whose instances are not there."""
    return [f"left out: {name}: {why}" for name, why in absent(place).items()]


def _sets(place: Place, asked: Sequence[str] | None) -> list[CaseSet]:
    found, missing = {each.name: each for each in catalogue(place)}, absent(place)
    faults = [
        f"no set {name}: {missing[name]}" if name in missing else f"no set {name}"
        for name in dict.fromkeys(asked or ())
        if name not in found
    ]
    if faults:
        raise Refused("\n".join(faults) + f"; there are {', '.join(found)}")
    return [each for each in found.values() if not asked or each.name in asked]


def _cases(sets: Sequence[CaseSet], options: Namespace) -> list[Case]:
    cases = [c for s in sets for c in (s.sampled() if options.sample else s.cases)]
    if options.instances:
        names = {case.instance for case in cases}
        where = f"{'the sample of ' * options.sample}{', '.join(each.name for each in sets)}"
        faults = [name for name in options.instances if name not in names]
        if faults:
            raise Refused("\n".join(f"no instance {name} in {where}" for name in faults))
        cases = [case for case in cases if case.instance in options.instances]
    if options.seconds is not None:
        cases = [replace(case, seconds=min(case.seconds, options.seconds)) for case in cases]
    return cases


def _reasons(chosen: CaseSet, place: Place, clock: Clock) -> Mapping[str, str]:
    """Why solvers take no part in a set here."""
    found = {}
    for name, entry in SOLVERS.items():
        if name not in chosen.solvers and not entry.variant:
            found[name] = chosen.left_out.get(name, "not one of the set")
        elif name == "prototype" and place.prototype is None:
            found[name] = "give its folder by --prototype or DISPATCH_PROTOTYPE"
        elif clock is Clock.CPU and not entry.processor:
            found[name] = "it keeps the time of the wall by itself"
        elif name in NEEDS and find_spec(NEEDS[name]) is None:
            found[name] = "not installed (extra bench)"
    return found
