"""What the judges say of a plan that is about to be published."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Judgement:
    """`judges` have heard the plan; `faults` say what any of them has against it, judge by judge.

    `remarks` name what a judge could not judge, or why it has not heard the plan.
    """

    judges: tuple[str, ...]
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
