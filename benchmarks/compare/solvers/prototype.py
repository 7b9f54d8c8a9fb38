"""The prototype of the search, found by its folder: ruin and recreate for days, and for TRSP."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.compare.cases import Answer, Place
from benchmarks.compare.solvers.told import CannotSay, Told
from benchmarks.compare.sources.days import DaySource, prototype_module
from benchmarks.compare.sources.files import TrspFile

CACHE = "DISPATCH_KERNEL_CACHE"


class Prototype:
    """Its kernels are kept beside ours between runs."""

    def __init__(self, place: Place) -> None:
        if place.prototype is None:
            raise FileNotFoundError("no folder of the prototype was given (--prototype)")
        self._folder, self._data = place.prototype, place.data
        self._regions: Path | None = None

    @property
    def version(self) -> str:
        sources = b"".join(path.read_bytes() for path in sorted(self._folder.glob("*.py")))
        return hashlib.sha256(sources).hexdigest()[:8]

    def warm_up(self) -> None:
        _keep_kernels(self.version)
        self._module("ruin_recreate_days")  # solves a small day when it is imported

    def solve(self, told: Told) -> Answer:
        source = told.case.source
        if isinstance(source, DaySource):
            return self._day(told, source)
        if isinstance(source, TrspFile):
            return self._region(told, source)
        raise CannotSay("anything but technician days and TRSP")

    def _day(self, told: Told, source: DaySource) -> Answer:
        days, search = self._module("technician_days"), self._module("ruin_recreate_days")
        plain = source.plain
        day = days.gen(source.visits, source.technicians, source.number,
                       breaks=not plain, soft=not plain)  # fmt: skip
        began = told.clock()
        routes, facts = search.solve(day, told.seconds, told.seed)
        return Answer(
            plan=dict(enumerate(routes)),
            seconds=told.clock() - began,
            iterations=facts["iters"],
            moments=[(seconds, float(cost)) for seconds, cost in facts["trace"]],
            first_plan=facts["trace"][0][0],
        )

    def _region(self, told: Told, source: TrspFile) -> Answer:
        search = self._trsp_module()
        region = search.load(source.path.stem)
        _first_call_compiles(search, region)
        began = told.clock()
        routes, length, _, facts = search.solve(region, told.seconds, seed=told.seed)
        seconds = told.clock() - began
        moments = [
            (float(moment[0]), moment[1] * source.scale)
            for moment in facts["trace"]
            if len(moment) == 2 and moment[1] < 1e9
        ]
        return Answer(
            plan=None if length is None else _by_index(told, routes, length),
            seconds=seconds,
            iterations=facts["iters"],
            moments=moments,
        )

    def _module(self, name: str) -> ModuleType:
        return prototype_module(name, self._folder)

    def _trsp_module(self) -> ModuleType:
        """It wants the folders of the publication: a link to the data stands in for them."""
        if self._regions is None:
            self._regions = Path(tempfile.mkdtemp(prefix="regions-"))
            (self._regions / "crew25").symlink_to((self._data / "trsp").resolve())
            os.environ["TRSP"] = str(self._regions)
        return self._module("ruin_recreate_trsp")


def _first_call_compiles(search: ModuleType, region: Any) -> None:
    """Load its kernels for TRSP before the clock starts, once."""
    if not getattr(search, "is_loaded", False):
        search.solve(region, 0.5)
        search.is_loaded = True  # type: ignore[attr-defined]


def _by_index(told: Told, routes: Any, length: Any) -> dict[int, list[int]]:
    """Its rows are technicians in the order of the file, its nodes are ids of the file."""
    vehicles, tasks = told.problem.vehicle_index, told.problem.task_index
    return {
        vehicles[str(k + 1)]: [tasks[str(int(node))] for node in routes[k, : length[k]]]
        for k in range(len(length))
        if length[k]
    }


def _keep_kernels(version: str) -> None:
    chosen = os.environ.get(CACHE)
    parent = Path(chosen) if chosen else Path(tempfile.gettempdir()) / "dispatch-benchmarks"
    os.environ["NUMBA_CACHE_DIR"] = str(parent / f"prototype-{version}")
    if "numba" in sys.modules:
        from numba.core import config

        reload: Callable[[], None] = config.reload_config
        reload()
