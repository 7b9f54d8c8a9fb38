"""Kinds of columns: how a cell is read, and how a value is written so that it reads the same.

What is written is a `Cell`: text, or a number, date or truth value that keeps its type in a
workbook and in JSON.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import Clock, Target
from dispatch.exchange import cells, times
from dispatch.exchange.cells import Parse
from dispatch.exchange.language import NO, YES, Language, word_of
from dispatch.exchange.times import Rest, WallWindow

Cell = str | int | float | bool | date | datetime | None

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Kind:
    """What the cells of a column hold.

    `read` takes stripped text that is not empty and raises ValueError with the rule it breaks.
    `free` text may begin with anything, even with what marks a remark or a formula. `choices` are
    all values there are.
    """

    read: Parse
    write: Callable[[Any, Language], Cell]
    free: bool = False
    choices: type[StrEnum] | None = None


def number(least: float, most: float) -> Kind:
    """Decimal numbers between two bounds, both included."""
    return Kind(cells.number(least, most), lambda value, _: _plain(value))


def whole(least: int, most: int) -> Kind:
    """Whole numbers between two bounds, both included."""
    return Kind(cells.whole(least, most), _as_is)


def minutes(least: int, most: int) -> Kind:
    """Spans of time in minutes."""
    return Kind(cells.minutes(least, most), lambda span, _: _plain(span / _MINUTE))


def rounded_minutes(least: int, most: int) -> Kind:
    """The same, to a tenth of a minute, for people only."""
    return Kind(cells.minutes(least, most), lambda span, _: _plain(round(span / _MINUTE, 1)))


def choice(options: type[StrEnum]) -> Kind:
    """Values of an enumeration, in the words of a language."""
    return Kind(cells.choice(options), word_of, choices=options)


def _as_is(value: Any, _: Language) -> Cell:
    cell: Cell = value
    return cell


def _plain(value: float) -> Cell:
    """A number without a needless fraction."""
    return int(value) if float(value).is_integer() else value


def _text(value: Any, _: Language) -> Cell:
    return str(value)


def _yes_no(value: bool, language: Language) -> Cell:
    return (YES if value else NO)[language][0]


def _listed(write: Callable[[Any], str]) -> Callable[[Iterable[Any], Language], Cell]:
    return lambda values, _: "; ".join(map(write, values))


def _skill(value: SkillLevel) -> str:
    return f"{value.skill}:{value.level}"


def _part(value: PartNeed | PartStock) -> str:
    return f"{value.part}:{value.quantity}"


def _target(value: Target, _: Language) -> Cell:
    in_hours = not value.within % timedelta(hours=1)
    number = _plain(value.within / (timedelta(hours=1) if in_hours else _MINUTE))
    working = " working" if value.clock is Clock.WORKING else ""
    return f"{number} {'h' if in_hours else 'min'}{working}"


def _moment(value: datetime, _: Language) -> Cell:
    return value if value.tzinfo is None else value.isoformat()


def _window(value: WallWindow) -> str:
    if _same_day(value):
        return f"{value.start:%Y-%m-%d} {clock_text(value.start)}-{clock_text(value.end)}"
    return f"{value.start.isoformat()}/{value.end.isoformat()}"


def _same_day(value: WallWindow) -> bool:
    ends = (value.start, value.end)
    plain = all(end.tzinfo is None and not end.microsecond for end in ends)
    return plain and value.start.date() == value.end.date()


def _rest(value: Rest) -> str:
    length = _plain(value.duration / _MINUTE)
    where = f" @ {value.place.latitude},{value.place.longitude}" if value.place else ""
    return f"{length} min {clock_text(value.earliest)}-{clock_text(value.latest)}{where}"


def clock_text(value: time | datetime) -> str:
    """`08:30`, with seconds only where there are any."""
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"


TEXT: Final = Kind(cells.text, _as_is, free=True)
CODE: Final = Kind(cells.code, _as_is)
CODES: Final = Kind(cells.codes, _listed(str))
DAY: Final = Kind(cells.day, _as_is)
MOMENT: Final = Kind(times.moment, _moment)
TIME_ZONE: Final = Kind(cells.time_zone, _as_is)
HOURS: Final = Kind(cells.hours, _text)
SKILL: Final = Kind(cells.skill, _as_is)
PARTS: Final = Kind(cells.parts, _listed(_part))
STOCK: Final = Kind(cells.stock, _listed(_part))
SKILLS: Final = Kind(cells.skills, _listed(_skill))
TARGET: Final = Kind(cells.target, _target)
WINDOWS: Final = Kind(times.windows, _listed(_window))
RESTS: Final = Kind(times.rests, _listed(_rest))
YES_NO: Final = Kind(cells.yes_no, _yes_no)
