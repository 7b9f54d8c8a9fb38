"""Calendars, instants and pauses around days on which clocks change and holidays fall."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from dispatch.domain.hours import HoursSpan, WeeklyHours
from dispatch.domain.sla import Calendar

ZONES = ("Europe/London", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe")
DAYS_OF_CHANGE = (
    datetime(2026, 3, 29, tzinfo=UTC),
    datetime(2026, 10, 25, tzinfo=UTC),
    datetime(2026, 4, 5, tzinfo=UTC),
    datetime(2026, 12, 31, tzinfo=UTC),
)

durations = st.integers(0, 6 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
instants = st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes),
    st.sampled_from(DAYS_OF_CHANGE),
    st.integers(-4 * 24 * 60, 4 * 24 * 60),
)


@st.composite
def day_spans(draw: st.DrawFn) -> tuple[HoursSpan, ...]:
    """Up to two spans of one day, apart, the last one perhaps to midnight."""
    quarters = draw(st.sets(st.integers(0, 96), min_size=2, max_size=4))
    ends = sorted(quarters)[: len(quarters) // 2 * 2]
    clock = [time(quarter // 4 % 24, quarter % 4 * 15) for quarter in ends]
    return tuple(HoursSpan(*pair) for pair in zip(clock[::2], clock[1::2], strict=True))


weekly_hours = st.one_of(
    st.just(WeeklyHours()),
    st.dictionaries(st.integers(0, 6), day_spans(), min_size=1).map(
        lambda spans: WeeklyHours(dict(sorted(spans.items())))
    ),
)
calendars = st.builds(
    lambda hours, zone, place: Calendar("c", "C", hours, zone, *place),
    weekly_hours,
    st.sampled_from(ZONES),
    st.sampled_from([("", ""), ("GB", "ENG"), ("CN", "")]),
)
