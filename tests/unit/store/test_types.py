"""Column types convert what they must and refuse what they cannot keep."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from dispatch.store.types import Hours, Seconds, UtcDateTime
from tests.builders.domain import OFFICE_HOURS

DIALECTS = [sqlite.dialect(), postgresql.dialect()]
NAIVE = datetime(2026, 7, 1, 9)  # noqa: DTZ001


@pytest.mark.parametrize("dialect", DIALECTS)
def test_instants_are_stored_in_utc(dialect):
    in_helsinki = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Helsinki"))
    stored = UtcDateTime().process_bind_param(in_helsinki, dialect)
    assert stored == in_helsinki
    assert stored.utcoffset() == timedelta(0)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_instant_without_a_zone_is_refused(dialect):
    with pytest.raises(ValueError, match="time zone is missing: 2026-07-01T09:00:00"):
        UtcDateTime().process_bind_param(NAIVE, dialect)


@pytest.mark.parametrize(
    "stored", [NAIVE, datetime(2026, 7, 1, 11, tzinfo=timezone(timedelta(hours=2)))]
)
def test_instants_come_out_in_utc_whatever_the_database_says(stored):
    read = UtcDateTime().process_result_value(stored, DIALECTS[0])
    assert read == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert read.tzinfo is UTC


def test_spans_are_whole_seconds():
    assert Seconds().process_bind_param(timedelta(hours=-1), DIALECTS[0]) == -3600
    assert Seconds().process_result_value(90, DIALECTS[0]) == timedelta(seconds=90)


def test_a_fraction_of_a_second_is_refused():
    with pytest.raises(ValueError, match="whole seconds"):
        Seconds().process_bind_param(timedelta(seconds=1.5), DIALECTS[0])


def test_weekly_hours_are_kept_as_people_write_them():
    stored = Hours().process_bind_param(OFFICE_HOURS, DIALECTS[0])
    assert stored == "Mo-Fr 08:00-18:00"
    assert Hours().process_result_value(stored, DIALECTS[0]) == OFFICE_HOURS


@pytest.mark.parametrize("kind", [UtcDateTime, Seconds, Hours])
def test_nothing_stays_nothing(kind):
    assert kind().process_bind_param(None, DIALECTS[0]) is None
    assert kind().process_result_value(None, DIALECTS[0]) is None
