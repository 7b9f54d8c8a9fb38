"""Cost over time: one drawing per set, one panel per group of instances."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.compare.cases import OK
from benchmarks.compare.catalogue import CaseSet
from benchmarks.compare.rows import Row
from benchmarks.compare.tables import label
from benchmarks.compare.traces import from_text

COLOURS = {
    "ours": "#0b6e4f",
    "prototype": "#8a8a8a",
    "PyVRP": "#c1440e",
    "VROOM": "#2a5db0",
    "OR-Tools, tuned": "#b8860b",
    "OR-Tools, as in tutorials": "#7b3fa0",
}
MOST_PANELS = 6
SECONDS = (0.1, 1, 10, 60)
PER_CENT = (0, 1, 5, 20, 100, 500)
"""What the axes name; above one per cent the scale is logarithmic."""


@dataclass(frozen=True)
class Panel:
    """The runs of one instance with one seed; costs are shown as per cent above `best`."""

    title: str
    rows: Sequence[Row]
    best: float


def panels(chosen: CaseSet, rows: Sequence[Row]) -> list[Panel]:
    """For each group the instance that most solvers have a plan for."""
    sound = [row for row in rows if row.verdict == OK and row.cost and row.threads == 1]
    found = []
    for group in dict.fromkeys(chosen.group(case.instance) for case in chosen.cases):
        runs: dict[tuple[str, int, float], list[Row]] = {}
        for row in sound:
            if chosen.group(row.instance) == group:
                runs.setdefault((row.instance, row.seed, row.limit), []).append(row)
        if runs:
            (instance, _, _), members = max(runs.items(), key=lambda item: len(item[1]))
            best = min(float(row.cost or 0) for row in members)
            found.append(Panel(instance, members, best))
    return found[:MOST_PANELS]


def curve(row: Row, best: float) -> tuple[list[float], list[float]]:
    """Seconds, and per cent above the best plan of the panel, until the end of the run."""
    moments = list(from_text(row.trace))
    if not moments:
        moments = [(row.seconds, float(row.cost or 0))]
    else:
        moments.append((max(row.seconds, moments[-1][0]), moments[-1][1]))
    return [max(0.05, s) for s, _ in moments], [100 * (cost / best - 1) for _, cost in moments]


def draw(chosen: CaseSet, shown: Sequence[Panel], path: Path) -> None:
    """Write the drawing as SVG, the same for the same rows. Needs matplotlib (extra `bench`)."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": chosen.name, "font.size": 9}
    with mpl.rc_context(settings):
        columns = min(3, len(shown))
        rows = -(-len(shown) // columns)
        figure = Figure(figsize=(3.3 * columns, 2.6 * rows + 0.5), layout="constrained")
        axes = list(figure.subplots(rows, columns, squeeze=False).flat)
        for panel, axis in zip(shown, axes, strict=False):
            _draw_panel(panel, axis)
        for axis in axes[len(shown) :]:
            axis.set_visible(False)
        handles = _handles(figure)
        figure.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=3)
        figure.suptitle(f"{chosen.title}: % above the best plan, by seconds")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _draw_panel(panel: Panel, axis: Any) -> None:
    for row in sorted(panel.rows, key=label):
        seconds, above = curve(row, panel.best)
        style = {"marker": "o", "linestyle": "none"} if len(seconds) == 1 else {"linewidth": 1.5}
        axis.plot(seconds, above, drawstyle="steps-post", label=label(row),
                  color=COLOURS.get(label(row), "black"), **style)  # fmt: skip
    latest = max(row.seconds for row in panel.rows)
    axis.set_xscale("log")
    axis.set_yscale("symlog", linthresh=1)
    axis.set_xlim(SECONDS[0], 1.1 * latest)
    axis.set_ylim(-0.2, PER_CENT[-1])
    axis.set_xticks(*_named([second for second in SECONDS if second <= 1.1 * latest]))
    axis.set_yticks(*_named(PER_CENT))
    axis.minorticks_off()
    axis.set_title(panel.title)
    axis.grid(alpha=0.3)


def _named(ticks: Sequence[float]) -> tuple[Sequence[float], list[str]]:
    return ticks, [f"{tick:g}" for tick in ticks]


def _handles(figure: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for axis in figure.axes:
        for handle, name in zip(*axis.get_legend_handles_labels(), strict=True):
            found.setdefault(name, handle)
    return found
