"""Nominatim, the geocoder of OpenStreetMap, or anything that answers like it, through geopy."""

from typing import Any, Final
from urllib.parse import urlsplit

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderTimedOut, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from dispatch.domain.geography import Coordinates
from dispatch.geocoding.candidates import Candidate, GeocoderFailed

USER_AGENT: Final = "dispatch-optimizer (field-service dispatch)"
TIMEOUT_S: Final = 10.0
MOST_CANDIDATES: Final = 3


class NominatimGeocoder:
    """Asks a Nominatim server, never more often than every `seconds`.

    The public server allows one request a second and forbids bulk use: run one of your own for
    more.
    """

    def __init__(self, url: str, seconds: float = 1.0, timeout: float = TIMEOUT_S) -> None:
        parts = urlsplit(url)
        self._name = url.rstrip("/")
        server = Nominatim(
            scheme=parts.scheme,
            domain=f"{parts.netloc}{parts.path}".rstrip("/"),
            user_agent=USER_AGENT,
            timeout=timeout,
            adapter_factory=URLLibAdapter,  # it asks once; that of `requests` would ask again
        )
        self._ask = RateLimiter(
            server.geocode, min_delay_seconds=seconds, max_retries=0, swallow_exceptions=False
        )

    @property
    def name(self) -> str:
        """The address of the server."""
        return self._name

    def candidates(self, address: str) -> list[Candidate]:
        """Places an address may mean, best first. Raises `GeocoderFailed`."""
        try:
            found = self._ask(address, exactly_one=False, limit=MOST_CANDIDATES)
            return [_candidate(location) for location in found or ()]
        except GeocoderTimedOut as error:  # also what a server says that is too busy
            raise GeocoderFailed("did not answer in time") from error
        except GeopyError as error:
            raise GeocoderFailed(f"failed: {_first_line(error)}") from error
        except (ValueError, TypeError, AttributeError) as error:  # of what geopy cannot read
            raise GeocoderFailed(f"gave an answer that means nothing: {error}") from error


def _candidate(location: Any) -> Candidate:
    return Candidate(str(location.address), Coordinates(location.latitude, location.longitude))


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
