"""Finds places by their addresses. What is found is a proposal; a person confirms it."""

from dispatch.geocoding.candidates import Candidate, Geocoder, GeocoderFailed
from dispatch.geocoding.nominatim import NominatimGeocoder

__all__ = ["Candidate", "Geocoder", "GeocoderFailed", "NominatimGeocoder"]
