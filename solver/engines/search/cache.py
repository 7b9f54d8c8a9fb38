"""Where compiled kernels are kept between runs.

numba notices when the file of a kernel changes, but not when a kernel it calls does: it would run
the old machine code. So each state of all sources has a folder of its own, named by a hash of them,
of numba's version and of the processor. DISPATCH_KERNEL_CACHE names another parent folder.

numba keeps pickles, and loading a pickle runs what it says: the folder is this user's own.
"""

import hashlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from contextlib import suppress
from enum import Enum
from functools import cache
from importlib.metadata import version
from pathlib import Path

KERNELS = Path(__file__).parent / "kernels"
VARIABLE = "DISPATCH_KERNEL_CACHE"
UNUSED = 30 * 24 * 3600.0
"""Seconds after which a state that nobody has loaded is removed; each takes about 10 MB."""


class Part(Enum):
    """Kernels that are compiled together, by the name of the file that says they have been.

    EXCHANGES are for long routes only: most searches never compile them.
    """

    SEARCH = "complete"
    EXCHANGES = "exchanges"


@cache
def prepare() -> Path:
    """Tell numba where to keep compiled kernels; must run before any of them is imported."""
    folder = parent_folder() / fingerprint()
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    if "numba" in sys.modules:  # it reads its settings when it is imported, which takes a second
        from numba.core import config

        config.reload_config()  # type: ignore[no-untyped-call]
    return folder


def is_warm(part: Part = Part.SEARCH) -> bool:
    """Whether this state of these kernels, at this place, has been compiled here before.

    What has been removed since, as tidied folders of temporary files are, must be compiled again.
    """
    folder = prepare()
    try:
        kept = (folder / _marker(part)).read_text().splitlines()
    except FileNotFoundError:
        return False
    return all((folder / name).exists() for name in kept)


def mark_warm(part: Part = Part.SEARCH) -> None:
    """Note what has been compiled, or used again; forget states long out of use."""
    folder = prepare()
    folder.mkdir(parents=True, exist_ok=True)
    kept = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.nb[ci]"))
    _write(folder / _marker(part), "\n".join(kept))
    _forget_unused(folder.parent, time.time() - UNUSED)


def _write(path: Path, text: str) -> None:
    """Put a file in place whole: another process may be reading it."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as new:
        new.write(text)
    Path(new.name).replace(path)


def _forget_unused(parent: Path, since: float) -> None:
    """Remove states last used before that moment, and nothing that only lies beside them."""
    for folder in parent.iterdir():
        with suppress(OSError):  # another process may be tidying up, too
            used = [mark.stat().st_mtime for mark in folder.glob("complete-*")]
            if re.fullmatch("[0-9a-f]{20}", folder.name) and used and max(used) < since:
                shutil.rmtree(folder)


def _marker(part: Part) -> str:
    """Numba keeps what it compiles by the path of a source, and forgets it when that is touched."""
    text = hashlib.sha256()
    for path in sorted(KERNELS.glob("*.py")):
        text.update(repr((str(path.resolve()), path.stat().st_mtime_ns)).encode())
    return f"{part.value}-{text.hexdigest()[:20]}"


def parent_folder() -> Path:
    """The folder of all states: what the environment names, else one in the user's cache folder.

    Who has no such folder, or cannot write there, gets one of his own among temporary files: numba
    would keep what it compiles beside the sources, and run it when it is out of date.
    """
    chosen = os.environ.get(VARIABLE)
    try:
        folder = (
            Path(chosen).absolute() if chosen else _users_cache() / "dispatch-optimizer/kernels"
        )
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except (OSError, RuntimeError):  # read-only; or a user without a home
        return _temporary()
    return folder


def _users_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _temporary() -> Path:
    """The same for all processes of a user, unless somebody else could have put something there."""
    owner = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"dispatch-optimizer-{owner}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    facts = folder.lstat()
    if stat.S_ISDIR(facts.st_mode) and facts.st_uid == owner and not facts.st_mode & 0o077:
        return folder
    return Path(tempfile.mkdtemp(prefix="dispatch-optimizer-"))


def fingerprint() -> str:
    """Hash of all kernel sources, numba's version, Python's and the processor."""
    from llvmlite import binding

    text = hashlib.sha256()
    for path in sorted(KERNELS.glob("*.py")):
        text.update(path.name.encode() + b"\0" + path.read_bytes())
    facts = (version("numba"), sys.version, binding.get_host_cpu_name())
    text.update(repr((facts, sorted(binding.get_host_cpu_features().items()))).encode())
    return text.hexdigest()[:20]
