"""The sets: their instances, limits, who takes part, and what a peer could not be told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.compare.cases import Case, Place, Source
from benchmarks.compare.sources.days import DaySource
from benchmarks.compare.sources.emergency import EmergencySource
from benchmarks.compare.sources.files import SiteDependentFile, SolomonFile, TrspFile
from benchmarks.compare.sources.vroom_days import VroomSource

GENERAL = ("ours", "pyvrp", "vroom", "ortools-tuned", "ortools-tutorial")
DAY_SECONDS = {(50, 10): 10, (200, 25): 10, (500, 60): 30, (1000, 120): 60, (2000, 250): 60}
DAYS = range(1, 10)
VROOM_PROBLEMS = 30
FILES = {
    "solomon": "solomon/*.txt",
    "homberger": "homberger200/*.txt",
    "site-dependent": "sdvrptw/*.vrp",
    "trsp": "trsp/*.txt",
}
"""Where sets of public instances are in the folder of data."""


@dataclass(frozen=True)
class CaseSet:
    """One set of the comparison.

    `group` names the line of a table an instance belongs to. `sample` picks instances for a quick
    look, spread over all groups. `told` says how a solver was told the problem where that is not
    plain, `left_out` why one does not take part. Where `ranked`, costs only tell which of two plans
    is better. `tuned` are instances that defaults were tuned on.
    """

    name: str
    title: str
    price: str
    cases: Sequence[Case]
    solvers: Sequence[str]
    sample: Sequence[str]
    group: Callable[[str], str] = lambda instance: "all"
    tuned: Callable[[str], bool] = lambda instance: False
    told: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    ranked: bool = False

    def sampled(self) -> list[Case]:
        """The cases of the sample, in order."""
        return [case for case in self.cases if case.instance in self.sample]


def catalogue(place: Place) -> list[CaseSet]:
    """All sets whose instances are there."""
    made = (_days, _plain_days, _solomon, _homberger, _site_dependent, _trsp, _threads, _emergency,
            _vroom)  # fmt: skip
    return [found for make in made if (found := make(place)).cases]


def absent(place: Place) -> dict[str, str]:
    """Why sets are not in the catalogue, by name."""
    return {
        name: f"no {place.data / pattern} (DISPATCH_BENCH_DATA names the folder)"
        for name, pattern in FILES.items()
        if not any(place.data.glob(pattern))
    }


_VROOM_TOLD = (
    "no soft deadlines: told as hard windows (were they left out, its plans would cost two to five "
    "times as much); no price of a skip: told as priorities in proportion (100, 40, 15), which it "
    "serves first, whatever the way"
)
_TUNED_DAYS = ("#1", "#2", "#3", "#4")


def _day(place: Place, name: str, size: tuple[int, int], number: int, seconds: float,
         plain: bool = False, threads: int = 1) -> Case:  # fmt: skip
    source = DaySource(*size, number, plain, place.prototype)
    return Case(name, f"{size[0]}/{size[1]} #{number}", seconds, source, threads)


def _size(instance: str) -> str:
    return instance.split(maxsplit=1)[0]


def _days(place: Place) -> CaseSet:
    cases = [
        _day(place, "days", size, number, seconds)
        for size, seconds in DAY_SECONDS.items()
        for number in DAYS
    ]
    return CaseSet(
        "days",
        "Technician days",
        "seconds of driving + lateness + skips",
        cases,
        ("ours", "prototype", "vroom", "ortools-tuned", "ortools-tutorial"),
        ("50/10 #5", "200/25 #5", "200/25 #6", "500/60 #5", "1000/120 #5", "2000/250 #5"),
        group=_size,
        tuned=lambda instance: instance.endswith(_TUNED_DAYS),
        told={"vroom": _VROOM_TOLD},
        left_out={"pyvrp": "has no breaks and no soft deadlines"},
    )


def _plain_days(place: Place) -> CaseSet:
    sizes = ((200, 25), (500, 60), (1000, 120))
    return CaseSet(
        "plain-days",
        "Technician days without lunch and soft deadlines",
        "seconds of driving + skips",
        [_day(place, "plain-days", size, n, 30, plain=True) for size in sizes for n in DAYS],
        ("ours", "prototype", *GENERAL[1:]),
        ("200/25 #5", "500/60 #5", "1000/120 #5"),
        group=_size,
        tuned=lambda instance: instance.endswith(_TUNED_DAYS),
        told={
            "pyvrp": "no skills: told as a profile of travel per set of skills, in which what is "
            "out of bounds is unreachably far; skip prices are told as prizes of optional clients",
            "vroom": "no price of a skip: told as priorities in proportion (100, 40, 15), which it "
            "serves first, whatever the way",
        },
    )


def _files(place: Place, name: str, seconds: float, source: Callable[..., Source]) -> list[Case]:
    paths = sorted(place.data.glob(FILES[name]))
    return [Case(name, path.stem, seconds, source(path.resolve())) for path in paths]


_CLASSIC_LEFT_OUT = {"prototype": "its kernels for these files are not part of it"}


def _solomon(place: Place) -> CaseSet:
    return CaseSet(
        "solomon",
        "Solomon, 100 customers",
        "total distance in tenths",
        _files(place, "solomon", 10, SolomonFile),
        GENERAL,
        ("r108", "r204", "c204", "rc202"),
        tuned=lambda instance: instance.startswith(("r1", "c1")),
        left_out=_CLASSIC_LEFT_OUT,
    )


def _homberger(place: Place) -> CaseSet:
    return CaseSet(
        "homberger",
        "Homberger, 200 customers",
        "total distance in tenths",
        _files(place, "homberger", 30, SolomonFile),
        GENERAL,
        ("r1_2_2", "rc2_2_1"),
        group=lambda instance: "short routes" if "1_2_" in instance else "long routes",
        left_out=_CLASSIC_LEFT_OUT,
    )


def _site_dependent(place: Place) -> CaseSet:
    return CaseSet(
        "site-dependent",
        "Site-dependent, PR01 to PR10 (48 to 288 clients)",
        "total distance in thousandths",
        _files(place, "site-dependent", 60, SiteDependentFile),
        ("ours", "pyvrp", "ortools-tuned", "ortools-tutorial"),
        ("PR03",),
        told={
            "pyvrp": "no list of allowed clients: told, as its own reader of these files does, as "
            "a profile of travel per set of them, in which the others are unreachably far"
        },
        left_out={**_CLASSIC_LEFT_OUT, "vroom": "has no longest duration of a route"},
    )


def _trsp(place: Place) -> CaseSet:
    peers = "has no tools, no parts and no optional visit of a depot"
    return CaseSet(
        "trsp",
        "Technician routing with tools, parts and a depot (TRSP)",
        "working time",
        _files(place, "trsp", 60, TrspFile),
        ("ours", "prototype"),
        ("R103.100_25-5-5-5", "RC205.100_25-5-5-5"),
        tuned=lambda instance: instance.startswith("R1"),
        left_out={
            **dict.fromkeys(("pyvrp", "vroom"), peers),
            **dict.fromkeys(("ortools-tuned", "ortools-tutorial"), "not written for it"),
        },
    )


def _threads(place: Place) -> CaseSet:
    sizes = {(200, 25): 10, (500, 60): 30}
    return CaseSet(
        "threads",
        "Two threads against one, the same seconds",
        "seconds of driving + lateness + skips",
        [
            _day(place, "threads", size, number, seconds, threads=threads)
            for size, seconds in sizes.items()
            for number in DAYS
            for threads in (1, 2)
        ],
        ("ours",),
        ("200/25 #7", "500/60 #7"),
        group=_size,
    )


def _emergency(place: Place) -> CaseSet:
    return CaseSet(
        "emergency",
        "An emergency into a running day of 500 visits",
        "seconds of driving + lateness + skips, after 10 s",
        [Case("emergency", f"500/60 #{n}", 10, EmergencySource(500, 60, n)) for n in DAYS],
        ("ours",),
        ("500/60 #5", "500/60 #6"),
    )


def _vroom(place: Place) -> CaseSet:
    return CaseSet(
        "vroom",
        "VROOM's own format, generated problems",
        "priorities served, then jobs, then cost",
        [
            Case("vroom", f"{VroomSource(n).family} {n}", 5, VroomSource(n))
            for n in range(VROOM_PROBLEMS)
        ],
        ("ours", "vroom"),
        tuple(f"{VroomSource(n).family} {n}" for n in (2, 4, 6, 10)),
        ranked=True,
        left_out=dict.fromkeys(("pyvrp", "ortools-tutorial", "prototype"), "not its format"),
    )
