"""What is wrong with a problem: where, the value found, and the rule in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from solver.model.bounds import EARLIEST, LARGEST_COST, LATEST, LONGEST

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `path` leads to the field, as in `("tasks", 3, "windows", 0)`."""

    path: Path
    value: object
    rule: str

    @property
    def field(self) -> str:
        """The path as people write it: `tasks[3].windows[0]`."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return "".join(parts).removeprefix(".")

    def __str__(self) -> str:
        return f"{self.field}: {self.rule} (found {_shown(self.value)})"


class InvalidProblem(ValueError):
    """A problem that breaks rules; `faults` holds every one of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FaultList:
    """Collects faults; each method names the field, checks one value and says whether it is good.

    Integers must be plain: a bool is no number, a float is refused even when whole, and numpy
    integers are refused because their arithmetic wraps around silently.
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, path: Path, value: object, rule: str) -> None:
        self.found.append(Fault(path, value, rule))

    def integer(self, path: Path, value: object, low: int, high: int, unit: str = "") -> bool:
        """A plain integer in [low, high]."""
        if type(value) is int and low <= value <= high:
            return True
        self.add(path, value, f"must be an integer from {low} to {high}{unit and f' {unit}'}")
        return False

    def instant(self, path: Path, value: object) -> bool:
        """A point on the time axis."""
        return self.integer(path, value, EARLIEST, LATEST, "seconds")

    def length(self, path: Path, value: object) -> bool:
        """A span of time."""
        return self.integer(path, value, 0, LONGEST, "seconds")

    def price(self, path: Path, value: object) -> bool:
        """Cost units per something."""
        return self.integer(path, value, 0, LARGEST_COST, "cost units")

    def ids(self, collection: Path, ids: Iterable[object]) -> None:
        """Non-empty texts, each used once in its collection."""
        first: dict[object, int] = {}
        for index, id_ in enumerate(ids):
            path = (*collection, index, "id")
            if not isinstance(id_, str) or not id_.strip():
                self.add(path, id_, "must be a text that is not blank")
            elif id_ in first:
                self.add(
                    path, id_, f"must be unique, but {collection[-1]}[{first[id_]}] has it too"
                )
            else:
                first[id_] = index


def _shown(value: object) -> str:
    try:
        return repr(value)
    except ValueError:  # Python refuses to print integers of thousands of digits
        return f"a {type(value).__name__} too large to print"
