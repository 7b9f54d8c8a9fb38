"""How kernels are compiled: cached on disk, without the interpreter lock, dividing as in C.

Import nothing of this package before `solver.engines.search.cache.prepare` has chosen the folder.

Kernels allocate nothing: they write into arrays that Python made and keeps. So numba's counting of
references is switched off (`_nrt`): with named tuples of many arrays it took nine tenths of the
time.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cfunc_wrapper": True,
}
_INNER = {**_OPTIONS, "no_cpython_wrapper": True}


def entry(function: F) -> F:
    """Compile a function that Python calls too, when it is first called."""
    return cast(F, numba.njit(**_OPTIONS)(function))


def kernel(function: F) -> F:
    """Compile a function that only kernels call: unpacking Python's arrays would be compiled, too.

    Its source stays plain Python.
    """
    return cast(F, numba.njit(**_INNER)(function))


def inlined(function: F) -> F:
    """Like `entry`, for what inner loops call: arrays passed to a call are costly."""
    return cast(F, numba.njit(inline="always", **_OPTIONS)(function))
