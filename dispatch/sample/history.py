"""Twelve weeks of finished visits, for whoever wants to learn durations and lateness from them.

What was measured differs from what was planned as it does in life: times on site are nearly
lognormal around the plan, each technician has a pace of their own that no column states, travel
takes longer in the rush hours, and three of four visits settle the matter (first-time-fix rates
average 75 %: Aberdeen Group 2013).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from dispatch.domain.calendars import is_holiday
from dispatch.domain.defaults import default_calendar
from dispatch.domain.severity import Severity
from dispatch.sample import SAMPLE_DAY
from dispatch.sample.catalogue import CREW, TROUBLES
from dispatch.sample.crew import technician_code
from dispatch.sample.world import Row, dice

COLUMNS = (
    "date",
    "technician",
    "skill",
    "severity",
    "tier",
    "region",
    "planned_minutes",
    "actual_minutes",
    "planned_travel_minutes",
    "actual_travel_minutes",
    "arrive_by",
    "arrived_at",
    "first_time_fix",
)
WEEKS, TECHNICIANS = 12, 8
FIRST_TIME_FIX = 0.75
SPREAD = 0.32  # of the logarithm of actual / planned time on site
PACES = (0.86, 1.04, 0.93, 1.0, 1.18, 0.97, 1.08, 1.27)  # hidden: not in the file
_SEVERITIES = {
    Severity.EMERGENCY: 6,
    Severity.COMPLEX_FAULT: 22,
    Severity.GENERAL_FAULT: 50,
    Severity.ENQUIRY: 22,
}
_TIERS = {"vip": 15, "regular": 60, "new": 25}
_RUSH_HOURS = {7: 1.2, 8: 1.35, 9: 1.15, 15: 1.1, 16: 1.25, 17: 1.35}
_MINUTE = timedelta(minutes=1)


def visits() -> Iterator[Row]:
    """Rows of all finished visits, by day, technician and time."""
    for day in _working_days():
        for number in range(1, TECHNICIANS + 1):
            rng = dice("history", day, number)
            if rng.random() < 0.06:
                continue  # on leave
            yield from _day(rng, day, number)


def _working_days() -> list[date]:
    monday = SAMPLE_DAY - timedelta(days=SAMPLE_DAY.weekday(), weeks=WEEKS)
    days = (monday + timedelta(days=7 * week + day) for week in range(WEEKS) for day in range(5))
    calendar = default_calendar()
    return [day for day in days if not is_holiday(calendar, day)]


def _day(rng: Random, day: date, number: int) -> Iterator[Row]:
    now = datetime.combine(day, time(8)) + rng.randrange(-10, 15) * _MINUTE
    end = datetime.combine(day, time(12 if number == 7 else 16))
    while now < end:
        row, now = _visit(rng, now, number)
        yield row
        if now.hour == 12:
            now += 30 * _MINUTE


def _visit(rng: Random, leave: datetime, number: int) -> tuple[Row, datetime]:
    skills = [part.split(":")[0].strip() for part in CREW[number - 1][1].split(";")]
    skill = rng.choices(skills, range(len(skills), 0, -1))[0]
    severity = rng.choices(list(_SEVERITIES), list(_SEVERITIES.values()))[0]
    choices = [t for t in TROUBLES[skill] if t.severity is severity] or list(TROUBLES[skill])
    trouble = rng.choice(choices)
    out_of_town = rng.random() < 0.1
    travel = rng.randrange(28, 50) if out_of_town else rng.randrange(6, 24)
    rush = _RUSH_HOURS.get(leave.hour, 1.0)
    travelled = max(1, round(travel * rush * rng.lognormvariate(0, 0.15)))
    planned = max(10, round(trouble.minutes * rng.uniform(0.8, 1.3) / 5) * 5)
    actual = max(5, round(planned * PACES[number - 1] * rng.lognormvariate(0, SPREAD)))
    arrived = leave + travelled * _MINUTE
    promised = leave + travel * _MINUTE + _margin(rng)
    row = {
        "date": leave.date().isoformat(),
        "technician": technician_code(number),
        "skill": skill,
        "severity": trouble.severity.value,
        "tier": rng.choices(list(_TIERS), list(_TIERS.values()))[0],
        "region": "out_of_town" if out_of_town else "same_city",
        "planned_minutes": str(planned),
        "actual_minutes": str(actual),
        "planned_travel_minutes": str(travel),
        "actual_travel_minutes": str(travelled),
        "arrive_by": promised.isoformat(timespec="minutes"),
        "arrived_at": arrived.isoformat(timespec="minutes"),
        "first_time_fix": str(int(rng.random() < FIRST_TIME_FIX)),
    }
    return row, arrived + actual * _MINUTE


def _margin(rng: Random) -> timedelta:
    """Time left to the promise when the visit was planned; one in twenty was late already."""
    return rng.choices((-20, 5, 30, 90, 240), (5, 15, 25, 30, 25))[0] * _MINUTE
