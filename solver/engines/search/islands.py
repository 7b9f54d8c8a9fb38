"""Several searches at once, each with a seed and a thread of its own: kernels need no lock.

They tell each other through a `Board`: what they are at (`trading`), and where routes are
recombined (`combining`) all that they have found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from queue import Empty, Queue
from threading import Event, Lock, Thread
from typing import NamedTuple

from solver.engines.protocol import Assignment, EngineError, Finding, Heartbeat, Notice
from solver.engines.recombine import Pool

BEAT_SECONDS = 0.1
SEED_STEP = 1_000_003

Said = Finding | Heartbeat | Notice
Sequences = Mapping[int, Sequence[int]]


class Standing(NamedTuple):
    """A plan, ranked by how many tasks it lacks that must be served, then by cost."""

    missing: int
    cost: int
    sequences: Sequences


class Post(NamedTuple):
    """What an island is at: how far it has cooled, its present plan and what that costs."""

    share: float
    cost: int
    sequences: Sequences


class Board:
    """The present plan of each island, its best one and its pool; any thread may read and write."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pools: dict[int, Pool] = {}
        self._plans: dict[int, Standing] = {}
        self._posts: dict[int, Post] = {}

    def put_up(self, island: int, pool: Pool, plan: Standing) -> None:
        """Show this pool, and this plan in place of the one before."""
        with self._lock:
            self._pools[island], self._plans[island] = pool, plan

    def best(self) -> Standing:
        """The best plan of all islands."""
        with self._lock:
            return min(self._plans.values(), key=lambda plan: plan[:2])

    def post(self, island: int, post: Post) -> None:
        """Show a present plan in place of the one before."""
        with self._lock:
            self._posts[island] = post

    def posts(self, but: int) -> dict[int, Post]:
        """The present plans of all islands but one."""
        with self._lock:
            return {island: post for island, post in self._posts.items() if island != but}

    def merge_into(self, pool: Pool) -> None:
        """Add the routes of all other islands."""
        with self._lock:
            others = [other for other in self._pools.values() if other is not pool]
        for other in others:
            pool.merge(other)


def assignments(asked: Assignment) -> list[Assignment]:
    """What each island is asked: a seed of its own, and its part of all iterations counted."""
    limits = replace(
        asked.limits,
        iterations=_part(asked.limits.iterations, asked.threads),
        idle_iterations=_part(asked.limits.idle_iterations, asked.threads),
    )
    return [
        replace(asked, seed=asked.seed + SEED_STEP * island, threads=1, limits=limits)
        for island in range(asked.threads)
    ]


def _part(iterations: int | None, threads: int) -> int | None:
    return None if iterations is None else -(-iterations // threads)


class Islands:
    """Searches in threads, told as one; however its events end, all threads have ended by then."""

    def __init__(self, searches: Sequence[Iterator[Said]]) -> None:
        self._said: Queue[tuple[int, Said | Exception | None]] = Queue()
        self._stop = Event()
        self._done = [0] * len(searches)
        self._threads = [
            Thread(target=self._sail, args=(island, search), name=f"island {island}", daemon=True)
            for island, search in enumerate(searches)
        ]

    def events(self) -> Iterator[Said]:
        """What any island says. Raises EngineError when the last of them has broken down."""
        for thread in self._threads:
            thread.start()
        try:
            yield from self._listen()
        finally:
            self._stop.set()
            for thread in self._threads:
                thread.join()

    def _sail(self, island: int, search: Iterator[Said]) -> None:
        said: Exception | None = None
        try:
            for event in search:
                self._said.put((island, event))
                if self._stop.is_set():
                    break
        except Exception as error:
            said = error
        finally:
            close: Callable[[], None] | None = getattr(search, "close", None)
            if close is not None:
                close()
            self._said.put((island, said))

    def _listen(self) -> Iterator[Said]:
        under_way, failed = len(self._threads), 0
        while under_way:
            try:
                island, event = self._said.get(timeout=BEAT_SECONDS)
            except Empty:
                yield Heartbeat(sum(self._done))
                continue
            if event is None or isinstance(event, Exception):
                under_way -= 1
                failed += event is not None
                if event is not None and failed == len(self._threads):
                    raise EngineError(str(event)) from event
                if event is not None:
                    yield Notice(f"one of {len(self._threads)} searches broke down: {event}")
            else:
                yield from self._retold(island, event)

    def _retold(self, island: int, event: Said) -> Iterator[Said]:
        """The event, with the iterations of all islands."""
        if isinstance(event, Notice):
            yield event
            return
        self._done[island] = max(self._done[island], event.iterations)
        yield replace(event, iterations=sum(self._done))
