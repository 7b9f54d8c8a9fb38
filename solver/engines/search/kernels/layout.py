"""The arrays that kernels read and write, and the names of their columns.

A problem is compiled into `Terms` and a `Guide`; a search owns one `Plan`, `Work` and `Record`: all
named tuples of arrays, which numba's cache knows, so that no kernel needs more than a handful
of arguments. All numbers are int64 unless said otherwise; times are seconds, prices cost units.

Letters in the shapes: N tasks, M vehicles, P places (the last one is NOWHERE, next door to all),
W windows, K kinks, B breaks, S = 2^B sets of breaks taken, D dimensions of capacity, L tasks that
fit a route.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

NEVER = 1 << 60
"""Later than any time, dearer than any plan the kernels accept."""
NONE = -NEVER
"""No label; earlier than any time."""

# columns of Terms.tasks
PLACE, OPENS, CLOSES, DEADLINE, RATE, STEP, KINKS, SPANS, PUNCTUAL, WISH, WISH_RATE, RANK = range(
    12
)
TASK_COLUMNS = 12

# columns of Terms.vehicles
(
    START,
    END,
    OPENING,
    SHIFT_END,
    OVERTIME_PRICE,
    FIXED,
    TRAVEL_PRICE,
    METRE_PRICE,
    WORK_PRICE,
    HURRY,
    DRIVING,
    METRES,
    PACE,
    RESTS,
    MOST_TASKS,
    LIMITED,
    MOST_DRIVEN,
    MOST_METRES,
    LONGEST,
    FLEXIBLE,
    WISHES,
    PATIENT,
    ORDERED,
    FROZEN,
    STATIONED,
    DEPOT,
    TOLLED,
) = range(27)
VEHICLE_COLUMNS = 27

# columns of Plan.stops: a label after service, two bounds on being ready for service, a segment
TIME, COST, SLACK, LEFT, UNTIL, FREE, EARLY, SPENT, SINCE, DETOURS, TURN = range(11)
STOP_COLUMNS = 11

# columns of Plan.sums
TOTAL, TIMED, VERSION, BUSY, DRIVEN, METRES_DRIVEN, REACH = range(7)
SUM_COLUMNS = 7

# columns of Terms.moved and of Plan.loads
DELIVERED, PICKED_UP = range(2)
SO_FAR, FROM_HERE = range(2)

# the row of Guide.orders that rises with the number of vehicles that may serve a task
SCARCITY = 0

# rows of Plan.scratch
READY, SERVED, UNBOUND, OWN = range(4)


class Terms(NamedTuple):
    """The rules and prices of a problem as arrays.

    `spans[N, W, 2]` are (first, last) allowed start; `kinks[N, K, 2]` are (after, per second).
    `service[pace, 2, N]` are seconds on site, without and with setup. `driving[z, P, P]` seconds
    and `metres[z, P, P]` are int32; `driving_back` and `metres_back` are the same with both places
    exchanged: all legs to one place side by side. `rests[M, B, 1+W, 2]` hold for each break, and
    the visit to the depot after them, the row (duration, place or -1) and then its (first, last)
    starts; `curfew[M, S]` is the latest end of a route that has taken a set of breaks, `departs[M,
    S]` the first departure at which just these are over (NONE where leaving then gains nothing).
    `moved[N, D, 2]` is delivered and picked up; `capacity[M, D]`; parts are dimensions of which
    nothing is picked up, unless all vehicles may visit a depot. `toll[N, M]` is what it costs that
    this vehicle serves the task: nothing for any task, unless it is TOLLED. Where depots are
    visited `needs[N, Q]` are the pieces of each part a task uses up, `aboard[M, Q]` those on board
    at the start; `lacks[N, M]` whether a tool is missing there.

    A task's WISH is the start published for it, WISH_RATE the price of each second before or after,
    PUNCTUAL the last moment before a later start becomes dearer (deadline or WISH); its RANK, from
    0, is its turn among the tasks promised to its vehicle, the first FROZEN of which begin the
    route; -1 for all others. A vehicle is LIMITED in driving (MOST_DRIVEN seconds, MOST_METRES), in
    the LONGEST time from start to end, or ORDERED by promises, only if so marked. Of its errands
    (breaks and the visit to the depot) the set STATIONED is at places, the set DEPOT is the visit.
    It is FLEXIBLE if it matters when its route leaves, or where its errands are; it WISHES if its
    problem prices a moved start, and is PATIENT if waiting for one never costs more than that.
    """

    tasks: Ints
    spans: Ints
    kinks: Ints
    service: Ints
    driving: NDArray[np.int32]
    metres: NDArray[np.int32]
    driving_back: NDArray[np.int32]
    metres_back: NDArray[np.int32]
    vehicles: Ints
    rests: Ints
    curfew: Ints
    departs: Ints
    moved: Ints
    capacity: Ints
    toll: Ints
    needs: Ints
    aboard: Ints
    lacks: NDArray[np.bool_]


class Day(NamedTuple):
    """The terms of one vehicle: its row, matrices, seconds on site, breaks, curfews,
    departures.
    """

    vehicle: Ints
    driving: NDArray[np.int32]
    metres: NDArray[np.int32]
    driving_back: NDArray[np.int32]
    metres_back: NDArray[np.int32]
    service: Ints
    rests: Ints
    curfew: Ints
    departs: Ints


class Leg(NamedTuple):
    """From one place to the next; a detour on the way costs the setup `again`, in seconds."""

    origin: int
    destination: int
    seconds: int
    again: int


class Segment(NamedTuple):
    """The rest of a route (see `segments`); all in seconds."""

    free: int
    early: int
    spent: int
    since: int


class Guide(NamedTuple):
    """Where to look: who may serve what, and what is near what.

    `able[N, M]` says who may serve whom, `crews[N, *]` lists these vehicles. `near[N, *]` are tasks
    by distance, `linked[N, *]` likely neighbours in a route, `homes[N, *]` vehicles that begin or
    end close by; all of them filled up with -1. `skip[N]` are true skip prices (NONE: must be
    served). `orders[O, N]` (float) are reasons to insert a task early, lowest first, between 0
    and 1.
    """

    able: NDArray[np.bool_]
    crews: Ints
    near: Ints
    linked: Ints
    homes: Ints
    skip: Ints
    orders: NDArray[np.float64]


class Plan(NamedTuple):
    """Routes of a search. Every vehicle owns two rows, of which `row[M]` is the one that counts:
    to change a route is to write its other row, to undo that is to go back to the first.

    By row: `length`, `tasks[*, L]` and `sums[*, 7]`: the cost, its share that depends on times (all
    but driving and the fixed price), a version of the route that insertions were priced for, the
    seconds it drives and serves; if the vehicle is limited, seconds and metres driven; and how many
    tasks get by without a visit to the depot (reach). `places[*, L+2]` are the places of the route
    with both ends, `legs[*, L+1]` the price of the leg to each position.
    `stops[*, L+1, S, 11]` hold by position and set of errands run a label (time, cost, slack, left)
    after the service before it, the departure first; and the latest moment to be ready at the
    position, service or end of the route, so that the rest is feasible (until) and costs nothing
    but driving (free). Where the vehicle is flexible `free`, early, spent, since, detours and turn
    tell what the rest takes (see `segments`). `loads[*, L+1, D, 2]` is the most carried up to a
    position and from there on, `used[*, L+1, Q]` the pieces used up before it.

    `host[N]` is the vehicle that serves a task, or -1. `priced[N, 2M, 3]` caches (version, extra
    cost, position) of the best insertion by row; if the position is -1, all are known to cost as
    much or more. `scratch[4, S, 11]` are labels under way. `counter[1]`
    numbers versions. `random[1]` is the generator's state.
    """

    row: Ints
    length: Ints
    tasks: Ints
    sums: Ints
    places: Ints
    legs: Ints
    stops: Ints
    loads: Ints
    used: Ints
    host: Ints
    priced: Ints
    scratch: Ints
    counter: Ints
    random: NDArray[np.uint64]


# columns of Work.size
ABSENT, TOUCHED, STAMP, IDLE, LOADED = range(5)


class Work(NamedTuple):
    """What one iteration has in hand.

    `size[5]` counts tasks in `absent[N]` and vehicles in `touched[M]`, numbers the iteration, and
    counts vehicles in `idle[M]` and tasks on routes when it began.
    `was[N]` is the host of an absent task before; `key[N]` the order of insertion. A task was taken
    out in iteration `taken_at[N]`, a route changed in `touched_at[M]`. `asked[M]` are vehicles to
    try for a task, each once per `round[0]` thanks to `asked_in[M]`; `round[1]` means nothing.
    `price[N]` is what skipping costs at present: for tasks that must be served `worth[N]` and the
    level of the record.
    Tasks that are `fixed[N]` stay where they are.
    """

    size: Ints
    absent: Ints
    was: Ints
    key: NDArray[np.float64]
    touched: Ints
    taken_at: Ints
    touched_at: Ints
    asked: Ints
    asked_in: Ints
    round: Ints
    price: Ints
    worth: Ints
    idle: Ints
    fixed: Ints


# columns of Record.state
CURRENT, TRUE_COST, MISSING, BEST_COST, BEST_MISSING, SHORT, SEEN, FOUND = range(8)


class Record(NamedTuple):
    """Where the search stands, and the best plan so far by true prices.

    `state[8]`: cost of the plan at present prices, at true ones, and how many tasks it lacks that
    must be served; the two of the best plan; among the `SEEN` plans since prices were adapted, how
    many were short of a task; how often the best plan was renewed. `tasks[M, L]` and `length[M]`
    are the best plan. `level[3]` (float) is what leaving out a task that must be served costs at
    present, beyond what it is worth, and the least and most that it may be.
    """

    state: Ints
    tasks: Ints
    length: Ints
    level: NDArray[np.float64]


def zeros(*shape: int) -> Ints:
    """An array of zeros of the kernels' type."""
    return np.zeros(shape, dtype=np.int64)
