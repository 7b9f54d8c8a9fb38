from dataclasses import replace
from pathlib import Path

from benchmarks.compare.cases import Case
from benchmarks.compare.catalogue import CaseSet
from benchmarks.compare.chart import curve, panels
from benchmarks.compare.page import page
from benchmarks.compare.sources.files import SolomonFile
from tests.builders.benchmark_rows import a_row, no_plan

CLASSICS = CaseSet(
    "solomon",
    "Classics",
    "total distance",
    [Case("solomon", name, 10, SolomonFile(Path(name))) for name in ("r101", "r102")],
    ("ours", "pyvrp", "vroom"),
    (),
    told={"pyvrp": "no words: told by signs"},
    left_out={"prototype": "does not know them"},
)
ROWS = [
    a_row(instance="r101", cost=1010), a_row("pyvrp", "r101", 1000),
    a_row(instance="r102", cost=1500, best_known=None), no_plan("pyvrp", "r102", best_known=None),
]  # fmt: skip


def text(rows=ROWS, chosen=CLASSICS):
    return page(rows, [chosen])


def test_a_loss_is_told_by_name_and_number():
    assert "- r101: PyVRP, 1,000.0 against 1,010.0 (0.99 % less)" in text()


def test_an_instance_that_only_a_peer_solved_is_a_loss():
    assert "- r101: PyVRP, we have no plan" in text([no_plan(), a_row("pyvrp")])


def test_a_row_of_the_table_says_who_has_no_plan():
    (line,) = [line for line in text().splitlines() if line.startswith("| all | 10 s | PyVRP")]
    assert [cell.strip() for cell in line.split("|")[1:-1]] == [
        "all", "10 s", "PyVRP", "2", "2", "1,000.0", "-1.0 %", "+0.00 %", "1 / 0 / 1", "0.0", "1",
        "0.25 s (0.25)",
    ]  # fmt: skip


def test_what_a_peer_was_not_told_is_said():
    assert "- PyVRP has no words: told by signs." in text()
    told, away = text().split("Who is not here:")
    assert "What others could not be told" in told
    assert "- prototype: does not know them." in away
    assert "- VROOM was not run." in away
    assert "What went wrong" not in away


def test_of_a_peer_that_was_not_run_it_is_not_told_what_it_was_told():
    assert "told by signs" not in text([a_row()])


def test_the_page_says_which_figures_are_samples_and_how_many_seeds():
    assert "4 runs, all of the sample" in text()
    assert "Seeds of the searches: 1." in text()
    assert "ours 1.0" in text()


def test_each_table_says_of_which_commits_of_ours_and_of_when_it_is():
    rows = [
        a_row(), a_row("pyvrp", commit="older", finished="2026-03-15T08:00:00Z"),
        a_row(clock="cpu", commit="def", finished="2026-03-19T08:00:00Z"),
        a_row(instance="r102", clock="cpu", commit="bcd", finished="2026-03-18T08:00:00Z"),
        a_row(instance="r103", clock="cpu", commit="bcd", finished="2026-03-18T09:00:00Z"),
    ]  # fmt: skip
    _, wall, cpu = text(rows).split("## Classics")
    assert "Our commit: abc. Measured 2026-03-15 to 2026-03-17." in wall
    assert "Our commits: bcd (2 runs, 2026-03-18), def (1 run, 2026-03-19)." in cpu


def test_costs_that_look_the_same_on_the_page_are_no_loss():
    said = text([a_row(cost=239_861, scale=100), a_row("pyvrp", cost=239_858, scale=100)])
    assert "No plan of another solver was better than ours." in said
    assert "| 0 / 1 / 0 |" in said
    assert "(0.00 % less)" not in said


def test_one_is_not_many():
    said = text([a_row(cost=1010, cpu_seconds=5.0), a_row("pyvrp")])
    assert "Others were better than ours in 1 case:" in said
    assert "1 run had less than 85%" in said
    many = text()
    assert "better than ours in 1 case:" in many and "0 runs had less" in many


def test_a_disturbed_run_is_counted():
    assert "1 run had less than 85%" in text([a_row(cpu_seconds=5.0), a_row("pyvrp")])


def test_disagreement_of_judges_is_not_hidden():
    wrong = a_row("pyvrp", verdict="disagree", note="priced 1 by the checker, 2 besides")
    told = text([a_row(), wrong])
    assert "0 runs failed, judges disagreed on 1" in told
    assert "What went wrong:" in told
    assert "PyVRP, 1 x disagree: priced 1 by the checker, 2 besides" in told


def test_clocks_have_tables_of_their_own():
    told = text([a_row(cost=1010), a_row(clock="cpu", cost=1005)])
    assert "## Classics\n" in told
    assert "## Classics (seconds of processor, not of the wall)" in told


def test_a_drawing_is_shown_unless_costs_only_rank():
    drawing = "![Classics: cost over time](images/benchmarks-solomon.svg)"
    assert drawing in text()
    assert drawing not in text(chosen=replace(CLASSICS, ranked=True))


def test_a_panel_shows_per_cent_above_the_best_plan_of_its_instance():
    (panel,) = panels(CLASSICS, ROWS)
    assert panel.title == "r101" and panel.best == 1000
    seconds, above = curve(panel.rows[1], panel.best)
    assert seconds == [0.25, 1.0, 10.0, 10.02]
    assert [round(share, 6) for share in above] == [20.0, 5.0, 0.0, 0.0]
