"""The invented city as data: streets, water, parks, districts, all in degrees."""

from dataclasses import dataclass
from functools import cached_property

import networkx as nx
from shapely.geometry import Polygon

from dispatch.domain.geography import Coordinates
from dispatch.sample.city.addresses import Address, AddressBook, Chance

CENTRE = Coordinates(49.9, -9.0)  # open sea, so that no real place is misrepresented


@dataclass(frozen=True)
class District:
    """A part of the city or a village; `polygon` in (longitude, latitude)."""

    name_en: str
    name_zh: str
    polygon: Polygon
    out_of_town: bool = False


@dataclass(frozen=True)
class Green:
    """A piece of open land; `polygon` in (longitude, latitude).

    `kind` is "park", "square", "wood" or "field"; only parks and squares have names.
    """

    polygon: Polygon
    kind: str
    name: str = ""


@dataclass(frozen=True, eq=False)
class City:
    """An invented city; the same for the same seed.

    `graph` is a street graph as `dispatch.travel.street_files` describes it, strongly connected.
    `villages` lie 20 to 35 km out of town and are joined to it by country roads. `base` is where
    the service company has its depot.
    """

    seed: int
    graph: "nx.DiGraph[int]"
    water: list[Polygon]
    greens: list[Green]
    districts: list[District]
    villages: list[District]
    base: Coordinates
    name_en: str = "Port Ellery"
    name_zh: str = "埃勒里港"
    time_zone: str = "Europe/London"

    @cached_property
    def addresses(self) -> AddressBook:
        """Return where houses may stand, district by district."""
        return AddressBook(self.graph, [(d.name_en, d.polygon) for d in self.everywhere])

    @property
    def everywhere(self) -> list[District]:
        """Return districts and villages."""
        return self.districts + self.villages

    @property
    def parks(self) -> list[Green]:
        """Return the greens that have a name."""
        return [green for green in self.greens if green.name]

    def random_address(self, rng: Chance, district: District) -> Address:
        """Return an address in a district or village, beside one of its smaller streets.

        `rng` is anything with `random() -> float`, such as `random.Random`.
        """
        return self.addresses.draw(rng, district.name_en)
