"""Skills of technicians, one a row: laid over what their technicians have otherwise."""

from collections import defaultdict
from collections.abc import Iterable

from dispatch.domain.skills import SkillLevel
from dispatch.domain.team import Technician
from dispatch.exchange.building.batch import Batch
from dispatch.exchange.report import Counts
from dispatch.exchange.tables import SKILLS, TECHNICIANS

Levels = dict[str, int]


class SkillRows:
    """Levels by technician and skill, as the rows of an import say, and as they were before it."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._rows = batch.rows_of(SKILLS)
        self._wanted: dict[str, Levels] = defaultdict(dict)
        self._before: dict[str, Levels] = {}
        for row in self._rows:
            if row.sound:
                self._wanted[row["technician"]][row["skill"]] = row["level"]
        for code in self._wanted:
            technician: Technician | None = batch.known(TECHNICIANS, (code,))
            self._before[code] = _levels(technician.skills) if technician else {}

    def laid_over(self, technician: str, skills: Iterable[SkillLevel]) -> list[SkillLevel]:
        """Skills of a technician with what the rows say of them."""
        levels = _levels(skills) | self._wanted.get(technician, {})
        return [SkillLevel(skill, level) for skill, level in sorted(levels.items())]

    def build(self) -> None:
        """Give technicians, who are known now, the skills of the rows."""
        for row in self._rows:
            self._batch.reference(row, "technician")
            if row.sound:
                before = self._before[row["technician"]].get(row["skill"])
                self._batch.count(SKILLS, _counted(before, row["level"]))
        for code in self._wanted:
            technician = self._batch.known(TECHNICIANS, (code,))
            if technician is not None:
                skills = self.laid_over(code, technician.skills)
                if sorted(technician.skills) != skills:
                    technician.skills = skills


def _levels(skills: Iterable[SkillLevel]) -> Levels:
    return {skill.skill: skill.level for skill in skills}


def _counted(before: int | None, now: int) -> Counts:
    if before is None:
        return Counts(created=1)
    return Counts(unchanged=1) if before == now else Counts(updated=1)
