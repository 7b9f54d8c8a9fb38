"""What a written solution may say about the run that made it; nothing here is read back."""

from dataclasses import asdict, dataclass
from typing import Any

from solver.solution import CostTerms


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Status and reason to stop in the solver's words, the seed, wall seconds, and priced terms."""

    status: str
    stopped_by: str
    engine: str
    seed: int
    seconds: float
    terms: CostTerms

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"seconds": round(self.seconds, 3)}
