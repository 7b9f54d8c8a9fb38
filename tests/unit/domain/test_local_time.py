from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dispatch.domain.local_time import happens, happens_twice, instant_of, zone

LONDON = ZoneInfo("Europe/London")
wall = datetime.fromisoformat


def test_winter_and_summer_have_their_own_offsets():
    assert instant_of(wall("2026-01-05 08:00"), LONDON) == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert instant_of(wall("2026-07-06 08:00"), LONDON) == datetime(2026, 7, 6, 7, tzinfo=UTC)


def test_a_skipped_time_is_the_moment_of_the_change():
    skipped = wall("2026-03-29 01:30")
    assert not happens(skipped, LONDON)
    assert instant_of(skipped, LONDON) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_repeated_time_is_its_first_occurrence():
    repeated = wall("2026-10-25 01:30")
    assert happens_twice(repeated, LONDON)
    assert instant_of(repeated, LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_ordinary_times_happen_once():
    assert happens(wall("2026-03-29 02:00"), LONDON)
    assert not happens_twice(wall("2026-10-25 02:00"), LONDON)
    assert not happens_twice(wall("2026-03-29 01:30"), LONDON)


@pytest.mark.parametrize("name", ["", "London", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_named(name: str):
    with pytest.raises(ValueError, match="is not a time zone"):
        zone(name)
