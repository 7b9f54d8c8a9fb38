"""The ways into a plan: what it takes to serve a task that is left out, tried vehicle by vehicle.

Ways are tried from the one nobody notices to the one that hurts, over all vehicles before the next:
as things are, with more on board, a shift a little longer, another visit cancelled, another window,
a shift much longer, all of these
together, several visits cancelled. The first that works is the remedy.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from solver.explain.hours import DAY, MONTH, begun_earlier, least_earlier, least_overtime
from solver.explain.reach import Outline, Reach, start_spans
from solver.explain.remedy import SUPPLIES, Kind, Remedy, is_limited, supplied, unlimited
from solver.explain.seat import Placement, Seat
from solver.explain.standing import Standing
from solver.explain.taken import changed_task, changed_vehicle
from solver.problem import Problem, Task, Vehicle
from solver.solution import Solution

REASONABLE = 2 * 3600
"""Seconds a shift may grow before cancelling or moving a visit is the lesser evil."""


@dataclass(frozen=True)
class Ask:
    """A task, as changed, asks a vehicle, as changed, for a place; `so_far` says what changed."""

    index: int
    vehicle: Vehicle
    task: Task
    so_far: Remedy


Way = Callable[["Ways", Sequence[Ask]], Iterator[Remedy]]


class Ways:
    """The routes of a plan, ready to be asked for a place."""

    def __init__(self, problem: Problem, solution: Solution, *, priced: bool = True) -> None:
        """Unless `priced`, it does not matter whether a place is worth its price."""
        self.problem, self.plan, self._is_priced = problem, Standing(problem, solution), priced
        self._outlines: dict[tuple[int, str], Outline] = {}

    def best(self, asks: Sequence[Ask]) -> Remedy | None:
        """The lightest remedy among these vehicles; None when nothing tried lets the task in."""
        for way in _WAYS:
            found = min(way(self, asks), key=lambda remedy: remedy.weight, default=None)
            if found is not None:
                return found
        return None

    # --- the ways, lightest first --------------------------------------------------------------

    def as_it_is(self, asks: Sequence[Ask]) -> Iterator[Remedy]:
        """Into the day as planned."""
        for ask in asks:
            seat = self.seat(ask)
            placement = seat.best(self._outline(ask).positions(ask.task))
            if placement is not None:
                yield self._settled(ask, seat, placement, ask.so_far)

    def with_more_on_board(self, asks: Sequence[Ask]) -> Iterator[Remedy]:
        """Into the day as planned, if parts, capacity and limits allowed it."""
        for ask in asks:
            if is_limited(ask.vehicle, ask.task):
                seat = self.seat(ask)
                free = seat.with_vehicle(unlimited(ask.vehicle, (*seat.others, ask.task)))
                placement = free.best(self._outline(ask).positions(ask.task))
                yield from self._supplied(ask, seat, placement)

    def a_little_longer(self, asks: Sequence[Ask]) -> Iterator[Remedy]:
        """With overtime, or begun earlier, within reason."""
        yield from self._longer(asks, Kind.LONGER, REASONABLE)

    def instead_of_another(self, asks: Sequence[Ask]) -> Iterator[Remedy]:
        """In place of one other task: the one that is cheapest to do without."""
        for _, ask, rival in self._rivals(asks):
            positions = self._outline(ask, rival).positions(ask.task)
            if not positions:
                continue
            seat = self.seat(ask, without={rival.id})
            placement = seat.best(positions)
            if placement is not None:
                remedy = ask.so_far.also(Kind.SKIP_OTHER, skip=(rival.id,))
                yield self._settled(ask, seat, placement, remedy)
                return

    def at_another_time(self, asks: Sequence[Ask]) -> Iterator[Remedy]:
        """At a time that the task does not allow now."""
        for ask in asks:
            if not _is_timed(ask.task):
                continue
            anytime = _at_any_time(ask)
            seat = self.seat(anytime)
            placement = seat.best(self._outline(anytime).positions(anytime.task))
            if placement is not None:
                moved = _moved(ask, placement)
                yield from self._supplied(moved, self.seat(moved), placement)

    def much_longer(self, asks: Sequence[Ask]) -> Iterator[Remedy]:
        """With any overtime, or begun a day earlier."""
        yield from self._longer(asks, Kind.MUCH_LONGER, MONTH)

    def longer_and_more(self, asks: Sequence[Ask]) -> Iterator[Remedy]:
        """With any overtime, whatever it needs on board, and only then at another time."""
        for anytime in (False, True):
            found = [remedy for ask in asks for remedy in self._longer_and_more(ask, anytime)]
            if found:
                yield from found
                return

    def instead_of_several(self, asks: Sequence[Ask]) -> Iterator[Remedy]:
        """In place of as few other tasks as a greedy choice finds, the cheapest first."""
        for ask in asks:
            gone: dict[str, int] = {}
            for weight, _, rival in self._rivals([ask]):
                gone[rival.id] = weight[1]
                if self._fits_without(ask, gone):
                    break
            else:
                continue
            for name in list(gone)[:-1]:  # whom the last one made needless stays
                if self._fits_without(ask, gone.keys() - {name}):
                    del gone[name]
            seat = self.seat(ask, without=gone)
            placement = seat.best(seat.all_positions())
            if placement is not None:
                remedy = ask.so_far.also(Kind.SKIP_OTHER, sum(gone.values()), skip=tuple(gone))
                yield self._settled(ask, seat, placement, remedy)

    # --- what they share -----------------------------------------------------------------------

    def seat(self, ask: Ask, without: Iterable[str] = ()) -> Seat:
        """The day of the vehicle asked, some of its tasks taken out."""
        gone = set(without)
        kept = tuple(task for task in self.plan.others(ask.index) if task.id not in gone)
        return Seat(self.problem, ask.vehicle, kept, ask.task)

    def _outline(self, ask: Ask, rival: Task | None = None) -> Outline:
        key = (ask.index, "" if rival is None else rival.id)
        if key not in self._outlines:
            others = self.plan.others(ask.index)
            if rival is not None:
                others = tuple(task for task in others if task.id != rival.id)
            self._outlines[key] = Outline(Reach(self.problem, ask.vehicle), others)
        return self._outlines[key]

    def _rivals(self, asks: Sequence[Ask]) -> list[tuple[tuple[bool, int, int], Ask, Task]]:
        """Tasks that could give way, those of the lowest skip price first, never frozen ones."""
        found = [
            ((self.problem.must_serve(rival), rival.skip_price or 0, ask.index), ask, rival)
            for ask in asks
            for rival in self.plan.others(ask.index)
            if rival.id not in self.problem.frozen_on
        ]
        return sorted(found, key=lambda entry: (entry[0], entry[2].id))

    def _fits_without(self, ask: Ask, gone: Iterable[str]) -> bool:
        seat = self.seat(ask, without=gone)
        return seat.best(seat.all_positions()) is not None

    def _longer(self, asks: Sequence[Ask], kind: Kind, most: int) -> Iterator[Remedy]:
        """Each better than the one before; an earlier start only where no later end helps."""
        bounds = [(self._outline(ask).least_overtime(ask.task), ask) for ask in asks]
        limit, found = most, False
        for bound, ask in sorted(bounds, key=lambda entry: entry[0]):
            if bound > limit:
                break
            seat = self.seat(ask)
            seconds = least_overtime(seat, self._outline(ask), limit)
            if seconds:
                longer = seat.with_vehicle(_with_overtime(ask.vehicle, seconds))
                for remedy in self._grown(ask, longer, kind, overtime=seconds):
                    limit, found = seconds - 1, True
                    yield remedy
        if not found:
            yield from self._earlier(asks, kind, min(most, DAY))

    def _earlier(self, asks: Sequence[Ask], kind: Kind, most: int) -> Iterator[Remedy]:
        for ask in asks:
            seat = self.seat(ask)
            seconds = least_earlier(seat, most)
            if seconds is not None:
                most = seconds - 1
                yield from self._grown(ask, begun_earlier(seat, seconds), kind, earlier=seconds)

    def _grown(self, ask: Ask, seat: Seat, kind: Kind, **details: int) -> Iterator[Remedy]:
        placement = seat.best(seat.all_positions())
        if placement is not None:
            remedy = ask.so_far.also(kind, sum(details.values()), None, **details)
            yield self._settled(ask, seat, placement, remedy)

    def _longer_and_more(self, ask: Ask, anytime: bool) -> Iterator[Remedy]:
        if anytime and not _is_timed(ask.task):
            return
        asked = _at_any_time(ask) if anytime else ask
        seat = self.seat(asked)
        tasks = (*seat.others, asked.task)
        free = seat.with_vehicle(unlimited(ask.vehicle, tasks))
        found = least_overtime(free, self._outline(ask))
        if found is None:
            return
        longer = _with_overtime(ask.vehicle, found)
        placement = free.with_vehicle(unlimited(longer, tasks)).best(free.all_positions())
        if placement is None:
            return
        if found:
            remedy = ask.so_far.also(Kind.MUCH_LONGER, found, overtime=found)
            ask = replace(ask, vehicle=longer, so_far=remedy)
        if anytime:
            ask = _moved(ask, placement)
        yield from self._supplied(ask, self.seat(ask), placement)

    def _supplied(self, ask: Ask, seat: Seat, placement: Placement | None) -> Iterator[Remedy]:
        """The remedy with what the vehicle lacks for a placement that is possible in time."""
        if placement is None:
            return
        tasks = [seat.day.tasks[number] for number in seat.order(placement.position)]
        remedy = supplied(ask.so_far, seat.vehicle, tasks, seat.faults(placement.route))
        lacked = {word: remedy.details[word] for word in SUPPLIES if word in remedy.details}
        mended = seat.with_vehicle(changed_vehicle(seat.vehicle, lacked))
        placed = mended.place(placement.position)
        if placed is not None and not placed.faults:
            yield self._settled(ask, mended, placed, remedy)

    def _settled(self, ask: Ask, seat: Seat, placement: Placement, remedy: Remedy) -> Remedy:
        """The remedy with what else the plan asks: that it pays, and that few are touched."""
        touched = self.plan.touched(seat, placement, remedy.details.get("skip", ()))
        cap = self.problem.max_changed
        if cap is not None and touched > cap:
            remedy = remedy.also(Kind.RAISE_CAP, touched - cap, cap=touched)
        price, pinned = ask.task.skip_price, ask.task.pin is not None
        if price is None or pinned or not self._is_priced:
            return remedy
        if ask.task.id in self.problem.promised_to:
            return remedy
        if seat.most_added(placement.position) < price:
            return remedy
        extra = seat.added(placement.position)
        if extra is not None and extra >= price:
            notes = {"extra": extra, "skip_price": price, **self.plan.delayed(seat, placement)}
            remedy = remedy.also(Kind.PIN, notes=notes, pin=True)
        return remedy


_WAYS: tuple[Way, ...] = (
    Ways.as_it_is,
    Ways.with_more_on_board,
    Ways.a_little_longer,
    Ways.instead_of_another,
    Ways.at_another_time,
    Ways.much_longer,
    Ways.longer_and_more,
    Ways.instead_of_several,
)


def _with_overtime(vehicle: Vehicle, seconds: int) -> Vehicle:
    return replace(vehicle, overtime=vehicle.overtime + seconds)


def _is_timed(task: Task) -> bool:
    return bool(task.windows) or task.release is not None


def _at_any_time(ask: Ask) -> Ask:
    return replace(ask, task=replace(ask.task, windows=(), release=None))


def _moved(ask: Ask, placement: Placement) -> Ask:
    """The ask with a window at the start that was found."""
    start = placement.start_of(ask.task.id)
    away = _distance(ask.task, start)
    window = (start, start)
    remedy = ask.so_far.also(Kind.MOVE_WINDOW, away, {"away": away}, window=window)
    return replace(ask, task=changed_task(ask.task, {"window": window}), so_far=remedy)


def _distance(task: Task, start: int) -> int:
    """Seconds from the nearest allowed start."""
    return min(
        (max(first - start, start - last, 0) for first, last in start_spans(task)), default=0
    )
