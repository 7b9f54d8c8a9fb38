"""The command: `run` measures, `page` writes what was measured."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.compare import provenance
from benchmarks.compare.cases import Place
from benchmarks.compare.catalogue import catalogue
from benchmarks.compare.choice import Refused, absent_sets, choose
from benchmarks.compare.clock import Clock
from benchmarks.compare.lanes import NotStarted, Setting, carry_out
from benchmarks.compare.options import RESULTS, options
from benchmarks.compare.page import write_page
from benchmarks.compare.record import Recorder
from benchmarks.compare.rows import BadResults, Results, Row, read_files
from benchmarks.compare.schedule import expected_seconds, remaining
from benchmarks.compare.solvers import SOLVERS

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    asked = options(arguments, __doc__)
    try:
        place = _place(asked)
        for line in absent_sets(place):
            print(line, file=sys.stderr)
        return _run(asked, place) if asked.command == "run" else _page(asked, place)
    except (BadResults, NotStarted, Refused) as error:
        print(error, file=sys.stderr)
        return 2


def _run(asked: argparse.Namespace, place: Place) -> int:
    choice = choose(asked, place)
    for line in choice.left_out:
        print(line, file=sys.stderr)
    results = Results(asked.results or RESULTS / ("sample.csv" if asked.sample else "full.csv"))
    runs, wanted = choice.runs, {run.key for run in choice.runs}
    old = {row.key for row in _by_another_solver(results.rows) if row.key in wanted}
    done = {row.key for row in results.rows}
    left = remaining(runs, done - old if asked.again else done)
    minutes = expected_seconds(left, asked.lanes) / 60
    print(f"{len(left)} of {len(runs)} runs to do, about {minutes:.0f} min; {results.path}")
    if old and not asked.again:
        print(f"of another state of our solver: {len(old)} of the rows (--again)")
    if asked.dry_run:
        return 0
    recorder = Recorder(results, left, asked.lanes, sample=asked.sample)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        carry_out(left, Setting(place, Clock(asked.clock), asked.lanes), recorder.keep)
    except KeyboardInterrupt:
        print(f"\ninterrupted; {recorder.kept} rows were added, the same command goes on from here")
        return INTERRUPTED
    print(recorder.summary())
    return 1 if recorder.wrong else 0


def _by_another_solver(rows: Sequence[Row]) -> list[Row]:
    """The rows of ours that other sources of the solver made than those of today."""
    now = provenance.commit()
    ours = [row for row in rows if row.solver in SOLVERS and SOLVERS[row.solver].ours]
    others = {row.commit for row in ours if not provenance.same_solver(row.commit, now)}
    return [row for row in ours if row.commit in others]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _page(asked: argparse.Namespace, place: Place) -> int:
    paths = asked.results or sorted(RESULTS.glob("*.csv"))
    rows = read_files(paths)
    if not rows:
        raise Refused(f"no results in {', '.join(map(str, paths)) or RESULTS}")
    for path in write_page(rows, catalogue(place), asked.output):
        print(path)
    return 0


def _place(asked: argparse.Namespace) -> Place:
    shared = provenance.REPOSITORY.parent / "shared"
    data = Path(os.environ.get("DISPATCH_BENCH_DATA", shared / "data"))
    chosen = asked.prototype or os.environ.get("DISPATCH_PROTOTYPE")
    prototype = Path(chosen).resolve() if chosen else None
    if prototype is not None and not (prototype / "technician_days.py").is_file():
        raise Refused(f"no prototype in {prototype}: technician_days.py is missing")
    return Place(data, prototype)


if __name__ == "__main__":
    sys.exit(main())
