"""Remember travel answers by what was asked."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

import numpy as np

from dispatch.domain.geography import Coordinates
from dispatch.travel.times import TravelMatrix, TravelTimes

Value = TypeVar("Value")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LeastRecentlyUsed(Generic[Value]):
    """A bounded dictionary that forgets what was not asked for longest; safe between threads.

    `capacity` bounds the sum of the weights of what is kept. A value heavier than that is
    handed out but not kept. Two threads that miss the same key may both compute it.
    """

    def __init__(self, capacity: int, weigh: Callable[[Value], int] = lambda _: 1) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, got {capacity}")
        self._capacity = capacity
        self._weigh = weigh
        self._kept: OrderedDict[object, Value] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: object, compute: Callable[[], Value]) -> Value:
        """Return what is kept under `key`, or compute and keep it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = compute()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value
                self._weight += self._weigh(value)
            while self._weight > self._capacity:
                _, forgotten = self._kept.popitem(last=False)
                self._weight -= self._weigh(forgotten)
        return value

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._kept)


class CachedTravelTimes:
    """A cache in front of any `TravelTimes`, keyed by content: provider, points, departure.

    `departure_bucket` is for a provider whose times depend on the hour: departures are rounded
    down to it, and the provider is asked for the rounded one, so an answer never depends on
    which question came first. None says that the departure makes no difference.
    """

    def __init__(
        self,
        inner: TravelTimes,
        *,
        departure_bucket: timedelta | None = None,
        max_megabytes: int = 256,
        max_paths: int = 10_000,
    ) -> None:
        if departure_bucket is not None and departure_bucket <= timedelta(0):
            raise ValueError(f"departure_bucket must be positive, got {departure_bucket}")
        self._inner = inner
        self._bucket = departure_bucket
        self._matrices = LeastRecentlyUsed[TravelMatrix](
            max_megabytes * 1_000_000, lambda m: m.seconds.nbytes + m.metres.nbytes + 1
        )
        self._paths = LeastRecentlyUsed[list[Coordinates]](max_paths)

    @property
    def key(self) -> str:
        """Return the key of the provider behind the cache."""
        return self._inner.key

    def matrix(
        self, points: Sequence[Coordinates], departure: datetime | None = None
    ) -> TravelMatrix:
        """Return the provider's matrix, computed at most once while it is remembered."""
        leaving = self._rounded(departure)
        key = content_key(self.key, points, leaving)
        return self._matrices.get(key, lambda: self._inner.matrix(points, leaving))

    def path(
        self, origin: Coordinates, destination: Coordinates, departure: datetime | None = None
    ) -> list[Coordinates]:
        """Return the provider's path, computed at most once while it is remembered."""
        leaving = self._rounded(departure)
        key = (self.key, origin, destination, leaving)
        return list(self._paths.get(key, lambda: self._inner.path(origin, destination, leaving)))

    def _rounded(self, departure: datetime | None) -> datetime | None:
        if departure is None or self._bucket is None:
            return None
        if departure.tzinfo is None:
            raise ValueError(f"departure must be an aware datetime, got {departure!r}")
        return _EPOCH + (departure - _EPOCH) // self._bucket * self._bucket


def content_key(
    provider: str, points: Sequence[Coordinates], departure: datetime | None = None
) -> str:
    """Return a digest of a question: the provider's key, the points in order, the departure."""
    degrees = np.array([(p.latitude, p.longitude) for p in points], dtype=np.float64)
    digest = hashlib.sha256(f"{provider}|{departure!r}|{len(points)}|".encode())
    digest.update((degrees + 0.0).tobytes())  # + 0.0 makes -0.0 and 0.0 one place
    return digest.hexdigest()
