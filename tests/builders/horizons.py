"""Horizons to translate: Ada and Bob on Tuesday 17 March 2026 and after, in a town by the sea."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import Visit
from dispatch.domain.plans import Itinerary, Plan, Stop, StopKind
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import ServiceLevel, Target
from dispatch.domain.team import Shift, Technician
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.translate.problem import Translated, translate
from dispatch.travel.great_circle import GreatCircle
from solver.problem import Problem
from tests.builders.domain import a_base, a_site, a_work_order

HOUR = 3600
DAY = 24 * HOUR
TUESDAY = date(2026, 3, 17)
ADA = Technician(
    "ADA",
    "Ada",
    a_base(),
    Coordinates(49.91, -9.0),
    skills=[SkillLevel("gas", 3)],
    duration_factor=0.9,
    travel_factor=1.25,
    hour_price=4000,
    overtime_hour_price=6000,
)
BOB = replace(ADA, code="BOB", name="Bob", home=Coordinates(49.92, -9.01))
NORMAL = ServiceLevel("n", "Normal", 1, *(Target(timedelta(hours=h)) for h in (1, 4, 8)))
URGENT = replace(NORMAL, code="u", priority=4)


def at(hour: int, minute: int = 0, *, day: int = 17) -> datetime:
    """An instant of a day in March 2026, Tuesday unless another is given."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def a_shift(technician: Technician = ADA, *, day: int = 17, **fields: Any) -> Shift:
    return Shift(technician, **{"starts_at": at(8, day=day), "ends_at": at(17, day=day), **fields})


def a_visit(number: str = "WO-1", level: ServiceLevel = NORMAL, **fields: Any) -> Visit:
    """Three quarters of an hour at a site that is always open, promised by noon on Tuesday."""
    order = a_work_order(
        site=a_site(location=Coordinates(49.9, -9.0), **fields.pop("site", {})),
        number=number,
        service_level=level,
        arrive_by=fields.pop("arrive_by", at(12)),
    )
    return Visit(order, timedelta(minutes=45), **fields)


def a_published_plan(*served: tuple[Visit, Shift, datetime], day: date = TUESDAY) -> Plan:
    """A plan that serves each visit in a shift, from a moment on."""
    itineraries = [
        Itinerary(
            shift.technician,
            shift,
            shift.starts_at,
            shift.ends_at,
            stops=[Stop(1, StopKind.VISIT, start, start, start + visit.duration, visit=visit)],
        )
        for visit, shift, start in served
    ]
    return Plan(a_base(), day, at(6), "dispatcher", "ortools", 1, itineraries=itineraries)


def inputs_of(visits: list[Visit], *shifts: Shift, **fields: Any) -> HorizonInputs:
    """Tuesday as it stands at half past seven, with Ada at work unless shifts are given."""
    return HorizonInputs(
        visits=visits,
        shifts=shifts or (a_shift(),),
        **{"base": a_base(), "first": TUESDAY, "now": at(7, 30), **fields},
    )


def translated(visits: list[Visit], *shifts: Shift, **fields: Any) -> Translated:
    return translate(inputs_of(visits, *shifts, **fields), GreatCircle())


def problem_of(visits: list[Visit], *shifts: Shift, **fields: Any) -> Problem:
    return translated(visits, *shifts, **fields).problem
