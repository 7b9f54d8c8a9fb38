"""The stretches that technicians really work, each a vehicle with a name people can read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate

from dispatch.domain.orders import Visit
from dispatch.domain.team import Shift, Technician
from dispatch.planning.availability import present_spans
from dispatch.planning.horizon import HorizonInputs


@dataclass(frozen=True)
class Stretch:
    """What absences and the time gone leave of a shift, in one piece.

    `key` is the name of its vehicle: "ADA" on one day, "ADA 2026-03-18" on one of several, "ADA#2"
    for a second piece of a day. Seconds from `before` to `until` of `whole` are its share of what
    the shift is allowed in all, in the order of its pieces.
    """

    key: str
    shift: Shift
    day: date
    start: datetime
    end: datetime
    before: int = 0
    until: int = 1
    whole: int = 1

    @property
    def technician(self) -> Technician:
        return self.shift.technician

    @property
    def overtime(self) -> timedelta:
        """Overtime after this piece: none before an absence."""
        return timedelta(0) if self.end < self.shift.ends_at else self.shift.max_overtime

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant <= self.end + self.overtime

    def share(self, allowed: int) -> int:
        """The part of a shift's limit that this piece has, in proportion to its length.

        The parts of all pieces add up to the limit: no two of them can exceed it together.
        """
        return allowed * self.until // self.whole - allowed * self.before // self.whole


@dataclass(frozen=True)
class Team:
    """Everybody who may be named: those who work, in stretches, and those who are off."""

    stretches: Sequence[Stretch]
    off: Sequence[Technician] = ()

    @cached_property
    def _own(self) -> Mapping[str, list[Stretch]]:
        own: dict[str, list[Stretch]] = {}
        for stretch in self.stretches:
            own.setdefault(stretch.technician.code, []).append(stretch)
        return own

    def of(self, technician: Technician) -> Sequence[Stretch]:
        """The stretches of a technician, in order; none for one who is off."""
        return self._own.get(technician.code, [])

    def keys(self, technicians: Iterable[Technician]) -> frozenset[str]:
        """Vehicles of these technicians, those who are off left out."""
        return frozenset(stretch.key for person in technicians for stretch in self.of(person))

    def names(self, technicians: Iterable[Technician]) -> frozenset[str]:
        """Vehicles of these technicians, and the names of those who are off."""
        people = list(technicians)
        absent = frozenset(person.code for person in people if not self.of(person))
        return self.keys(people) | absent

    def at(self, technician: Technician, instant: datetime, day: date) -> str:
        """The vehicle that a technician is at an instant of a day, or would be if not off."""
        own = [stretch for stretch in self.of(technician) if stretch.day == day]
        present = [stretch for stretch in own if instant in stretch]
        return next((stretch.key for stretch in (*present, *own)), technician.code)


def team_of(inputs: HorizonInputs) -> Team:
    """Who works in the horizon and when; off is who never does, of the base or asked for by name.

    A shift belongs to the day it starts on; one that began before the horizon, to the first.
    """
    found: list[Stretch] = []
    for shift in sorted(inputs.shifts, key=lambda s: (s.technician.code, s.starts_at)):
        found += _stretches(shift, inputs, found)
    working = {stretch.technician.code for stretch in found}
    wished = (person for visit in inputs.visits for person in _wished(visit))
    people = {person.code: person for person in (*inputs.technicians, *wished)}
    return Team(found, [people[code] for code in sorted(people.keys() - working)])


def _stretches(
    shift: Shift, inputs: HorizonInputs, earlier: Sequence[Stretch]
) -> Iterator[Stretch]:
    day = inputs.day_of(shift.starts_at)
    name = shift.technician.code if inputs.days == 1 else f"{shift.technician.code} {day}"
    number = sum(1 for s in earlier if s.technician.code == shift.technician.code and s.day == day)
    spans = present_spans(shift, inputs.absences, inputs.now)
    ends = list(accumulate(int((end - start).total_seconds()) for start, end in spans))
    for (start, end), before, until in zip(spans, [0, *ends], ends, strict=False):
        number += 1
        key = name if number == 1 else f"{name}#{number}"
        yield Stretch(key, shift, day, start, end, before, until, ends[-1])


def _wished(visit: Visit) -> Iterator[Technician]:
    """Those whom a visit cannot do without."""
    yield from visit.required_technicians
    if visit.pinned_to is not None:
        yield visit.pinned_to
