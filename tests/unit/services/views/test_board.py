"""The day as a dispatcher reads it: figures, lateness, who is named in a reason."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from dispatch.domain.orders import VisitStatus
from dispatch.services.views.board import board_view, unplanned_board
from dispatch.services.views.stops import Progress
from dispatch.services.views.visits import Outlook
from tests.builders.planned_day import DAY, a_base, a_planned_day, along_streets, at


def late_stops(board):
    return [s for day in board.itineraries for s in day.visits if s.outlook is Outlook.LATE]


def test_visits_planned_after_their_promise_are_late_by_the_difference():
    board = board_view(a_planned_day(late={3: 25, 11: 8}), at(10))

    assert [stop.spare for stop in late_stops(board)] == [
        timedelta(minutes=-25),
        timedelta(minutes=-8),
    ]
    assert board.kpis.late == 2
    assert board.kpis.on_time == board.kpis.served - 2


def test_a_visit_that_starts_exactly_on_its_promise_is_not_late():
    plan = a_planned_day(technicians=1, visits_each=1, backlog=0, late={})
    stop = plan.itineraries[0].stops[0]
    stop.visit.order.arrive_by = stop.start

    [shown] = board_view(plan, at(10)).itineraries[0].visits

    assert shown.outlook is Outlook.TIGHT


def test_a_backlog_visit_due_before_midnight_is_a_broken_promise_and_a_later_one_is_not():
    plan = a_planned_day(technicians=1, visits_each=1, backlog=2, late={})
    plan.backlog[0].visit.order.arrive_by = at(23, 59)
    plan.backlog[1].visit.order.arrive_by = at(0, 1, DAY + timedelta(days=1))

    kpis = board_view(plan, at(10)).kpis

    assert (kpis.promises, kpis.kept) == (2, 1)
    assert kpis.kept_share == 0.5


def test_shares_of_an_empty_day_are_unknown_rather_than_zero():
    kpis = unplanned_board(a_base(), DAY, at(10), open_visits=3, technicians=2).kpis

    assert kpis.kept_share is None
    assert kpis.driving_share is None


def test_driving_includes_the_way_home():
    plan = a_planned_day(technicians=1, visits_each=2, backlog=0)
    itinerary = plan.itineraries[0]
    legs = sum((stop.travel for stop in itinerary.stops), timedelta(0))

    [day] = board_view(plan, at(10)).itineraries

    assert day.travel == legs + itinerary.travel_home


def test_overtime_counts_what_lies_beyond_the_end_of_the_shift_only():
    plan = a_planned_day(technicians=1, visits_each=2, backlog=0)
    itinerary = plan.itineraries[0]
    itinerary.returns_at = itinerary.shift.ends_at + timedelta(minutes=20)

    [day] = board_view(plan, at(10)).itineraries

    assert day.overtime == timedelta(minutes=20)


def test_legs_follow_the_streets_from_stop_to_stop_and_home_again():
    plan = a_planned_day(technicians=1, visits_each=3, backlog=0)

    [day] = board_view(plan, at(10), along_streets).itineraries

    places = [day.technician.home] + [stop.visit.location for stop in day.visits]
    assert [(stop.way[0], stop.way[-1]) for stop in day.visits] == list(itertools.pairwise(places))
    assert (day.way_home[0], day.way_home[-1]) == (places[-1], day.technician.home)
    assert len(day.way_home) == 3


def test_the_worst_severity_leads_the_backlog():
    board = board_view(a_planned_day(backlog=4), at(10))

    severities = [entry.visit.severity.value for entry in board.backlog]

    assert severities == ["emergency", "emergency", "complex_fault", "enquiry"]


@pytest.mark.parametrize("vehicle", ["T02", "T02#2", "T02 2026-03-18", "T02 2026-03-18#2"])
def test_a_reason_names_the_technician_by_name(vehicle):
    plan = a_planned_day(technicians=2, visits_each=1, backlog=1)
    plan.backlog[0].details = {"closest": vehicle, "seconds": 600}

    [entry] = board_view(plan, at(10)).backlog

    assert entry.person == plan.itineraries[1].technician.name


def test_the_way_goes_by_the_place_of_a_break_that_has_one():
    plan = a_planned_day(technicians=1, visits_each=6, backlog=0)
    rest = next(stop for stop in plan.itineraries[0].stops if stop.visit is None)
    rest.place = a_base().location

    [itinerary] = board_view(plan, at(10)).itineraries

    ways = [stop.way for stop in itinerary.stops]
    assert ways[rest.sequence - 1][-1] == rest.place
    assert all(before[-1] == after[0] for before, after in itertools.pairwise(ways))


def test_a_possible_action_comes_with_the_reason():
    plan = a_planned_day(technicians=1, visits_each=1, backlog=1)
    plan.backlog[0].action = {"code": "train", "sentence": "Train Ada.", "details": {}}

    [entry] = board_view(plan, at(10)).backlog

    assert entry.action == plan.backlog[0].action


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(7, 30), [Progress.NEXT, Progress.LATER, Progress.LATER]),
        (at(20), [Progress.PAST, Progress.PAST, Progress.PAST]),
    ],
)
def test_progress_follows_the_clock(moment, expected):
    plan = a_planned_day(technicians=1, visits_each=3, backlog=0)

    [day] = board_view(plan, moment).itineraries

    assert [stop.progress for stop in day.visits] == expected


def test_a_visit_reported_done_is_past_even_before_its_planned_end():
    plan = a_planned_day(technicians=1, visits_each=2, backlog=0)
    stops = [stop for stop in plan.itineraries[0].stops if stop.visit]
    stops[0].visit.status = VisitStatus.DONE

    [day] = board_view(plan, stops[0].start).itineraries

    assert [stop.progress for stop in day.visits] == [Progress.PAST, Progress.NEXT]


def test_every_technician_keeps_the_rank_of_the_team_whatever_the_order_of_the_plan():
    plan = a_planned_day(technicians=4, visits_each=1, backlog=0)
    plan.itineraries.reverse()

    board = board_view(plan, at(10))

    assert [(d.technician.code, d.technician.rank) for d in board.itineraries] == [
        ("T01", 0),
        ("T02", 1),
        ("T03", 2),
        ("T04", 3),
    ]


def test_views_cannot_be_changed():
    board = board_view(a_planned_day(technicians=1, visits_each=1), at(10))

    with pytest.raises(AttributeError):
        board.itineraries[0].stops[0].number = 9
    assert replace(board, open_visits=1) != board
