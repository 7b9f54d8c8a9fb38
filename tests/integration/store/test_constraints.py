"""The database refuses what the domain refuses, whoever writes to it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.skills import SkillLevel
from dispatch.store import create_engine_for
from tests.builders.domain import (
    a_lunch,
    a_plan,
    a_policy,
    a_shift,
    a_stop,
    a_technician,
    a_visit,
    a_window,
    an_itinerary,
)


@pytest.fixture
def execute(database_url):
    """Runs one statement past the domain."""
    engine = create_engine_for(database_url)

    def execute(statement):
        with engine.begin() as connection:
            connection.execute(text(statement))

    yield execute
    engine.dispose()


@pytest.fixture
def a_day(keep):
    ana = a_technician(skills=[SkillLevel("gas", 2)], stock=[PartStock("valve", 1)])
    visit = a_visit(windows=[a_window()], skills=[SkillLevel("gas", 1)], parts=[PartNeed("valve")])
    day = an_itinerary(a_shift(ana, breaks=[a_lunch()]), stops=[a_stop(visit)])
    base = ana.base
    keep(plans=[a_plan(base=base, itineraries=[day]), a_plan(base=base)], sla_policies=a_policy())


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE customer SET tier = 'platinum'", "ck_customer_tier"),
        ("UPDATE work_order SET status = 'lost'", "ck_work_order_status"),
        ("UPDATE technician_skill SET level = 6", "ck_technician_skill_level"),
        ("UPDATE visit_skill SET level = 0", "ck_visit_skill_level"),
        ("UPDATE technician SET travel_factor = 0", "ck_technician_factors"),
        ("UPDATE technician SET end_latitude = 1", "ck_technician_end"),
        ("UPDATE shift SET ends_at = starts_at", "ck_shift_span"),
        ("UPDATE shift_break SET latest_start = '2000-01-01'", "ck_shift_break_window"),
        ("UPDATE visit SET duration = 0", "ck_visit_duration"),
        ("UPDATE visit_window SET ends_at = '2000-01-01'", "ck_visit_window_span"),
        ("UPDATE stop SET visit_id = NULL", "ck_stop_visit"),
        ("UPDATE stop SET latitude = 1", "ck_stop_place"),
        ("UPDATE technician SET max_visits = -1", "ck_technician_max_visits"),
        ("UPDATE technician SET max_travel = -1", "ck_technician_max_travel"),
        ("UPDATE technician_stock SET quantity = -1", "ck_technician_stock_quantity"),
        ("UPDATE shift SET max_duration = 0", "ck_shift_max_duration"),
        ("UPDATE shift_break SET longitude = 1", "ck_shift_break_place"),
        ("UPDATE visit SET setup = -1", "ck_visit_setup"),
        ("UPDATE visit SET pinned_position = 1", "ck_visit_pinned_position"),
        ("UPDATE visit_part SET quantity = 0", "ck_visit_part_quantity"),
    ],
)
def test_a_named_check_refuses_what_cannot_be_true(a_day, execute, statement, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        execute(statement)


def test_a_base_and_day_never_have_two_published_plans(a_day, execute):
    with pytest.raises(IntegrityError, match=r"uq_plan_published|plan\.service_base_id, plan\.day"):
        execute("UPDATE plan SET status = 'published'")


def test_a_reference_to_nothing_is_refused(a_day, execute):
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        execute("UPDATE site SET customer_id = 999")
