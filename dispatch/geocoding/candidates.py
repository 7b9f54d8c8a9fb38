"""What a geocoder answers."""

from dataclasses import dataclass
from typing import Any, Protocol

from dispatch.domain.geography import Coordinates
from dispatch.errors import DispatchError


class GeocoderFailed(DispatchError):
    """No answer, or none that can be understood; the text says which."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that an address may mean, by its full name."""

    name: str
    coordinates: Coordinates

    def as_json(self) -> list[Any]:
        """Plain form, to be kept."""
        return [self.name, self.coordinates.latitude, self.coordinates.longitude]

    @classmethod
    def from_json(cls, plain: list[Any]) -> "Candidate":
        """A candidate that was kept."""
        name, latitude, longitude = plain
        return cls(name, Coordinates(latitude, longitude))


class Geocoder(Protocol):
    """Something that knows where addresses are."""

    @property
    def name(self) -> str:
        """Which geocoder it is: answers of one are not those of another."""
        ...

    def candidates(self, address: str) -> list[Candidate]:
        """Places an address may mean, best first; none when it knows of none.

        Raises `GeocoderFailed`.
        """
        ...
