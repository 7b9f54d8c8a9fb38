"""Spare parts: what a visit uses up and what a van carries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PartNeed:
    """So many pieces of a part, by its code, that a visit uses up."""

    part: str
    quantity: int = 1

    def __post_init__(self) -> None:
        _require_part(self.part)
        if self.quantity < 1:
            raise ValueError(f"a visit needs at least one piece of {self.part}: {self.quantity}")


@dataclass(frozen=True, slots=True, order=True)
class PartStock:
    """So many pieces of a part, by its code, in a van when a shift begins."""

    part: str
    quantity: int

    def __post_init__(self) -> None:
        _require_part(self.part)
        if self.quantity < 0:
            raise ValueError(f"the stock of {self.part} must not be negative: {self.quantity}")


def _require_part(part: str) -> None:
    if not part.strip():
        raise ValueError("a part needs a code")
