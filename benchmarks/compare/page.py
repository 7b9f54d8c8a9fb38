"""`docs/benchmarks.md`: what was measured, losses as well as wins, and what it is worth."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import isinf
from pathlib import Path

from benchmarks.compare.cases import DISAGREE, FAILED
from benchmarks.compare.catalogue import CaseSet
from benchmarks.compare.chart import Panel, draw, panels
from benchmarks.compare.rows import Row
from benchmarks.compare.solvers import SOLVERS
from benchmarks.compare.tables import (
    OURS,
    WHOLE,
    Loss,
    Standing,
    label,
    losses,
    newest,
    shown,
    standings,
    title,
)

MOST_LOSSES = 15
STARVED = 0.85
"""Share of a processor below which a run was disturbed by others."""

INTRODUCTION = """\
# Benchmarks

Our engine and its peers on the same instances, with the same seconds and threads, one after the
other in one run. Written by `python -m benchmarks.compare page` from the rows in
`benchmarks/results/`; do not edit.

Every plan is priced by `solver.check` and once more by judges in plain Python that share nothing
with the solver and read the instance themselves (`benchmarks/compare/judges/`). A plan counts only
where all agree. The clock starts when a solver has the problem in its own form, with everything
imported and compiled. Prices are means over instances, each the mean over its seeds; *against ours*
is on instances where both have a plan: above zero, ours are cheaper. Prices that are the same at
the digits shown are equal. Solvers without a seed run once.

Measure again: `python -m benchmarks.compare run --sample --lanes 2 --prototype FOLDER` (under half
an hour), or without `--sample` for everything: in one lane about 7 hours with one seed, 17 with
`--seeds 1 2 3`; `--dry-run` says how long it takes here. Both go on where they were interrupted.
A row stays until it is measured again, also when the engine has changed: each table says of which
commits it is, and `--again` measures what another state of our solver has a row of.
"""


def write_page(rows: Sequence[Row], sets: Sequence[CaseSet], output: Path) -> list[Path]:
    """Write the page and its drawings; what was written. Drawings need matplotlib."""
    rows, written = newest(rows), [output]
    for chosen in sets:
        drawn = _drawn(chosen, rows)
        if drawn:
            written.append(output.parent / _image(chosen))
            draw(chosen, drawn, written[-1])
    output.write_text(page(rows, sets))
    return written


def _drawn(chosen: CaseSet, rows: Sequence[Row]) -> list[Panel]:
    """What the drawing of a set shows; nothing where costs only rank."""
    if chosen.ranked:
        return []
    own = [row for row in rows if row.set == chosen.name]
    clock = max((row.clock for row in own), default="")  # the wall's, where it was used
    found = panels(chosen, [row for row in own if row.clock == clock])
    return found if any(len(panel.rows) > 1 for panel in found) else []


def _image(chosen: CaseSet) -> str:
    return f"images/benchmarks-{chosen.name}.svg"


def page(rows: Sequence[Row], sets: Sequence[CaseSet]) -> str:
    """The text of the page."""
    rows = newest(rows)
    parts = [INTRODUCTION, *_provenance(rows), *_solvers(rows)]
    for chosen in sets:
        own = [row for row in rows if row.set == chosen.name]
        drawing = bool(_drawn(chosen, rows))
        for clock in sorted({row.clock for row in own}, reverse=True):
            on_clock = [row for row in own if row.clock == clock]
            parts += _section(chosen, on_clock, clock, drawing=drawing)
            drawing = False
    return "\n".join(parts).rstrip() + "\n"


def _provenance(rows: Sequence[Row]) -> list[str]:
    sample = sum(row.sample for row in rows)
    starved = sum(row.clock == "wall" and row.cpu_seconds < STARVED * row.seconds for row in rows)
    wrong = Counter(row.verdict for row in rows if row.verdict in (DISAGREE, FAILED))
    lines = [
        "## Where these figures come from",
        "",
        f"- {_counted(len(rows), 'run')}, {'all' if sample == len(rows) else sample} of the "
        "sample: a few instances of each set, where differences of some per cent may be chance.",
        f"- Seeds of the searches: {_listed(row.seed for row in rows)}.",
        f"- Machine: {_listed(row.machine for row in rows)}; "
        f"{_listed(row.lanes for row in rows)} runs side by side.",
        f"- Our commits: {_listed(row.commit for row in rows)} (+: with uncommitted changes); "
        f"{_days(rows)}. Each table says of which it is.",
        f"- Versions: {_versions(rows)}.",
        f"- Load before a run: {min(row.load for row in rows):.1f} to "
        f"{max(row.load for row in rows):.1f}; {_counted(starved, 'run')} had less than "
        f"{STARVED:.0%} of a processor, because others used it or because they waited.",
    ]
    if wrong:
        failed = _counted(wrong[FAILED], "run")
        lines.append(f"- {failed} failed, judges disagreed on {wrong[DISAGREE]}.")
    return [*lines, ""]


def _solvers(rows: Sequence[Row]) -> list[str]:
    """Who is compared, and how each was set up."""
    measured = {row.solver for row in rows}
    compared = [entry for name, entry in SOLVERS.items() if name in measured]
    return ["## Who is compared", "", *(f"- {e.title}: {e.about}." for e in compared), ""]


def _versions(rows: Sequence[Row]) -> str:
    found = sorted({(title(row.solver), row.version) for row in rows if row.version})
    return ", ".join(f"{title} {version}" for title, version in found)


def _listed(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in sorted(set(values), key=str))


def _section(chosen: CaseSet, rows: Sequence[Row], clock: str, *, drawing: bool) -> Iterable[str]:
    timed = "" if clock == "wall" else " (seconds of processor, not of the wall)"
    yield f"## {chosen.title}{timed}"
    yield ""
    yield f"Price: {chosen.price}."
    yield ""
    yield f"{_commits(rows)} Measured {_days(rows)}."
    yield ""
    found = standings(chosen, rows)
    yield from _table(chosen, found)
    yield ""
    if drawing:
        yield f"![{chosen.title}: cost over time]({_image(chosen)})"
        yield ""
    yield from _losses(chosen, rows)
    yield from _remarks(chosen, rows)


def _commits(rows: Sequence[Row]) -> str:
    """The commits that rows of ours are of; where there are several, of how many and when."""
    ours = [row for row in rows if row.solver in SOLVERS and SOLVERS[row.solver].ours]
    found: dict[str, list[Row]] = {}
    for row in sorted(ours, key=lambda row: row.finished):
        found.setdefault(row.commit, []).append(row)
    if len(found) == 1:
        return f"Our commit: {''.join(found)}."
    if not found:
        return "Our commit: none was run."
    parts = [f"{name} ({_counted(len(own), 'run')}, {_days(own)})" for name, own in found.items()]
    return f"Our commits: {', '.join(parts)}."


def _days(rows: Sequence[Row]) -> str:
    """The day of the rows, or the first and the last."""
    days = sorted({row.finished[:10] for row in rows})
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _table(chosen: CaseSet, found: Sequence[Standing]) -> Iterable[str]:
    gaps = any(standing.gap is not None for standing in found)
    head = ["group", "limit", "solver", "instances", "runs"]
    head += [] if chosen.ranked else ["mean price", "against ours"]
    head += ["mean gap"] if gaps else []
    head += ["we are better / equal / worse", "left out", "no plan", "first plan (slowest)"]
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for s in found:
        cells = [s.group, f"{s.limit:g} s", s.solver, str(s.instances), str(s.runs)]
        cells += [] if chosen.ranked else [_number(s.price), _percent(s.against)]
        cells += [_percent(s.gap and s.gap / 100, digits=2)] if gaps else []
        tally = "" if s.solver == OURS else f"{s.better} / {s.equal} / {s.worse}"
        cells += [tally, "" if s.unserved is None else f"{s.unserved:.1f}", str(s.without or "")]
        cells.append("" if s.first_plan is None else f"{s.first_plan:.2f} s ({s.slowest:.2f})")
        yield f"| {' | '.join(cells)} |"


def _losses(chosen: CaseSet, rows: Sequence[Row]) -> Iterable[str]:
    found = losses(rows)
    if not found:
        if any(row.solver != OURS for row in rows):
            yield "No plan of another solver was better than ours."
            yield ""
        return
    yield f"Others were better than ours in {_counted(len(found), 'case')}:"
    yield ""
    for loss in found[:MOST_LOSSES]:
        yield f"- {loss.instance}: {loss.solver}{_margin(chosen, loss)}"
    if len(found) > MOST_LOSSES:
        yield f"- and {len(found) - MOST_LOSSES} more, by less"
    yield ""


def _margin(chosen: CaseSet, loss: Loss) -> str:
    if isinf(loss.ours):
        return ", we have no plan"
    if chosen.ranked:
        return ""
    return f", {_number(loss.theirs)} against {_number(loss.ours)} ({loss.margin:.2f} % less)"


def _remarks(chosen: CaseSet, rows: Sequence[Row]) -> Iterable[str]:
    """How peers were told, who is missing, and what went wrong."""
    measured = {row.solver for row in rows}
    away = [f"{title(name)}: {why}" for name, why in chosen.left_out.items()]
    away += [f"{title(name)} was not run" for name in chosen.solvers if name not in measured]
    wrong = Counter(
        (label(row), row.verdict, row.note) for row in rows if row.verdict in (FAILED, DISAGREE)
    )
    yield from _list(
        "What others could not be told, and what they were told instead:",
        [f"{title(name)} has {text}" for name, text in chosen.told.items() if name in measured],
    )
    yield from _list("Who is not here:", away)
    yield from _list(
        "What went wrong:",
        [f"{name}, {count} x {verdict}: {note}" for (name, verdict, note), count in wrong.items()],
    )


def _list(heading: str, lines: Sequence[str]) -> Iterable[str]:
    if lines:
        yield heading
        yield ""
        yield from (f"- {line}." for line in lines)
        yield ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _number(value: float | None) -> str:
    if value is None:
        return "none"
    return f"{shown(value):,.{0 if abs(value) >= WHOLE else 1}f}"


def _percent(share: float | None, digits: int = 1) -> str:
    return "" if share is None else f"{100 * share:+.{digits}f} %"
