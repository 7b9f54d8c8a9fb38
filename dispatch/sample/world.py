"""Who lives and works in the sample city: its base, customers, sites and assets, as file rows.

Everything is drawn from a generator named after what it is for, so that the first so many
customers and technicians are the same whatever else is made.
"""

from dataclasses import dataclass
from random import Random

from dispatch.domain.geography import Coordinates
from dispatch.sample import CITY_SEED, TIME_ZONE
from dispatch.sample.catalogue import (
    CHINESE_CUSTOMERS,
    CHINESE_PEOPLE,
    FAMILY_NAMES,
    MODELS,
    PRIVATE,
    STEMS,
    TRADES,
    Trade,
)
from dispatch.sample.city import City, District

Row = dict[str, str]

BASE = "ellery"
CITY_RADIUS_KM = 12
_TIERS = ("vip", "regular", "regular", "new", "regular", "regular", "new", "regular")
_OUT_OF_TOWN = 0.1


@dataclass(frozen=True)
class Place:
    """A site and what a day needs to know of it."""

    row: Row
    trade: Trade
    tier: str
    out_of_town: bool
    assets: dict[str, str]

    @property
    def code(self) -> str:
        """Code of the site."""
        return self.row["code"]


@dataclass(frozen=True)
class World:
    """Rows of the customers, sites and assets of a number of customers."""

    customers: list[Row]
    places: list[Place]
    assets: list[Row]


def dice(*purpose: object) -> Random:
    """A generator of its own for each purpose; the same in every run."""
    return Random(f"{CITY_SEED} {' '.join(map(str, purpose))}")  # noqa: S311 - no secrets here


def bases(city: City) -> list[Row]:
    """The one base of the sample company."""
    return [
        {
            "code": BASE,
            "name": f"{city.name_en} service base",
            **point(city.base),
            "city_radius_km": str(CITY_RADIUS_KM),
            "time_zone": TIME_ZONE,
        }
    ]


def make_world(city: City, customers: int) -> World:
    """The first so many customers of the city, every fifth of them with two sites."""
    world = World([], [], [])
    for number in range(1, customers + 1):
        rng = dice("customer", number)
        name, trade = _who(rng, number)
        tier = _TIERS[number % len(_TIERS)]
        code = f"C{number:03}"
        world.customers.append(_customer(code, name, tier))
        for part in range(1, 3 if number % 5 == 0 else 2):
            _add_place(world, city, rng, code, part, name, trade, tier)
    return world


def point(at: Coordinates, prefix: str = "") -> Row:
    """Columns of a place, to about ten centimetres."""
    return {
        f"{prefix}latitude": f"{at.latitude:.6f}",
        f"{prefix}longitude": f"{at.longitude:.6f}",
    }


def phone(rng: Random) -> str:
    """A number of the range that is kept free for fiction."""
    return f"+44 1632 960{rng.randrange(1000):03}"


def any_district(rng: Random, city: City, villages: float) -> District:
    """A district, or with probability `villages` a village."""
    return rng.choice(city.villages if rng.random() < villages else city.districts)


def _who(rng: Random, number: int) -> tuple[str, Trade]:
    """Name and trade of a customer: every fourth a private person, every ninth Chinese."""
    if number % 9 == 4:
        branch, which = divmod(number // 9, len(CHINESE_CUSTOMERS))
        name, kind = CHINESE_CUSTOMERS[which]
        return name + (f" {branch + 1}" if branch else ""), _trade(kind)
    if number % 4 == 1:
        people = CHINESE_PEOPLE if number % 12 == 1 else FAMILY_NAMES
        title = "" if people is CHINESE_PEOPLE else rng.choice(("Ms ", "Mr "))
        return f"{title}{people[number // 4 % len(people)]}", PRIVATE
    trade = TRADES[number % len(TRADES)]
    return f"{STEMS[number * 7 % len(STEMS)]} {trade.name}", trade


def _trade(name: str) -> Trade:
    return next(trade for trade in TRADES if trade.name == name)


def _customer(code: str, name: str, tier: str) -> Row:
    rng = dice("contact", code)
    latin = "".join(c for c in name.lower() if c.isascii() and (c.isalpha() or c == " "))
    mail = ".".join(latin.split())
    return {
        "code": code,
        "name": name,
        "tier": tier,
        "phone": phone(rng),
        "email": f"{mail}@example.org",
    }


def _add_place(
    world: World,
    city: City,
    rng: Random,
    customer: str,
    part: int,
    name: str,
    trade: Trade,
    tier: str,
) -> None:
    district = any_district(rng, city, _OUT_OF_TOWN)
    address = city.random_address(rng, district)
    code = f"S{customer[1:]}-{part}"
    row = {
        "code": code,
        "customer": customer,
        "base": BASE,
        "name": f"{name}, {district.name_en}",
        "address": address.text,
        **point(address.coordinates),
        "opening_hours": trade.hours,
        "access_notes": rng.choice(trade.notes),
    }
    assets = {}
    for skill in trade.skills:
        serial = f"{skill[:2].upper()}-{customer[1:]}{part}{rng.randrange(1000):03}"
        assets[skill] = serial
        world.assets.append(
            {
                "serial": serial,
                "model": rng.choice(MODELS[skill]),
                "site": code,
                "warranty_until": rng.choice(("", f"{rng.randrange(2025, 2030)}-06-30")),
            }
        )
    world.places.append(Place(row, trade, tier, district.out_of_town, assets))
