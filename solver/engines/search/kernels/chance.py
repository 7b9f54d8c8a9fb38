"""Random numbers of the search's own: the same seed gives the same plan, threads or not.

SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). The
state is an array of one number, so that kernels may write it.
"""

import numpy as np
from numpy.typing import NDArray

from solver.engines.search.kernels.jit import inlined

State = NDArray[np.uint64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


@inlined
def uniform(state: State) -> float:
    """A number in [0, 1)."""
    z = state[0] + _STEP
    state[0] = z
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    z = z ^ (z >> np.uint64(31))
    return float(z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@inlined
def below(state: State, bound: int) -> int:
    """A whole number in [0, bound)."""
    return int(uniform(state) * bound)
