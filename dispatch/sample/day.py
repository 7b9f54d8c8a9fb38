"""The work orders of a sample day, all reported before it begins at half past seven.

Most can be served. A few cannot, each for a reason of its own, so that the backlog has something
to say.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from dispatch.domain.severity import Severity
from dispatch.sample import SAMPLE_DAY
from dispatch.sample.catalogue import PRIVATE, TROUBLES, Trouble
from dispatch.sample.crew import ABSENT, technician_code
from dispatch.sample.reports import answered, arrival_target, report_and_due
from dispatch.sample.world import BASE, Place, Row, World, dice

_CHANNELS = ("phone", "phone", "web", "email", "app")
_HALF_DAYS = (("08:00", "12:00"), ("12:00", "17:00"))
_TWO_HOURS = (("08:00", "10:00"), ("10:00", "12:00"), ("13:00", "15:00"), ("14:00", "16:00"))
_ROUNDING = 5
_ROOM = timedelta(minutes=45)
_FIRST_NUMBER = 101
ISLAND_CUSTOMER, ISLAND_SITE = "C900", "S900-1"


@dataclass(frozen=True)
class Mix:
    """How much of what is asked for: orders by severity, and by skill in proportion.

    `remote` more need no visit. Visits take `pace` times as long as is usual.
    """

    orders: dict[Severity, int]
    skills: dict[str, int]
    remote: int
    pace: float = 1.0


def work_orders(world: World, mix: Mix, name: str) -> list[Row]:
    """Rows of a day, numbered in the order in which they were reported."""
    rng = dice("day", name)
    places = _Places(rng, world)
    rows = [
        _order(rng, places, severity, mix, tier="" if nth else "vip")
        for severity, count in mix.orders.items()
        for nth in range(count)
    ]
    rows += [_remote(rng, world) for _ in range(mix.remote)]
    rows += _impossible(rng, places)
    rows.sort(key=lambda row: row["reported_at"])
    return [
        {"number": f"WO-{SAMPLE_DAY.year}-{number:06}", **row}
        for number, row in enumerate(rows, start=_FIRST_NUMBER)
    ]


def island() -> tuple[Row, Row]:
    """A customer and a site that no working day reaches."""
    customer = {
        "code": ISLAND_CUSTOMER,
        "name": "Far Skerry Lighthouse Trust",
        "tier": "regular",
        "phone": "+44 1632 960900",
        "email": "keeper@example.org",
    }
    site = {
        "code": ISLAND_SITE,
        "customer": ISLAND_CUSTOMER,
        "base": BASE,
        "name": "Far Skerry lighthouse",
        "address": "Lighthouse, Far Skerry",
        "latitude": "49.100000",
        "longitude": "-9.900000",
        "opening_hours": "24/7",
        "access_notes": "Boat from the slipway",
    }
    return customer, site


@dataclass
class _Places:
    """Hands out places, each once until none is left with the skill that is asked for."""

    rng: Random
    world: World
    used: set[str] = field(default_factory=set)

    def take(self, skill: str, tier: str = "") -> Place:
        fitting = [place for place in self.world.places if skill in place.trade.skills]
        fresh = [place for place in fitting if place.code not in self.used]
        wanted = [place for place in fresh or fitting if not tier or place.tier == tier]
        place = self.rng.choice(wanted or fresh or fitting)
        self.used.add(place.code)
        return place


def _order(rng: Random, places: _Places, severity: Severity, mix: Mix, tier: str = "") -> Row:
    skill = rng.choices(list(mix.skills), list(mix.skills.values()))[0]
    trouble = rng.choice([t for t in TROUBLES[skill] if t.severity is severity])
    row, due = _visit(rng, places.take(skill, tier), skill, trouble, mix.pace)
    return row if severity is Severity.EMERGENCY else row | _availability(rng, due)


def _visit(
    rng: Random, place: Place, skill: str, trouble: Trouble, pace: float = 1.0
) -> tuple[Row, datetime]:
    """A request for a visit, and when somebody is due."""
    minutes = trouble.minutes * pace * rng.uniform(0.85, 1.4)
    row, due = _report(rng, place, trouble)
    row |= {
        "asset": place.assets[skill],
        "duration_minutes": str(round(minutes / _ROUNDING) * _ROUNDING),
        "skills": f"{skill}:{trouble.level}",
    }
    return row, due


def _report(rng: Random, place: Place, trouble: Trouble) -> tuple[Row, datetime]:
    """When it was reported and by which channel, our answer, and when somebody is due."""
    severity = trouble.severity
    target = arrival_target(severity, place.tier, place.out_of_town)
    reported, due = report_and_due(rng, severity, target)
    answer = answered(rng, severity, reported)
    row = {
        "site": place.code,
        "channel": "preventive" if trouble.planned else rng.choice(_CHANNELS),
        "severity": severity.value,
        "description": trouble.text,
        "reported_at": _text(reported),
        "responded_at": _text(answer) if answer else "",
    }
    return row, due


def _availability(rng: Random, due: datetime) -> Row:
    """Half of the customers are free all day; others name half a day, two hours, or a start.

    Nobody insists on being visited after the time by which we promised to come.
    """
    draw = rng.random()
    windows = _HALF_DAYS if draw < 0.25 else _TWO_HOURS
    fitting = [window for window in windows if _at(window[0]) + _ROOM <= due]
    if draw < 0.45 and fitting:
        return {"windows": _window(*rng.choice(fitting))}
    start = rng.choice(("10:00", "13:00"))
    if draw < 0.5 and _at(start) + _ROOM <= due:
        return {"not_before": f"{SAMPLE_DAY}T{start}"}
    return {}


def _remote(rng: Random, world: World) -> Row:
    """An enquiry that is answered by telephone: no visit."""
    question = rng.choice(
        (
            "Question about the last invoice",
            "How is the controller set to summer time?",
            "Please send the inspection report again",
        )
    )
    row, _ = _report(rng, rng.choice(world.places), Trouble(Severity.ENQUIRY, question, 0, 1))
    return row


def _impossible(rng: Random, places: _Places) -> list[Row]:
    """Requests that no plan can serve: one for each reason."""
    general, complex_fault = Severity.GENERAL_FAULT, Severity.COMPLEX_FAULT
    expert = Trouble(complex_fault, "Controller of the lift is to be rebuilt by an expert", 120, 5)
    evening = Trouble(general, "Thermostat fails, nobody at home before the evening", 45, 1)
    far = Trouble(general, "Heating boiler of the lighthouse is to be replaced", 360, 2)
    torn = Trouble(general, "Radiator valve leaks; wants only the one they also refuse", 40, 1)
    favourite = Trouble(general, "Draught in the hall; insists on a technician they know", 45, 1)
    lighthouse = Place(island()[1], PRIVATE, "regular", out_of_town=True, assets={})
    refused, ill = technician_code(1), technician_code(ABSENT)

    def asked(skill: str, trouble: Trouble) -> Row:
        return _visit(rng, places.take(skill), skill, trouble)[0]

    return [
        asked("elevator", expert),
        asked("boiler", evening) | {"windows": _window("19:30", "21:00")},
        _report(rng, lighthouse, far)[0] | {"duration_minutes": "360", "skills": "boiler:2"},
        asked("boiler", torn) | {"required_technicians": refused, "excluded_technicians": refused},
        asked("hvac", favourite) | {"required_technicians": ill},
    ]


def _at(clock: str) -> datetime:
    return datetime.combine(SAMPLE_DAY, time.fromisoformat(clock))


def _window(start: str, end: str) -> str:
    return f"{SAMPLE_DAY} {start}-{end}"


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
