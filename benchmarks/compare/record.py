"""Turn outcomes into rows of the file and lines on the screen."""

from benchmarks.compare import provenance
from benchmarks.compare.cases import DISAGREE, FAILED, Judged
from benchmarks.compare.clock import wall
from benchmarks.compare.lanes import Outcome
from benchmarks.compare.rows import Results, Row
from benchmarks.compare.schedule import Run, expected_seconds
from benchmarks.compare.traces import as_text

EXPERIENCE = 120.0
"""Seconds of expectation that weigh as much as the same seconds of experience."""
LINE = "{:>9} {:15} {:>20} {:>4} {:17} {:>14} {:>8} {:>7}  {}"


class Recorder:
    """Writes each outcome down, says how it went and how long the rest will take."""

    def __init__(self, results: Results, runs: list[Run], lanes: int, *, sample: bool) -> None:
        self._results, self._left, self._lanes, self._sample = results, list(runs), lanes, sample
        self._total, self._began = expected_seconds(runs, lanes), wall()
        self._commit, self._machine = provenance.commit(), provenance.machine()
        self.kept = self.wrong = 0
        self._say("left", "set", "instance", "seed", "solver", "cost", "gap", "seconds", "")

    def keep(self, outcome: Outcome) -> None:
        """Append the row, and print a line."""
        row = self._row(outcome)
        self._results.append(row)
        self._left.remove(outcome.run)
        self.kept += 1
        self.wrong += row.verdict in (FAILED, DISAGREE)
        gap = "" if row.gap is None else f"{row.gap:.2f} %"
        cost = "-" if row.price is None else f"{row.price:,.10g}"
        verdict = "" if row.verdict == "ok" else f"{row.verdict}: {row.note}"
        self._say(self._remaining(), row.set, row.instance, row.seed, _named(row), cost, gap,
                  f"{row.seconds:.1f}", verdict)  # fmt: skip

    def summary(self) -> str:
        """The last line."""
        wrong = f"{self.wrong} of them failed or were disagreed on" if self.wrong else "all sound"
        return f"{self.kept} rows added in {(wall() - self._began) / 60:.1f} minutes, {wrong}"

    def _remaining(self) -> str:
        """Minutes to go, corrected by how long things took so far once there is experience."""
        left = expected_seconds(self._left, self._lanes) if self._left else 0.0
        done, took = self._total - left, wall() - self._began
        return f"{left * (took + EXPERIENCE) / (done + EXPERIENCE) / 60:.1f} min"

    def _row(self, outcome: Outcome) -> Row:
        run, report = outcome.run, outcome.report
        case, judged = run.case, report.judged
        failed = judged is None
        answer = None if judged is None else judged.answer
        return Row(
            set=case.set,
            instance=case.instance,
            solver=run.solver,
            seed=run.seed,
            threads=case.threads,
            limit=float(case.seconds),
            clock=str(run.clock),
            verdict=FAILED if judged is None else judged.verdict,
            cost=None if judged is None else judged.cost,
            scale=case.source.scale,
            independent=None if judged is None else judged.independent,
            best_known=case.source.best_known(),
            served=0 if judged is None else judged.served,
            tasks=report.tasks,
            vehicles=0 if judged is None else judged.vehicles,
            seconds=0.0 if answer is None else round(answer.seconds, 3),
            cpu_seconds=round(report.cpu_seconds, 2),
            first_plan=None if answer is None else answer.first_plan,
            iterations=None if answer is None else answer.iterations,
            version=outcome.version,
            commit=self._commit,
            sample=self._sample,
            lanes=outcome.lanes,
            load=round(outcome.load, 2),
            finished=provenance.now(),
            machine=self._machine,
            note=report.failure if failed else _note(judged),
            trace="" if answer is None else as_text(answer.moments),
        )

    def _say(self, *cells: object) -> None:
        print(LINE.format(*cells), flush=True)


def _named(row: Row) -> str:
    return row.solver if row.threads == 1 else f"{row.solver} x{row.threads}"


def _note(judged: Judged | None) -> str:
    if judged is None:
        return ""
    return "; ".join(part for part in (judged.answer.note, *judged.remarks) if part)
