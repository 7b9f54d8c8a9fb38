"""Reasons on their way to the backlog: people get names, seconds become instants."""

import json
from datetime import date, timedelta

from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import AvailabilityWindow, Visit
from dispatch.domain.plans import BacklogEntry
from dispatch.domain.skills import SkillLevel
from dispatch.domain.team import Shift, Technician
from dispatch.planning.horizon import HorizonInputs
from dispatch.planning.progress import SearchOptions
from dispatch.planning.translate.engine import search
from dispatch.planning.translate.plan import backlog_of
from dispatch.planning.translate.problem import translate
from dispatch.travel.great_circle import GreatCircle
from tests.builders.domain import DAY, a_base, a_shift, a_site, a_technician, a_work_order, at

HERE = Coordinates(49.9, -9.0)
BASE = a_base(location=HERE)


def a_person(code: str, *skills: SkillLevel) -> Technician:
    return a_technician(code=code, name=f"Name of {code}", base=BASE, skills=list(skills))


ADA = a_person("ADA", SkillLevel("gas", 2))
CLEO = a_person("CLEO", SkillLevel("gas", 5))


def a_visit(**fields: object) -> Visit:
    order = a_work_order(site=a_site(base=BASE, location=HERE), number="WO-1")
    return Visit(order, timedelta(hours=1), **fields)  # type: ignore[arg-type]


def entry_of(visit: Visit, shifts: list[Shift], day: date = DAY) -> BacklogEntry:
    inputs = HorizonInputs(
        base=BASE, first=day, now=at(7), shifts=shifts, visits=[visit], technicians=[ADA, CLEO]
    )
    translated = translate(inputs, GreatCircle())
    result = search(translated, SearchOptions(seconds=0.2, engine="greedy"))
    (entry,) = backlog_of(translated, result)
    json.dumps([entry.details, entry.action])  # what is stored must be data
    return entry


def test_who_is_off_is_named() -> None:
    entry = entry_of(a_visit(skills=[SkillLevel("gas", 4)]), [a_shift(ADA)])
    assert (entry.reason, entry.details["names"]) == ("off", {"CLEO": "Name of CLEO"})
    assert entry.action is not None
    assert entry.action["details"]["call_in"] == "CLEO"


def test_whom_a_visit_is_reserved_for_is_named_although_off() -> None:
    entry = entry_of(a_visit(required_technicians=[CLEO]), [a_shift(ADA)])
    assert entry.reason == "excluded"
    assert entry.sentence == "It is reserved for CLEO, who is off."
    assert entry.details["names"]["CLEO"] == "Name of CLEO"


def test_who_comes_closest_is_named() -> None:
    entry = entry_of(a_visit(skills=[SkillLevel("gas", 4)]), [a_shift(ADA), a_shift(CLEO)][:1])
    only = entry_of(a_visit(skills=[SkillLevel("power", 1)]), [a_shift(ADA), a_shift(CLEO)])
    assert entry.reason == "off"
    assert only.reason == "skill"
    assert only.details["names"]["ADA"] == "Name of ADA"


def test_a_window_to_agree_on_is_an_instant() -> None:
    night = [AvailabilityWindow(at(21), at(21, 30))]
    entry = entry_of(a_visit(windows=night), [a_shift(ADA)])
    assert entry.action is not None
    first, last = entry.action["details"]["window"]
    assert first == last
    assert at(8).isoformat()[:10] == first[:10]
