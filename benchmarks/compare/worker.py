"""The process of one solver: it solves and judges what it is told, until nobody asks any more.

Started by `lanes`, never by hand. The clock is settled first, then everything else is imported.
"""

import os
import resource
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from benchmarks.compare.clock import Clock, begin

if TYPE_CHECKING:
    from benchmarks.compare.solvers.told import Adapter
    from benchmarks.compare.wire import Order, Report


def main() -> int:
    inbox, outbox = _private_pipes()
    clock = begin(Clock(sys.argv[1]))

    from benchmarks.compare.solvers import SOLVERS
    from benchmarks.compare.wire import Hello, Ready
    from solver.processes import receive, send

    hello = cast(Hello, receive(inbox))
    adapter = SOLVERS[hello.solver].adapter(hello.place)
    adapter.warm_up()
    send(outbox, Ready(adapter.version))
    while (order := receive(inbox)) is not None:
        send(outbox, carried_out(adapter, cast("Order", order), clock))
    return 0


def carried_out(adapter: "Adapter", order: "Order", clock: Callable[[], float]) -> "Report":
    """Solve and judge one case; what breaks down is reported, not raised."""
    from benchmarks.compare.solvers.told import CannotSay, Told
    from benchmarks.compare.verdicts import judged
    from benchmarks.compare.wire import Report

    tasks, used = 0, 0.0
    try:
        problem = order.case.source.problem()
        tasks = len(problem.tasks)
        before = _cpu_seconds()
        answer = adapter.solve(Told(order.case, problem, order.seed, clock))
        used = _cpu_seconds() - before
        return Report(judged(order.case.source, problem, answer), tasks, used)
    except CannotSay as error:
        return Report(None, tasks, used, f"cannot be told: {error}")
    except Exception as error:
        traceback.print_exc()
        return Report(None, tasks, used, f"{type(error).__name__}: {error}")


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the owner, out of reach of solvers that print."""
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    return inbox, outbox


def _cpu_seconds() -> float:
    """Processor seconds of this process and of those it has waited for."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    sys.exit(main())
