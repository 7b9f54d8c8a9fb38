"""Who else could take a visit, as a reader sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dispatch.domain.plans import Plan
from dispatch.planning.others import Other, Others

UNWELCOME = ("train", "allow")


@dataclass(frozen=True, slots=True)
class OtherView:
    """One technician who might take the visit: from when, at what extra price, and what it takes.

    `extra` and `terms` are in the policy's currency, negative where the plan gets cheaper, visits
    left out apart. `needs` is an action, None where nothing has to change. `late` are orders that
    would come late, by how much.
    """

    code: str
    name: str
    fits: bool
    start: datetime | None
    extra: float | None
    terms: Mapping[str, float] = field(default_factory=dict)
    needs: Mapping[str, Any] | None = None
    late: Mapping[str, timedelta] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OthersView:
    """The answer for a work order on a day. `holder` is who has it; empty: it is in the backlog.

    `names` are those of the vehicles and absentees that `needs` may mention.
    """

    number: str
    day: date
    time_zone: str
    currency: str
    holder: str
    others: tuple[OtherView, ...]
    names: Mapping[str, str]

    @property
    def able(self) -> tuple[OtherView, ...]:
        """Those who could take it as things are, cheapest first."""
        return tuple(other for other in self.others if other.fits)

    @property
    def verdict(self) -> str:
        """A code for the whole: who else there is.

        "nobody" works besides; "skill": nobody else has the skills or may come; "room": somebody
        could come, but something has to change first; "some": somebody can take it.
        """
        if not self.others:
            return "nobody"
        if self.able:
            return "some"
        unwelcome = all(other.needs and other.needs["code"] in UNWELCOME for other in self.others)
        return "skill" if unwelcome else "room"


def others_view(plan: Plan, number: str, others: Others) -> OthersView:
    """Return the answer for a work order of a plan."""
    return OthersView(
        number=number,
        day=plan.date,
        time_zone=plan.base.time_zone,
        currency=str(plan.prices.get("currency", "")),
        holder="" if others.holder is None else others.holder.name,
        others=tuple(_other_view(other) for other in _one_each(others)),
        names=others.names,
    )


def _one_each(others: Others) -> list[Other]:
    """Each person's better stretch of the day, never another one of the holder's."""
    best: dict[str, Other] = {}
    for other in others.found:
        if other.technician is not others.holder:
            best.setdefault(other.technician.code, other)
    return list(best.values())


def _other_view(other: Other) -> OtherView:
    return OtherView(
        code=other.technician.code,
        name=other.technician.name,
        fits=other.fits,
        start=other.start,
        extra=other.extra,
        terms=other.terms or {},
        needs=other.needs,
        late=other.late,
    )
