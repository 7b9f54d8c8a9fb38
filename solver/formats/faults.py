"""What is wrong with an input file: every fault names its field, the value found and the rule."""

from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST_VALUE = 60
_MISSING = object()


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault. `field` is a path such as `tasks[3].windows[0].start`, or `line 12`, or empty."""

    field: str
    rule: str
    value: str = ""

    def __str__(self) -> str:
        found = f" (found {self.value})" if self.value else ""
        return f"{self.field}: {self.rule}{found}" if self.field else f"{self.rule}{found}"


class UnreadableInput(ValueError):
    """A file that cannot be read as a problem or solution; carries all of its faults.

    Attributes: `source`, the name of the file; `faults`, in the order of the file.
    """

    def __init__(self, source: str, faults: Iterable[FileFault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{source}: {fault}" for fault in self.faults))


class FileFaults:
    """Collects faults while a file is read, so that all of them are reported at once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.faults: list[FileFault] = []

    def add(self, field: str, rule: str, value: object = _MISSING) -> None:
        self.faults.append(FileFault(field, rule, "" if value is _MISSING else shown(value)))

    def raise_if_any(self) -> None:
        """Raise `UnreadableInput` with everything collected so far."""
        if self.faults:
            raise UnreadableInput(self.source, self.faults)


def shown(value: object) -> str:
    """A value from a file as printable text, cut to a length that fits one line of a message."""
    if value == "":
        return "''"
    try:
        text = repr(value)[1:-1] if isinstance(value, str) else repr(value)
    except (RecursionError, ValueError):  # absurdly nested, or an integer of thousands of digits
        text = f"a {type(value).__name__} too large to show"
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 3] + "..."


def field_path(location: Iterable[str | int]) -> str:
    """`("tasks", 3, "windows")` as `tasks[3].windows`."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            name = part if part.isprintable() else shown(part)
            path += f".{name}" if path else name
    return path
