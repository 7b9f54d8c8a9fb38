"""OR-Tools RoutingModel as an engine, in processes of its own.

`build` states the problem (one function per rule in `constraints/`), `search` tunes, `decode` reads
sequences back, `worker` is the child process, `process` its owner, `engine` what `solve` sees.
Nothing outside this package imports OR-Tools, and only the child imports it at all.
"""

from solver.engines.routing.engine import Routing
from solver.engines.routing.hearing import hear
from solver.engines.routing.wire import Fault, LeftOut, Trial, Verdict

__all__ = ["Fault", "LeftOut", "Routing", "Trial", "Verdict", "hear"]
