"""The work orders of a sample day, all reported before it begins at half past seven.

Most can be served. A few cannot, each for a reason of its own, so that the backlog has something
to say.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from dispatch.domain.severity import Severity
from dispatch.sample import SAMPLE_DAY
from dispatch.sample.catalogue import TROUBLES, Trouble
from dispatch.sample.crew import ABSENT, technician_code
from dispatch.sample.world import BASE, Place, Row, World, dice

_MORNING = datetime.combine(SAMPLE_DAY, time(7, 30))
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_CHANNELS = ("phone", "phone", "web", "email", "app")
_HALF_DAYS = (("08:00", "12:00"), ("12:00", "17:00"))
_TWO_HOURS = (("08:00", "10:00"), ("10:00", "12:00"), ("13:00", "15:00"), ("14:00", "16:00"))
_ROUNDING = 5
_FIRST_NUMBER = 101
ISLAND_CUSTOMER, ISLAND_SITE = "C900", "S900-1"


@dataclass(frozen=True)
class Mix:
    """How much of what is asked for: orders by severity, and by skill in proportion."""

    orders: dict[Severity, int]
    skills: dict[str, int]
    remote: int


def work_orders(world: World, mix: Mix, name: str) -> list[Row]:
    """Rows of a day, numbered in the order in which they were reported."""
    rng = dice("day", name)
    rows = [
        _order(rng, world, severity, mix)
        for severity, count in mix.orders.items()
        for _ in range(count)
    ]
    rows += [_remote(rng, world) for _ in range(mix.remote)]
    rows += _impossible(rng, world)
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


def _order(rng: Random, world: World, severity: Severity, mix: Mix) -> Row:
    skill = rng.choices(list(mix.skills), list(mix.skills.values()))[0]
    place = _place(rng, world, skill)
    trouble = rng.choice([t for t in TROUBLES[skill] if t.severity is severity])
    row = _visit(rng, place, skill, trouble)
    if severity is not Severity.EMERGENCY:
        row |= _availability(rng)
    return row


def _place(rng: Random, world: World, skill: str) -> Place:
    return rng.choice([place for place in world.places if skill in place.trade.skills])


def _visit(rng: Random, place: Place, skill: str, trouble: Trouble) -> Row:
    minutes = trouble.minutes * rng.uniform(0.8, 1.3)
    return _reported(rng, place.code, trouble) | {
        "asset": place.assets[skill],
        "duration_minutes": str(round(minutes / _ROUNDING) * _ROUNDING),
        "skills": f"{skill}:{trouble.level}",
    }


def _reported(rng: Random, site: str, trouble: Trouble) -> Row:
    """When it was reported, by which channel, and our answer if there was time for one."""
    reported = _report_time(rng, trouble.severity)
    service = trouble.severity is Severity.ENQUIRY and trouble.text.endswith(("due", "nance"))
    answered = reported + _answer_after(rng, trouble.severity)
    return {
        "site": site,
        "channel": "preventive" if service else rng.choice(_CHANNELS),
        "severity": trouble.severity.value,
        "description": trouble.text,
        "reported_at": _text(reported),
        "responded_at": _text(answered) if answered < _MORNING else "",
    }


def _report_time(rng: Random, severity: Severity) -> datetime:
    """So long ago that the visit is due today, more or less; never in the small hours."""
    midnight = datetime.combine(SAMPLE_DAY, time())
    if severity is Severity.EMERGENCY:
        return midnight + rng.randrange(6 * 60, 7 * 60 + 28) * _MINUTE
    if severity is Severity.COMPLEX_FAULT:
        if rng.random() < 0.6:
            return midnight + rng.randrange(5 * 60, 7 * 60 + 20) * _MINUTE
        return midnight - _DAY + rng.randrange(21 * 60, 23 * 60 + 30) * _MINUTE
    if severity is Severity.GENERAL_FAULT:
        return midnight - _DAY + rng.randrange(10 * 60, 18 * 60) * _MINUTE
    return midnight - rng.randrange(2, 5) * _DAY + rng.randrange(8 * 60, 17 * 60) * _MINUTE


def _answer_after(rng: Random, severity: Severity) -> timedelta:
    longest = {Severity.EMERGENCY: 35, Severity.ENQUIRY: 600}.get(severity, 110)
    return rng.randrange(5, longest) * _MINUTE


def _availability(rng: Random) -> Row:
    """Half of the customers are free all day; the others name half a day, two hours, or a start."""
    draw = rng.random()
    if draw < 0.5:
        return {}
    if draw < 0.75:
        return {"windows": _window(*rng.choice(_HALF_DAYS))}
    if draw < 0.95:
        return {"windows": _window(*rng.choice(_TWO_HOURS))}
    return {"not_before": f"{SAMPLE_DAY}T{rng.choice(('10:00', '13:00'))}"}


def _remote(rng: Random, world: World) -> Row:
    """An enquiry that is answered by telephone: no visit."""
    question = rng.choice(
        (
            "Question about the last invoice",
            "How is the controller set to summer time?",
            "Please send the inspection report again",
        )
    )
    return _reported(rng, rng.choice(world.places).code, Trouble(Severity.ENQUIRY, question, 0, 1))


def _impossible(rng: Random, world: World) -> list[Row]:
    """Requests that no plan can serve: one for each reason."""
    lift, boiler = _place(rng, world, "elevator"), _place(rng, world, "boiler")
    general, complex_fault = Severity.GENERAL_FAULT, Severity.COMPLEX_FAULT
    expert = Trouble(complex_fault, "Controller of the lift is to be rebuilt by an expert", 120, 5)
    evening = Trouble(general, "Thermostat fails, nobody at home before the evening", 45, 1)
    far = Trouble(general, "Heating boiler of the lighthouse is to be replaced", 360, 2)
    torn = Trouble(general, "Radiator valve leaks; wants only the one they also refuse", 40, 1)
    favourite = Trouble(general, "Hot water too cold; insists on a technician they know", 45, 1)
    refused = technician_code(1)
    return [
        _visit(rng, lift, "elevator", expert),
        _visit(rng, boiler, "boiler", evening) | {"windows": _window("19:30", "21:00")},
        _reported(rng, ISLAND_SITE, far) | {"duration_minutes": "360", "skills": "boiler:2"},
        _visit(rng, _place(rng, world, "boiler"), "boiler", torn)
        | {"required_technicians": refused, "excluded_technicians": refused},
        _visit(rng, _place(rng, world, "hvac"), "hvac", favourite)
        | {"required_technicians": technician_code(ABSENT)},
    ]


def _window(start: str, end: str) -> str:
    return f"{SAMPLE_DAY} {start}-{end}"


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
