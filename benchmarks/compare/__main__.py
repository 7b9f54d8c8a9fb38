"""The command: `run` measures, `page` writes what was measured."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from benchmarks.compare import provenance
from benchmarks.compare.cases import Case, Place
from benchmarks.compare.catalogue import CaseSet, catalogue
from benchmarks.compare.clock import Clock
from benchmarks.compare.lanes import NotStarted, Setting, carry_out
from benchmarks.compare.page import write_page
from benchmarks.compare.record import Recorder
from benchmarks.compare.rows import BadResults, Results, read_files
from benchmarks.compare.schedule import expected_seconds, planned, remaining
from benchmarks.compare.solvers import SOLVERS

RESULTS = provenance.REPOSITORY / "benchmarks" / "results"
PAGE = provenance.REPOSITORY / "docs" / "benchmarks.md"
NEEDS = {"pyvrp": "pyvrp", "vroom": "vroom"}
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        return _run(options) if options.command == "run" else _page(options)
    except (BadResults, NotStarted, _Refused) as error:
        print(error, file=sys.stderr)
        return 2


class _Refused(Exception):
    """Options that cannot be followed."""


def _run(options: argparse.Namespace) -> int:
    place, clock = _place(options), Clock(options.clock)
    sets = _chosen(catalogue(place), options)
    solvers = {chosen.name: _takes_part(chosen, options, place, clock) for chosen in sets}
    cases = [c for s in sets for c in (s.sampled() if options.sample else s.cases)]
    if options.instances:
        cases = [case for case in cases if case.instance in options.instances]
    if options.seconds is not None:
        cases = [_limited(case, options.seconds) for case in cases]
    seedless = [name for name, entry in SOLVERS.items() if not entry.seeded]
    runs = planned(cases, solvers, options.seeds, clock, seedless)
    path = options.results or RESULTS / ("sample.csv" if options.sample else "full.csv")
    results = Results(path)
    left = remaining(runs, {row.key for row in results.rows})
    seconds = expected_seconds(left, options.lanes)
    print(f"{len(left)} of {len(runs)} runs to do, about {seconds / 60:.0f} minutes; {path}")
    if options.dry_run:
        return 0
    recorder = Recorder(results, left, options.lanes, sample=options.sample)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        carry_out(left, Setting(place, clock, options.lanes), recorder.keep)
    except KeyboardInterrupt:
        print(f"\ninterrupted; {recorder.kept} rows were added, the same command goes on from here")
        return INTERRUPTED
    print(recorder.summary())
    return 1 if recorder.wrong else 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _page(options: argparse.Namespace) -> int:
    paths = options.results or sorted(RESULTS.glob("*.csv"))
    rows = read_files(paths)
    if not rows:
        raise _Refused(f"no results in {', '.join(map(str, paths)) or RESULTS}")
    for path in write_page(rows, catalogue(_place(options)), options.output):
        print(path)
    return 0


def _chosen(sets: list[CaseSet], options: argparse.Namespace) -> list[CaseSet]:
    names = [found.name for found in sets]
    unknown = sorted(set(options.sets or names) - set(names))
    if unknown:
        raise _Refused(f"no set {', '.join(unknown)}; there are {', '.join(names)}")
    return [found for found in sets if not options.sets or found.name in options.sets]


def _takes_part(
    chosen: CaseSet, options: argparse.Namespace, place: Place, clock: Clock
) -> list[str]:
    """The solvers of a set that can run here; who cannot is said."""
    asked = options.solvers or chosen.solvers
    names = [name for name in asked if name in chosen.solvers or SOLVERS[name].variant]
    able = []
    for name in names:
        if name == "prototype" and place.prototype is None:
            reason = "give its folder by --prototype or DISPATCH_PROTOTYPE"
        elif clock is Clock.CPU and not SOLVERS[name].processor:
            reason = "it keeps the time of the wall by itself"
        elif name in NEEDS and find_spec(NEEDS[name]) is None:
            reason = "not installed (extra bench)"
        else:
            able.append(name)
            continue
        print(f"{chosen.name}: without {name}: {reason}")
    return able


def _limited(case: Case, seconds: float) -> Case:
    return replace(case, seconds=min(case.seconds, seconds))


def _place(options: argparse.Namespace) -> Place:
    shared = provenance.REPOSITORY.parent / "shared"
    data = Path(os.environ.get("DISPATCH_BENCH_DATA", shared / "data"))
    chosen = options.prototype or os.environ.get("DISPATCH_PROTOTYPE")
    prototype = Path(chosen).resolve() if chosen else None
    if prototype is not None and not (prototype / "technician_days.py").is_file():
        raise _Refused(f"no prototype in {prototype}: technician_days.py is missing")
    return Place(data, prototype)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.compare", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="measure what has no row yet")
    run.add_argument("--sample", action="store_true", help="a few instances of each set")
    run.add_argument("--sets", nargs="+", help="only these sets")
    run.add_argument("--instances", nargs="+", help="only these instances, by name")
    run.add_argument("--solvers", nargs="+", choices=SOLVERS, help="only these solvers")
    run.add_argument("--seeds", nargs="+", type=int, default=[1], help="seeds of the searches")
    run.add_argument("--seconds", type=float, help="no limit longer than this: to try things")
    run.add_argument("--clock", choices=list(map(str, Clock)), default=str(Clock.WALL))
    run.add_argument("--lanes", type=int, default=1, help="runs side by side, one core each")
    run.add_argument("--results", type=Path, help="the CSV file, by default in benchmarks/results")
    run.add_argument("--dry-run", action="store_true", help="only say how long it would take")
    page = commands.add_parser("page", help="write tables and charts of results")
    page.add_argument("results", nargs="*", type=Path, help="CSV files, by default all")
    page.add_argument("--output", type=Path, default=PAGE)
    for command in (run, page):
        command.add_argument("--prototype", help="folder of the prototype")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
