"""What is written in a cell reads back as the same value, whatever it is."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.customers import CustomerTier
from dispatch.domain.geography import Coordinates
from dispatch.domain.hours import NEVER_OPEN, WeeklyHours, parse_hours
from dispatch.domain.orders import Channel, OrderStatus
from dispatch.domain.parts import PartNeed, PartStock
from dispatch.domain.severity import Severity
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import Clock, Target
from dispatch.exchange import kinds
from dispatch.exchange.formulas import escaped, unescaped
from dispatch.exchange.kinds import Kind
from dispatch.exchange.language import Language
from dispatch.exchange.reading.grid import as_text
from dispatch.exchange.tables import TABLES
from dispatch.exchange.times import Rest, WallWindow
from dispatch.exchange.writing.csv_text import csv_text


def wall(*parts: int) -> datetime:
    """What a clock on the wall shows."""
    return datetime(*parts)  # noqa: DTZ001


LUNCH = Rest(timedelta(minutes=30), time(11, 30), time(13, 30))
MORNING = WallWindow(wall(2026, 3, 17, 8), wall(2026, 3, 17, 12))
NIGHT = WallWindow(wall(2026, 3, 17, 22), wall(2026, 3, 18, 6, 0, 30))
WEEKDAYS = parse_hours("Mo-Fr 08:00-12:00,13:00-17:00")
HOURS = parse_hours("Mo-Fr 08:00-12:00,13:00-17:00; Sa 22:00-02:00")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (kinds.choice(Severity), Severity.COMPLEX_FAULT),
        (kinds.choice(CustomerTier), CustomerTier.VIP),
        (kinds.choice(Channel), Channel.PREVENTIVE),
        (kinds.choice(OrderStatus), OrderStatus.ON_HOLD),
        (kinds.number(-90, 90), -9.021261),
        (kinds.number(-90, 90), 1 / 3),
        (kinds.minutes(0, 999), timedelta(minutes=45)),
        (kinds.minutes(0, 999), timedelta(seconds=100)),
        (kinds.HOURS, HOURS),
        (kinds.HOURS, WeeklyHours()),
        (kinds.HOURS, NEVER_OPEN),
        (kinds.SKILLS, [SkillLevel("boiler", 3), SkillLevel("空调", 2)]),
        (kinds.PARTS, [PartNeed("gasket 3/4", 2), PartNeed("阀门", 1)]),
        (kinds.STOCK, [PartStock("valve", 0)]),
        (kinds.TARGET, Target(timedelta(minutes=90))),
        (kinds.TARGET, Target(timedelta(hours=10), Clock.WORKING)),
        (kinds.TARGET, Target(timedelta(seconds=100))),
        (kinds.WINDOWS, [MORNING, NIGHT]),
        (kinds.RESTS, [LUNCH, Rest(timedelta(seconds=90), time(15, 0, 5), time(16), None)]),
        (kinds.RESTS, [Rest(timedelta(minutes=5), time(9), time(9), Coordinates(49.9, -9.0))]),
        (kinds.YES_NO, True),
        (kinds.YES_NO, False),
        (kinds.MOMENT, wall(2026, 3, 17, 7, 10, 5)),
        (kinds.MOMENT, datetime.fromisoformat("2026-10-25T01:30+01:00")),
        (kinds.MOMENT, wall(2026, 3, 17, 7, 10, 5, 123456)),
        (kinds.DAY, wall(2026, 3, 17).date()),
    ],
)
def test_a_value_survives_being_written_and_read(kind: Kind, value: Any, language: Language):
    text = csv_text(kind.write(value, language))
    assert kind.read(unescaped(text) if kind.free else text) == value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_example_of_a_template_can_be_read(table):
    examples = {column.name: column.example for column in table.columns}
    assert all(examples[name] for name in table.required)
    for column in table.columns:
        if column.example:
            column.kind.read(column.example)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_two_columns_of_a_table_share_a_heading(table):
    assert len(table.by_heading) == 2 * len(table.columns)


@pytest.mark.parametrize("text", ["=1+1", "+44 1632", "-5", "@me", "\tx", "＝1", "'=1", "''+x"])
def test_text_that_could_be_a_formula_stands_behind_an_apostrophe(text: str):
    assert escaped(text) == f"'{text}"
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize("text", ["O'Brien", "'quoted'", "'", "", "a=b", "5-3"])
def test_other_text_is_left_alone(text: str):
    assert escaped(text) == text
    assert unescaped(text) == text


@given(st.text(alphabet="'=+-@\t\rab", max_size=6))
def test_taking_the_apostrophe_away_undoes_putting_it(text: str):
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (30.0, "30"),
        (49.91, "49.91"),
        (True, "true"),
        (None, ""),
        (" 007 ", "007"),
        (wall(2026, 3, 17, 7, 59, 59, 999_999), "2026-03-17T08:00:00"),
        (wall(2026, 3, 17).date(), "2026-03-17T00:00:00"),
        (time(8, 30), "08:30:00"),
    ],
)
def test_typed_cells_are_text_as_people_would_write_it(value: Any, text: str):
    assert as_text(value) == text


def test_a_nested_value_is_no_cell():
    with pytest.raises(ValueError, match="single value"):
        as_text({"a": 1})


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (kinds.choice(Severity), " 紧急 ", Severity.EMERGENCY),
        (kinds.choice(Severity), "Complex Fault", Severity.COMPLEX_FAULT),
        (kinds.choice(Severity), "ＥＮＱＵＩＲＹ", Severity.ENQUIRY),
        (kinds.HOURS, "周一至周五 08:00-12:00、13:00-17:00", WEEKDAYS),
        (kinds.HOURS, "全天", WeeklyHours()),
        (kinds.SKILLS, "空调：3；锅炉", [SkillLevel("空调", 3), SkillLevel("锅炉", 1)]),
        (kinds.TARGET, "10 小时 工作时间", Target(timedelta(hours=10), Clock.WORKING)),
        (kinds.TARGET, "30分钟", Target(timedelta(minutes=30))),
        (kinds.RESTS, "30 分钟 11:30-13:30", [LUNCH]),
        (kinds.WINDOWS, "2026年3月17日 08:00-12:00", [MORNING]),
        (kinds.YES_NO, "是", True),
        (kinds.YES_NO, "0", False),
    ],
)
def test_cells_may_be_written_in_chinese(kind: Kind, text: str, value: Any):
    assert kind.read(text.strip()) == value
