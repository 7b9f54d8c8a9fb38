"""Where figures come from: the commit, the machine, the moment."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def commit() -> str:
    """Short hash of the checkout, with a plus if the sources of the solver differ from it."""
    head = _git("rev-parse", "--short=10", "HEAD")
    return f"{head}+" if _git("status", "--porcelain", "--", "solver") else head


def same_solver(one: str, other: str) -> bool:
    """Whether the sources of the solver are the same at two commits; no if that is not known."""
    trees = {
        _git("rev-parse", "--quiet", "--verify", f"{commit}:solver") for commit in (one, other)
    }
    return one == other or (len(trees) == 1 and trees.isdisjoint(("", "unknown")))


def machine() -> str:
    """Processor and number of cores; no name."""
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def now() -> str:
    """The moment, to the second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _git(*arguments: str) -> str:
    found = subprocess.run(
        ["git", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or ("unknown" if arguments[0] == "rev-parse" else "")
