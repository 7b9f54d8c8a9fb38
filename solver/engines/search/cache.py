"""Where compiled kernels are kept between runs.

numba notices when the file of a kernel changes, but not when a kernel it calls does: it would run
the old machine code. So each state of all sources has a folder of its own, named by a hash of them,
of numba's version and of the processor. DISPATCH_KERNEL_CACHE names another parent folder.
"""

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

KERNELS = Path(__file__).parent / "kernels"
VARIABLE = "DISPATCH_KERNEL_CACHE"


@cache
def prepare() -> Path:
    """Tell numba where to keep compiled kernels; must run before any of them is imported."""
    folder = parent_folder() / fingerprint()
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    from numba.core import config

    config.reload_config()  # type: ignore[no-untyped-call]
    return folder


def is_warm() -> bool:
    """Whether this state of the kernels, at this place, has been compiled here before."""
    return (prepare() / _marker()).exists()


def mark_warm() -> None:
    """Note that all kernels have been compiled."""
    folder = prepare()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _marker()).touch()


def _marker() -> str:
    """Numba keeps what it compiles by the path of a source, and forgets it when that is touched."""
    text = hashlib.sha256()
    for path in sorted(KERNELS.glob("*.py")):
        text.update(repr((str(path.resolve()), path.stat().st_mtime_ns)).encode())
    return f"complete-{text.hexdigest()[:20]}"


def parent_folder() -> Path:
    """The folder of all states: the user's cache folder unless the environment names another."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "dispatch-optimizer" / "kernels"


def fingerprint() -> str:
    """Hash of all kernel sources, numba's version, Python's and the processor."""
    import numba
    from llvmlite import binding

    text = hashlib.sha256()
    for path in sorted(KERNELS.glob("*.py")):
        text.update(path.name.encode() + b"\0" + path.read_bytes())
    facts = (numba.__version__, sys.version, binding.get_host_cpu_name())
    text.update(repr((facts, sorted(binding.get_host_cpu_features().items()))).encode())
    return text.hexdigest()[:20]
