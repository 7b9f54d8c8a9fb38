"""Skills with levels 1 (assisted) to 5 (expert)."""

from dataclasses import dataclass

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5


@dataclass(frozen=True, slots=True, order=True)
class SkillLevel:
    """What a technician has, or the least that a visit needs."""

    skill: str
    level: int = LOWEST_LEVEL

    def __post_init__(self) -> None:
        if not LOWEST_LEVEL <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"skill level of {self.skill!r} must be 1 to 5, not {self.level}")
