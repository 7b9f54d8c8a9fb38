"""Makes the files of `sample_data/` anew: `python -m dispatch.sample.generate [FOLDER]`."""

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from dispatch.domain.defaults import default_policy
from dispatch.domain.severity import Severity
from dispatch.domain.sla import Calendar, Clock, SlaPolicy, Target
from dispatch.sample import CITY_SEED, history
from dispatch.sample.city import City, build_city
from dispatch.sample.crew import absences, shifts, technicians
from dispatch.sample.day import Mix, island, work_orders
from dispatch.sample.location import CHECKOUT
from dispatch.sample.world import Row, bases, make_world

Files = dict[str, str]

FIRST_DAY = Mix(
    orders={
        Severity.EMERGENCY: 3,
        Severity.COMPLEX_FAULT: 8,
        Severity.GENERAL_FAULT: 17,
        Severity.ENQUIRY: 5,
    },
    skills={
        "boiler": 6,
        "hvac": 5,
        "electrical": 7,
        "network": 5,
        "elevator": 5,
        "refrigeration": 4,
    },
    remote=2,
    pace=1.1,
)
CITY_DAY = Mix(
    orders={
        Severity.EMERGENCY: 10,
        Severity.COMPLEX_FAULT: 45,
        Severity.GENERAL_FAULT: 88,
        Severity.ENQUIRY: 32,
    },
    skills={
        "boiler": 5,
        "hvac": 5,
        "electrical": 5,
        "network": 4,
        "elevator": 4,
        "refrigeration": 5,
    },
    remote=20,
    pace=0.77,
)


def generate() -> Files:
    """Every file by its path below `sample_data/`; the same text in every run."""
    city = build_city(CITY_SEED)
    return {
        **_day(city, "first_day", FIRST_DAY, customers=40, crew=8),
        **_day(city, "city_day", CITY_DAY, customers=160, crew=25),
        "history/visits.csv": _csv(history.COLUMNS, history.visits()),
    }


def write(folder: Path) -> None:
    """Write every file below `folder`."""
    for name, text in generate().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def _day(city: City, name: str, mix: Mix, customers: int, crew: int) -> Files:
    """The files of a day: whole in themselves, so that they can be imported on their own."""
    world = make_world(city, customers)
    island_customer, island_site = island()
    tables: dict[str, list[Row]] = {
        **_promises(default_policy()),
        "bases": bases(city),
        "customers": [*world.customers, island_customer],
        "sites": [*(place.row for place in world.places), island_site],
        "assets": world.assets,
        "technicians": technicians(city, crew),
        "shifts": shifts(crew),
        "absences": absences(),
        "work_orders": work_orders(world, mix, name),
    }
    return {f"{name}/{table}.csv": _csv(_columns(rows), rows) for table, rows in tables.items()}


def _columns(rows: Iterable[Row]) -> list[str]:
    """Every column that a row has, in the order in which they first come up."""
    return list(dict.fromkeys(column for row in rows for column in row))


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _promises(policy: SlaPolicy) -> dict[str, list[Row]]:
    """The default policy as files, open every day so that any day can be the sample day."""
    levels = {rule.service_level.code: rule.service_level for rule in policy.rules}
    return {
        "calendars": [_calendar(policy.calendar)],
        "service_levels": [
            {
                "code": level.code,
                "name": level.name,
                "priority": str(level.priority),
                "respond": _target(level.respond),
                "arrive": _target(level.arrive),
                "resolve": _target(level.resolve),
            }
            for level in levels.values()
        ],
        "sla_policies": [
            {"code": policy.code, "name": policy.name, "calendar": policy.calendar.code}
        ],
        "classification_rules": [
            {
                "policy": policy.code,
                "position": str(rule.position),
                "severity": rule.severity or "",
                "tier": rule.tier or "",
                "region": rule.region or "",
                "service_level": rule.service_level.code,
            }
            for rule in policy.rules
        ],
    }


def _calendar(calendar: Calendar) -> Row:
    return {
        "code": calendar.code,
        "name": calendar.name,
        "hours": "Mo-Su 08:00-18:00",
        "time_zone": calendar.time_zone,
        "country": calendar.country,
        "subdivision": calendar.subdivision,
    }


def _target(target: Target) -> str:
    minutes = target.within // timedelta(minutes=1)
    span = f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"
    return f"{span} working" if target.clock is Clock.WORKING else span


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else CHECKOUT)
