from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from dispatch.domain.geography import Coordinates
from dispatch.travel import CachedTravelTimes, GreatCircle
from dispatch.travel.cache import LeastRecentlyUsed, content_key

HERE, THERE = Coordinates(49.9, -9.0), Coordinates(50.0, -9.1)
EIGHT = datetime(2026, 3, 2, 8, 4, tzinfo=UTC)


class Counting:
    """Great circles that remember what they were asked."""

    key = "counting"

    def __init__(self):
        self.asked = []

    def matrix(self, points, departure=None):
        self.asked.append((tuple(points), departure))
        return GreatCircle().matrix(points)

    def path(self, origin, destination, departure=None):
        self.asked.append((origin, destination, departure))
        return [origin, destination]


def test_the_same_question_is_computed_once():
    inner = Counting()
    cached = CachedTravelTimes(inner)
    first = cached.matrix([HERE, THERE])
    assert cached.matrix((HERE, THERE)) is first
    assert len(inner.asked) == 1


def test_the_order_of_points_is_part_of_the_question():
    inner = Counting()
    cached = CachedTravelTimes(inner)
    cached.matrix([HERE, THERE])
    cached.matrix([THERE, HERE])
    assert len(inner.asked) == 2


def test_departures_in_one_bucket_share_an_answer_for_its_beginning():
    inner = Counting()
    cached = CachedTravelTimes(inner, departure_bucket=timedelta(minutes=15))
    cached.matrix([HERE, THERE], EIGHT)
    cached.matrix([HERE, THERE], EIGHT.astimezone(timezone(timedelta(hours=8))))
    cached.matrix([HERE, THERE], EIGHT + timedelta(minutes=15))
    assert [departure for _, departure in inner.asked] == [
        EIGHT.replace(minute=0),
        EIGHT.replace(minute=15),
    ]


def test_without_a_bucket_the_departure_makes_no_difference():
    inner = Counting()
    cached = CachedTravelTimes(inner)
    cached.path(HERE, THERE, EIGHT)
    cached.path(HERE, THERE)
    assert inner.asked == [(HERE, THERE, None)]


def test_a_departure_without_a_time_zone_is_refused():
    cached = CachedTravelTimes(Counting(), departure_bucket=timedelta(minutes=15))
    with pytest.raises(ValueError, match="aware"):
        cached.matrix([HERE], datetime(2026, 3, 2, 8))  # noqa: DTZ001


def test_a_caller_cannot_spoil_a_remembered_path():
    cached = CachedTravelTimes(Counting())
    cached.path(HERE, THERE).clear()
    assert cached.path(HERE, THERE) == [HERE, THERE]


def test_what_was_not_asked_for_longest_is_forgotten_first():
    kept = LeastRecentlyUsed[str](capacity=2)
    for key in "abac":
        kept.get(key, lambda key=key: key.upper())
    assert kept.get("a", lambda: "computed again") == "A"
    assert kept.get("b", lambda: "computed again") == "computed again"


def test_the_weights_of_what_is_kept_stay_below_the_capacity():
    kept = LeastRecentlyUsed[str](capacity=10, weigh=len)
    for size in (4, 5, 9, 20, 3):
        assert len(kept.get(size, lambda size=size: "x" * size)) == size
    assert len(kept) == 1
    assert kept.get(3, lambda: "computed again") == "xxx"


def test_threads_asking_at_once_get_the_same_answers():
    kept = LeastRecentlyUsed[int](capacity=5)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda i: kept.get(i % 9, lambda: i % 9), range(900)))
    assert answers == [i % 9 for i in range(900)]
    assert len(kept) == 5


def test_the_provider_and_the_departure_are_part_of_the_content():
    keys = {
        content_key("a", [HERE]),
        content_key("b", [HERE]),
        content_key("a", [HERE], EIGHT),
        content_key("a", [HERE, HERE]),
        content_key("a", [Coordinates(0.0, 0.0)]),
    }
    assert len(keys) == 5
    assert content_key("a", [Coordinates(0.0, 0.0)]) == content_key("a", [Coordinates(-0.0, 0.0)])
