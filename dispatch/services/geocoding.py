"""Look addresses up, once each, and let a person confirm what was found."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from dispatch.clock import Clock
from dispatch.domain.geography import Coordinates
from dispatch.exchange.progress import Progress, Stage
from dispatch.geocoding import Candidate, Geocoder, GeocoderFailed
from dispatch.store import Store

ACTOR: Final = "geocoder"
PATIENCE: Final = 3
"""Failures in a row after which a geocoder is not asked any more."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where an address may be, best candidate first; there is at least one."""

    address: str
    candidates: Sequence[Candidate]

    @property
    def best(self) -> Candidate:
        return self.candidates[0]


Confirm = Callable[[Sequence[Proposal]], Collection[str]]
"""Shows proposals to a person and returns the addresses that are confirmed."""


@dataclass(frozen=True)
class Geocoding:
    """Who is asked where addresses are, and who confirms the answers."""

    geocoder: Geocoder
    confirm: Confirm


def locate(
    store: Store, clock: Clock, geocoding: Geocoding, addresses: Sequence[str], progress: Progress
) -> dict[str, Coordinates | str]:
    """Coordinates of the addresses that are confirmed, and for the others why they have none.

    Answers are kept in the database as they come, so that none is asked for twice.
    """
    proposals: list[Proposal] = []
    located: dict[str, Coordinates | str] = {}
    failures = 0
    for number, address in enumerate(addresses, 1):
        if failures == PATIENCE:
            located[address] = "was not looked up: the geocoder does not answer"
            continue
        try:
            candidates = _candidates(store, clock, geocoding.geocoder, address)
            failures = 0
        except GeocoderFailed as error:
            failures += 1
            located[address] = f"could not be looked up: the geocoder {error}"
            continue
        finally:
            progress(Stage.LOOK_UP, number, len(addresses))
        if candidates:
            proposals.append(Proposal(address, candidates))
        else:
            located[address] = "is not known to the geocoder: give latitude and longitude"
    confirmed = set(geocoding.confirm(proposals)) if proposals else set()
    for proposal in proposals:
        accepted = proposal.address in confirmed
        located[proposal.address] = (
            proposal.best.coordinates if accepted else _unconfirmed(proposal.best)
        )
    return located


def _candidates(
    store: Store, clock: Clock, geocoder: Geocoder, address: str
) -> Sequence[Candidate]:
    """What the geocoder answers, from the database if it has been asked before."""
    query = f"{geocoder.name} {address}"
    with store.read() as unit:
        kept = unit.geocodes.find(query)
    if kept is not None:
        return [Candidate.from_json(plain) for plain in kept]
    candidates = geocoder.candidates(address)
    now = clock.now()
    with store.write(actor=ACTOR, now=now) as unit:
        unit.geocodes.keep(query, [candidate.as_json() for candidate in candidates], now)
        unit.commit()
    return candidates


def _unconfirmed(candidate: Candidate) -> str:
    point = candidate.coordinates
    where = f"{point.latitude:.5f}, {point.longitude:.5f}"
    return (
        f"may be {candidate.name} at {where}: confirm it (--accept-geocodes), "
        "or give latitude and longitude"
    )
