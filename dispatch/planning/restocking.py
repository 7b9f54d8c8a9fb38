"""Where plans count on vans being filled up between shifts."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dispatch.domain.plans import Itinerary, Plan


def refills(plans: Sequence[Plan]) -> list[str]:
    """A remark on every part that a technician uses up more of, over all plans, than a van holds.

    Each shift begins with a full van, so such plans hold only if somebody fills it in between.
    """
    own: dict[str, list[Itinerary]] = {}
    for plan in plans:
        for itinerary in plan.itineraries:
            own.setdefault(itinerary.technician.code, []).append(itinerary)
    return [remark for code in sorted(own) for remark in _refills(own[code])]


def _refills(itineraries: Sequence[Itinerary]) -> Iterator[str]:
    technician = itineraries[0].technician
    used: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for itinerary in itineraries:
        for stop in itinerary.stops:
            for need in () if stop.visit is None else stop.visit.parts:
                used[need.part] += need.quantity
    for stock in technician.stock:
        held[stock.part] += stock.quantity
    for part in sorted(used):
        if used[part] > held[part]:
            yield (
                f"{technician.code} uses up {used[part]} of {part} in all and the van holds "
                f"{held[part]}: fill it up before each shift"
            )
