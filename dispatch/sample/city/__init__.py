"""Port Ellery, an invented city: streets, water, parks, districts and villages from a seed."""

from dispatch.sample.city.addresses import Address
from dispatch.sample.city.build import build_city
from dispatch.sample.city.files import load_city, save_city
from dispatch.sample.city.model import City, District, Green
from dispatch.sample.city.scenery import ground_of

__all__ = [
    "Address",
    "City",
    "District",
    "Green",
    "build_city",
    "ground_of",
    "load_city",
    "save_city",
]
