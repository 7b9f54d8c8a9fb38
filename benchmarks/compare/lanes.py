"""Carry out runs in lanes side by side; a lane has a process per solver, one at work at a time."""

import os
import signal
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread, Timer
from typing import Any

from benchmarks.compare.cases import Place
from benchmarks.compare.clock import Clock
from benchmarks.compare.schedule import Run, batches
from benchmarks.compare.wire import Hello, Order, Ready, Report
from solver.processes import Process

PATIENCE = 120.0
"""Seconds beyond its limit after which a solver is given up."""
SLOWEST = 20.0
"""A second of processor may take so many on the wall of a busy machine."""
WARMING = 600.0
POLL = 0.2


@dataclass(frozen=True)
class Setting:
    """What all runs have in common."""

    place: Place
    clock: Clock
    lanes: int


@dataclass(frozen=True)
class Outcome:
    """A finished run. `load` is the load average before it, `version` that of the solver."""

    run: Run
    report: Report
    version: str
    load: float
    lanes: int


class WorkerDied(Exception):
    """The process of a solver ended or fell silent."""


class NotStarted(Exception):
    """A solver cannot be used at all: there is nothing to compare."""


def carry_out(runs: Sequence[Run], setting: Setting, keep: Callable[[Outcome], None]) -> None:
    """Run everything; `keep` is called under a lock as soon as a run is over.

    Leaves no process behind, however it is left. An error in `keep` ends all lanes; so does a
    solver that does not start (`NotStarted`), while one that breaks down in a run is reported.
    """
    for batch, lanes in batches(runs, setting.lanes):
        _Batch(batch, setting, lanes, keep).work()


class _Batch:
    """Runs that any of its lanes may take next."""

    def __init__(
        self,
        runs: Sequence[Run],
        setting: Setting,
        lanes: int,
        keep: Callable[[Outcome], None],
    ) -> None:
        self._setting, self._keep, self._count = setting, keep, min(lanes, len(runs))
        self._waiting: SimpleQueue[Run] = SimpleQueue()
        for run in runs:
            self._waiting.put(run)
        self._lock, self._over = Lock(), Event()
        self._errors: list[BaseException] = []
        starts: defaultdict[str, Lock] = defaultdict(Lock)
        self._lanes = [_Lane(setting, starts) for _ in range(self._count)]

    def work(self) -> None:
        threads = [Thread(target=self._follow, args=(lane,)) for lane in self._lanes]
        for thread in threads:
            thread.start()
        try:
            while any(thread.is_alive() for thread in threads):
                self._over.wait(POLL)
                if self._errors:
                    raise self._errors[0]
                for thread in threads:
                    thread.join(POLL / len(threads))
        finally:
            self._over.set()
            for lane in self._lanes:
                lane.close()
            for thread in threads:
                thread.join()
        if self._errors:
            raise self._errors[0]

    def _follow(self, lane: "_Lane") -> None:
        while not self._over.is_set():
            try:
                run = self._waiting.get_nowait()
            except Empty:
                return
            try:
                outcome = lane.outcome(run, self._count)
                if not self._over.is_set():
                    with self._lock:
                        self._keep(outcome)
            except BaseException as error:
                self._errors.append(error)
                self._over.set()


class _Lane:
    """One run at a time; processes are started when first needed, and again when they died.

    A solver starts in one lane after the other: what the first compiles, the others load.
    """

    def __init__(self, setting: Setting, starts: Mapping[str, Lock]) -> None:
        self._setting, self._starts = setting, starts
        self._workers: dict[str, _Worker] = {}
        self._closed = False
        self._lock = Lock()

    def outcome(self, run: Run, lanes: int) -> Outcome:
        load = os.getloadavg()[0]
        worker = self._worker(run.solver)
        try:
            report = worker.run(run, self._patience(run))
        except WorkerDied as error:
            self._drop(run.solver)
            report = Report(None, 0, 0.0, f"the solver's process died: {error}")
        return Outcome(run, report, worker.version, load, lanes)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            for worker in self._workers.values():
                worker.stop()

    def _worker(self, solver: str) -> "_Worker":
        if solver not in self._workers:
            self._start(solver)
        return self._workers[solver]

    def _start(self, solver: str) -> None:
        with self._starts[solver]:
            worker = _Worker(Hello(solver, self._setting.place), self._setting.clock)
            with self._lock:
                self._workers[solver] = worker
                if self._closed:
                    worker.stop()
            try:
                worker.get_ready()
            except WorkerDied as error:
                raise NotStarted(f"{solver} does not start: {error}") from None

    def _drop(self, solver: str) -> None:
        with self._lock:
            self._workers.pop(solver).stop()

    def _patience(self, run: Run) -> float:
        slowness = SLOWEST if self._setting.clock is Clock.CPU else 2.0
        return run.case.seconds * slowness + PATIENCE


class _Worker:
    """A solver's process, which is ended with all that it started."""

    def __init__(self, hello: Hello, clock: Clock) -> None:
        self._hello, self.version = hello, ""
        self._process = Process("benchmarks.compare.worker", clock)

    def get_ready(self) -> None:
        ready: Ready = self._ask(self._hello, WARMING)
        self.version = ready.version

    def run(self, run: Run, patience: float) -> Report:
        report: Report = self._ask(Order(run.case, run.seed), patience)
        return report

    def stop(self) -> None:
        if self._process.is_running:
            with suppress(ProcessLookupError):
                os.killpg(self._process.id, signal.SIGKILL)
        self._process.kill()

    def _ask(self, message: object, patience: float) -> Any:
        timer = Timer(patience, self.stop)
        timer.start()
        try:
            with suppress(OSError, ValueError):  # what ended it is better said by itself
                self._process.send(message)
            answer = self._process.receive()
            if answer is None:
                raise WorkerDied(self._process.epitaph())
            return answer
        finally:
            timer.cancel()
