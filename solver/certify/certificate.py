"""What the second judge says of a plan."""

from dataclasses import dataclass
from enum import StrEnum

JUDGE = "ortools"
"""The judge's name in results and plans."""


class Ruling(StrEnum):
    """A plan is certified, rejected, or was not heard: then nothing is known against it."""

    CERTIFIED = "certified"
    REJECTED = "rejected"
    NOT_HEARD = "not_heard"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One figure of the plan that the judge does not accept.

    `ours` and `theirs` are seconds or cost units, as the words say; `theirs` is None where the
    judge asks for none in particular.
    """

    words: str
    vehicle: str | None = None
    task: str | None = None
    ours: int | None = None
    theirs: int | None = None

    def __str__(self) -> str:
        named = (("task", self.task), ("vehicle", self.vehicle))
        who = " of ".join(f"{what} {name}" for what, name in named if name is not None)
        figures = "" if self.ours is None else f": ours {self.ours}"
        if self.theirs is not None:
            figures += f", theirs {self.theirs}"
        return f"{who or 'the plan'}: {self.words}{figures}"


@dataclass(frozen=True, slots=True)
class Certificate:
    """The ruling, with every disagreement if there is one.

    `not_certified` names what the judge does not model of the rules that the problem uses; `error`
    says why a plan was not heard. `cost` is the price of all that is modelled, in cost units.
    """

    ruling: Ruling
    disagreements: tuple[Disagreement, ...] = ()
    not_certified: tuple[str, ...] = ()
    cost: int | None = None
    error: str = ""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether the judge has heard the plan and has nothing against it."""
        return self.ruling is Ruling.CERTIFIED
