"""Set partitioning over routes that searches have passed: the best plan that can be put together.

`pool` keeps the routes, `alike` says whose routes anybody else could drive, `relaxation` and
`partition` choose among them (GLOP, then CP-SAT), and `recombination` does so in a thread that can
be stopped at any moment.
"""

from solver.engines.recombine.pool import Pool
from solver.engines.recombine.programme import RecombineError
from solver.engines.recombine.recombination import (
    Recombination,
    Recombined,
    rules_across_routes,
)

__all__ = ["Pool", "Recombination", "RecombineError", "Recombined", "rules_across_routes"]
