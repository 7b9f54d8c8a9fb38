"""What an independent judge says of a plan."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Opinion:
    """The price of a plan in the unit of people, or what is wrong with it.

    `price` is None where there is a fault, or where the judge looks for faults only.
    """

    price: float | None = None
    fault: str = ""
