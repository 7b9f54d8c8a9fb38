"""Who else could take a visit of a plan that is kept already."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from dispatch.cli import main
from dispatch.clock import FixedClock
from dispatch.domain.orders import OrderStatus
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.skills import SkillLevel
from dispatch.domain.team import Technician
from dispatch.planning.progress import SearchOptions
from dispatch.services.alternatives import who_else
from dispatch.services.errors import NoPlan, NotInPlan, UnknownOrder
from dispatch.services.planning import plan_days
from dispatch.services.publishing import publish_plan
from dispatch.services.views.others import OthersView
from dispatch.store import Store
from dispatch.travel.great_circle import GreatCircle
from tests.builders.domain import (
    DAY,
    a_base,
    a_shift,
    a_site,
    a_technician,
    a_visit,
    a_work_order,
    at,
)
from tests.builders.translations import compile_translations

CLOCK = FixedClock(at(7, 30))
NOW, LATER = "WO-2026-000001", "WO-2026-000002"


@pytest.fixture
def planned(store: Store) -> int:
    """Ada serves the first visit; Bo could, Cy lacks the skill. Nobody has it for the second."""
    base = a_base(code="HARBOUR")

    def somebody(code: str, name: str, *skills: SkillLevel) -> Technician:
        return a_technician(code=code, name=name, base=base, skills=list(skills), hour_price=4000)

    gas = SkillLevel("gas", 2)
    ada, bo = somebody("ADA", "Ada Moreno", gas), somebody("BO", "Bo Lindqvist", gas)
    with store.write(actor="test", now=at(7)) as unit:
        for each in (ada, bo, somebody("CY", "Cy Wei")):
            unit.shifts.add(a_shift(each))
        for number, skill in ((NOW, "gas"), (LATER, "cooling")):
            order = a_work_order(
                number=number, site=a_site(base=base), status=OrderStatus.AWAITING_VISIT,
                arrive_by=at(16),
            )  # fmt: skip
            pinned = {"pinned_to": ada} if skill == "gas" else {}
            order.visits.append(a_visit(order, skills=[SkillLevel(skill, 1)], **pinned))
            unit.work_orders.add(order)
        spare = a_work_order(number="WO-2026-000003", site=a_site(base=base))
        unit.work_orders.add(spare)
        unit.commit()
    options = SearchOptions(seconds=0.3, engine="greedy")
    outcome = plan_days(store, CLOCK, GreatCircle(), PlanningPolicy(), DAY, options, "test")
    assert outcome.plan is not None
    assert outcome.plan.id is not None
    return outcome.plan.id


def asked(store: Store, number: str) -> OthersView:
    return who_else(store, GreatCircle(), PlanningPolicy(), number, DAY)


@pytest.mark.usefixtures("planned")
def test_everybody_else_is_listed_with_what_would_have_to_change(store: Store) -> None:
    view = asked(store, NOW)
    needs = {other.code: other.needs and other.needs["code"] for other in view.others}
    assert view.holder == "Ada Moreno"
    assert needs == {"BO": "unpin", "CY": "train"}
    (bo,) = [other for other in view.others if other.code == "BO"]
    assert bo.start is not None
    assert bo.extra == pytest.approx(sum(bo.terms.values()), abs=0.01)


@pytest.mark.usefixtures("planned")
def test_nobody_else_has_the_skill_for_what_is_left_undone(store: Store) -> None:
    view = asked(store, LATER)
    assert (view.holder, view.verdict) == ("", "skill")
    assert {other.code for other in view.others} == {"ADA", "BO", "CY"}


def test_departing_from_a_published_plan_has_its_price(store: Store, planned: int) -> None:
    def change() -> float:
        (bo,) = [other for other in asked(store, NOW).others if other.code == "BO"]
        return bo.terms.get("change", 0.0)

    assert change() == 0
    publish_plan(store, CLOCK, GreatCircle(), PlanningPolicy(), planned, "test")
    assert change() > 0


@pytest.mark.usefixtures("planned")
def test_what_is_not_there_is_said(store: Store) -> None:
    with pytest.raises(UnknownOrder):
        asked(store, "WO-9")
    with pytest.raises(NotInPlan):
        asked(store, "WO-2026-000003")
    with pytest.raises(NoPlan):
        who_else(store, GreatCircle(), PlanningPolicy(), NOW, DAY + timedelta(days=1))


# --- by command --------------------------------------------------------------------------------


def run(*arguments: str, url: str) -> Result:
    compile_translations()
    return CliRunner().invoke(
        main,
        ["explain", *arguments, "--date", DAY.isoformat()],
        env={"DISPATCH_DATABASE_URL": url, "COLUMNS": "200"},
    )


@pytest.mark.usefixtures("planned")
def test_the_command_says_why_what_helps_and_who_else(store: Store, database_url: str) -> None:
    left_out = run(LATER, url=database_url)
    assert left_out.exit_code == 0, left_out.output
    assert "Skill missing" in left_out.output
    assert "Train" in left_out.output
    assert "Nobody else has the skills and may come." in left_out.output
    served = run(NOW, url=database_url)
    assert "Ada Moreno" in served.output
    assert "Release its pin to one technician." in served.output


@pytest.mark.usefixtures("planned")
def test_the_command_speaks_chinese(store: Store, database_url: str) -> None:
    result = run(LATER, "--language", "zh", url=database_url)
    assert "缺少技能" in result.output
    assert "Skill missing" not in result.output


@pytest.mark.usefixtures("planned")
def test_the_command_gives_data(store: Store, database_url: str) -> None:
    shown = json.loads(run(NOW, "--json", url=database_url).output)
    assert shown["left_out"] is None
    assert {other["code"] for other in shown["others"]["others"]} == {"BO", "CY"}
    undone = json.loads(run(LATER, "--json", url=database_url).output)
    assert undone["left_out"]["reason"] == "skill"
    assert undone["left_out"]["action"]["code"] == "train"


@pytest.mark.usefixtures("planned")
def test_an_unknown_work_order_ends_with_two(store: Store, database_url: str) -> None:
    result = run("WO-9", url=database_url)
    assert result.exit_code == 2
    assert "no work order 'WO-9'" in result.output
