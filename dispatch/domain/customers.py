"""Customers, their sites and the assets installed there."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dispatch.domain.geography import Coordinates
from dispatch.domain.hours import WeeklyHours


class CustomerTier(StrEnum):
    NEW = "new"
    REGULAR = "regular"
    VIP = "vip"


class Region(StrEnum):
    """Where a site lies relative to its service base."""

    SAME_CITY = "same_city"
    OUT_OF_TOWN = "out_of_town"


@dataclass(eq=False)
class ServiceBase:
    """Where a service team works from; sites within `city_radius_km` of it are in the same city."""

    code: str
    name: str
    location: Coordinates
    city_radius_km: float
    time_zone: str
    id: int | None = None
    version: int = 1


@dataclass(eq=False)
class Customer:
    code: str
    name: str
    tier: CustomerTier
    phone: str = ""
    email: str = ""
    id: int | None = None
    version: int = 1


@dataclass(eq=False)
class Site:
    """A place we travel to. Opening hours are wall-clock times in the site's own zone."""

    code: str
    customer: Customer
    base: ServiceBase
    name: str
    address: str
    location: Coordinates
    time_zone: str
    region: Region
    opening_hours: WeeklyHours = field(default_factory=WeeklyHours)
    access_notes: str = ""
    id: int | None = None
    version: int = 1


@dataclass(eq=False)
class Asset:
    serial: str
    model: str
    site: Site
    warranty_until: date | None = None
    id: int | None = None
    version: int = 1
