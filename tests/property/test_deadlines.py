"""What a customer may rely on: deadlines are monotone and pauses never shorten them."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.deadlines import promise
from dispatch.domain.sla import Calendar, Clock, Pause, PauseReason, Promise, ServiceLevel, Target
from tests.property.strategies_sla import calendars, durations, instants

targets = st.builds(Target, durations, st.sampled_from(Clock))
levels = st.builds(lambda *targets: ServiceLevel("l", "L", 1, *targets), targets, targets, targets)
pauses = st.builds(
    lambda start, length: Pause(start, start + length, PauseReason.CUSTOMER), instants, durations
)


def instants_of(promised: Promise) -> tuple:
    return promised.respond_by, promised.arrive_by, promised.resolve_by


def no_earlier(later: Promise, earlier: Promise) -> bool:
    return all(a >= b for a, b in zip(instants_of(later), instants_of(earlier), strict=True))


@given(levels, calendars, instants, durations, st.lists(pauses, max_size=3))
def test_a_later_report_never_has_an_earlier_deadline(
    level: ServiceLevel, calendar: Calendar, reported, delay: timedelta, stops: list[Pause]
):
    earlier = promise(reported, level, calendar, stops)
    assert no_earlier(promise(reported + delay, level, calendar, stops), earlier)


@given(levels, calendars, instants, st.lists(pauses, max_size=3), pauses)
def test_a_pause_never_shortens_a_deadline(
    level: ServiceLevel, calendar: Calendar, reported, stops: list[Pause], another: Pause
):
    without = promise(reported, level, calendar, stops)
    assert no_earlier(promise(reported, level, calendar, [*stops, another]), without)


@given(levels, calendars, instants, st.lists(pauses, max_size=3), durations)
def test_a_longer_target_is_never_due_earlier(
    level: ServiceLevel, calendar: Calendar, reported, stops: list[Pause], more: timedelta
):
    longer = Target(level.resolve.within + more, level.resolve.clock)
    patient = ServiceLevel("p", "P", 1, level.respond, level.arrive, longer)
    assert no_earlier(
        promise(reported, patient, calendar, stops), promise(reported, level, calendar, stops)
    )


@given(levels, calendars, instants, pauses, durations)
def test_the_deadline_moves_on_while_a_pause_runs(
    level: ServiceLevel, calendar: Calendar, reported, stop: Pause, later: timedelta
):
    running = [Pause(stop.start, None, stop.reason)]
    now = stop.start + timedelta(hours=1)
    earlier = promise(reported, level, calendar, running, now=now)
    assert no_earlier(promise(reported, level, calendar, running, now=now + later), earlier)


@given(levels, calendars, instants, st.lists(pauses, max_size=3))
def test_no_deadline_comes_before_the_target_has_really_passed(
    level: ServiceLevel, calendar: Calendar, reported, stops: list[Pause]
):
    promised = promise(reported, level, calendar, stops)
    for due, target in zip(
        instants_of(promised), (level.respond, level.arrive, level.resolve), strict=True
    ):
        assert due - reported >= target.within
