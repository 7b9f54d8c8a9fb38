"""Port Ellery, an invented city: streets, water, parks, districts and villages from a seed."""

from dispatch.sample.city.addresses import Address
from dispatch.sample.city.build import build_city
from dispatch.sample.city.model import City, District, Green

__all__ = ["Address", "City", "District", "Green", "build_city"]
