"""What an answer is worth: our checker prices the plan, independent judges look on."""

from benchmarks.compare.cases import (
    DISAGREE,
    INFEASIBLE,
    NO_PLAN,
    OK,
    Answer,
    Judged,
    Sequences,
    Source,
)
from benchmarks.compare.judges.opinion import Opinion
from solver.check import check
from solver.incumbent import as_solution
from solver.problem import Problem
from solver.schedule import Planner


def judged(source: Source, problem: Problem, answer: Answer) -> Judged:
    """The answer with its price. All judges must agree on the price, or that there is none."""
    if answer.plan is None:
        return Judged(answer, NO_PLAN)
    plan = {vehicle: tasks for vehicle, tasks in answer.plan.items() if tasks}
    cost, fault = _checked(problem, plan)
    opinions = source.opinions(problem, plan)
    quarrel = _quarrel(source, cost, opinions)
    remarks = [fault, *(opinion.fault for opinion in opinions), quarrel]
    verdict = INFEASIBLE if cost is None else OK
    return Judged(
        answer,
        DISAGREE if quarrel else verdict,
        cost,
        next((opinion.price for opinion in opinions), None),
        served=sum(map(len, plan.values())),
        vehicles=len(plan),
        remarks=[remark for remark in remarks if remark],
    )


def _checked(problem: Problem, plan: Sequences) -> tuple[int | None, str]:
    """The cost by the checker, or what it has against the plan."""
    timed = Planner(problem).plan(plan)
    if timed is None:
        return None, "no schedule keeps the rules of every route"
    report = check(problem, as_solution(problem, *timed))
    if report.ok:
        return report.terms.total, ""
    return None, "; ".join(str(violation) for violation in report.violations[:3])


def _quarrel(source: Source, cost: int | None, opinions: list[Opinion]) -> str:
    """What the judges disagree on, empty if they agree."""
    for opinion in opinions:
        if cost is None and not opinion.fault:
            return "an independent judge finds nothing wrong with the plan"
        if cost is not None and opinion.fault:
            return "an independent judge finds the plan infeasible"
        if cost is None or opinion.price is None:
            continue
        if abs(opinion.price - cost / source.scale) > source.tolerance:
            return f"priced {cost / source.scale:.10g} by the checker, {opinion.price:.10g} besides"
    return ""
