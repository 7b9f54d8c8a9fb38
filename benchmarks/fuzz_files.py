"""Try thousands of strange and damaged problem files, and print how they fared.

    python -m benchmarks.fuzz_files --files 10000

Each file is read; what is a problem is solved for a moment, judged, written and read back, and so
is a damaged copy of its plan. Some start from real benchmark files (DISPATCH_BENCH_DATA, by default
`../shared/data` beside the checkout). A traceback, a plan that its own checker refuses, or a file
that takes longer than the limit is an error of ours: it is printed with the number that repeats it
(`--first N --files 1`), and the exit code is 1.
"""

import argparse
import multiprocessing
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.builders.file_trials import run, trial

REPOSITORY = Path(__file__).resolve().parents[1]
STARTING = 60
"""Seconds that a fresh worker may take to import everything."""

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Verdict:
    """One file: its kind, how it fared, seconds, and what went wrong."""

    number: int
    kind: str
    outcome: str
    seconds: float
    error: str = ""


def main() -> int:
    options = _options()
    counts: Counter[tuple[str, str]] = Counter()
    slowest = Verdict(-1, "", "", 0.0)
    wrong = 0
    for verdict in _verdicts(options):
        counts[verdict.kind, verdict.outcome] += 1
        slowest = max(slowest, verdict, key=lambda v: v.seconds)
        if verdict.error:
            wrong += 1
            print(f"file {verdict.number} ({verdict.kind}): {verdict.outcome}\n{verdict.error}")
    outcomes = sorted({outcome for _, outcome in counts})
    print("{:18}".format("files"), *(f"{outcome:>10}" for outcome in outcomes))
    for kind in sorted({kind for kind, _ in counts}):
        print(f"{kind:18}", *(f"{counts[kind, outcome]:>10}" for outcome in outcomes))
    print(f"{counts.total()} files, {wrong} errors; the slowest took {slowest.seconds:.1f} s "
          f"(file {slowest.number}, {slowest.kind})")  # fmt: skip
    return 1 if wrong else 0


def _verdicts(options: argparse.Namespace) -> Iterator[Verdict]:
    """One verdict per file; a worker that hangs or dies is replaced."""
    numbers = iter(range(options.first, options.first + options.files))
    worker = _Worker(options)
    for number in numbers:
        verdict = worker.try_file(number)
        if verdict.outcome in {"hang", "died"}:
            worker.stop()
            worker = _Worker(options)
        yield verdict
    worker.stop()


class _Worker:
    """A process that tries files one by one, so that this one can lose patience."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._limit = options.limit
        self._here, there = _SPAWN.Pipe()
        arguments = (there, _real_files(), options.every, options.seconds)
        self._process = _SPAWN.Process(target=_work, args=arguments)
        self._process.start()
        there.close()
        if not self._here.poll(STARTING):
            sys.exit("a worker did not start")
        self._here.recv()

    def try_file(self, number: int) -> Verdict:
        began = time.monotonic()
        self._here.send(number)
        kind = trial(number, _real_files()).kind
        try:
            if self._here.poll(self._limit):
                return self._here.recv()
        except EOFError:
            seconds = time.monotonic() - began
            return Verdict(number, kind, "died", seconds, f"exit code {self._process.exitcode}")
        seconds = time.monotonic() - began
        return Verdict(number, kind, "hang", seconds, f"no answer within {self._limit} s")

    def stop(self) -> None:
        self._here.close()
        self._process.join(1)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()


def _work(pipe: Connection, real: list[str], every: int, seconds: float) -> None:
    """Try the files whose numbers come through the pipe; every so many with all engines."""
    pipe.send("ready")
    while True:
        try:
            number = pipe.recv()
        except EOFError:
            return
        pipe.send(_verdict(number, real, every, seconds))


def _verdict(number: int, real: list[str], every: int, seconds: float) -> Verdict:
    began = time.monotonic()
    case = trial(number, real)
    try:
        outcome, error = run(case, "greedy" if number % every else "auto", seconds).value, ""
    except Exception:
        outcome, error = "traceback", traceback.format_exc()
    return Verdict(number, case.kind, outcome, time.monotonic() - began, error)


def _real_files() -> list[str]:
    default = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("DISPATCH_BENCH_DATA", default))
    names = ("vroom/example_2.json", "vroom/example_3.json", "sdvrptw/PR01.vrp",
             "sdvrptw/PR07.vrp", "solomon/c101.txt", "solomon/r201.txt")  # fmt: skip
    return [(folder / name).read_text() for name in names if (folder / name).is_file()]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Strange and damaged files, and how they fare.")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--limit", type=float, default=5, help="seconds that a file may take")
    parser.add_argument("--seconds", type=float, default=0.05, help="seconds of search")
    parser.add_argument("--every", type=int, default=50, help="every so many with all engines")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
