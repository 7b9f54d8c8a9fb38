"""Puts the house together from the settings: store, clock, travel times, prices, pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from dispatch.clock import Clock, SystemClock
from dispatch.domain.policy import PlanningPolicy
from dispatch.errors import BadInput, Fault
from dispatch.geocoding import Geocoder, NominatimGeocoder
from dispatch.planning.progress import EngineChoice, SearchOptions
from dispatch.services.demo import demo_clock
from dispatch.services.pages import Pages
from dispatch.services.policy import load_policy
from dispatch.services.travel import ground_of, travel_times_of
from dispatch.settings import Settings
from dispatch.store import Store
from dispatch.travel.great_circle import GreatCircle
from dispatch.travel.times import TravelTimes


@dataclass
class House:
    """One open database and what works on it. What is dear to make is made when first asked for."""

    settings: Settings
    store: Store

    @cached_property
    def clock(self) -> Clock:
        """The system's clock, or in a demo database the one that makes its sample day today."""
        return demo_clock(self.store, SystemClock()) or SystemClock()

    @cached_property
    def policy(self) -> PlanningPolicy:
        return load_policy(self.settings.policy)

    @cached_property
    def travel_times(self) -> TravelTimes:
        return travel_times_of(self.store, self.settings.streets)

    @cached_property
    def geocoder(self) -> Geocoder | None:
        """Who knows where addresses are; None unless a server is set."""
        if not self.settings.nominatim_url:
            return None
        return NominatimGeocoder(self.settings.nominatim_url, self.settings.nominatim_seconds)

    @cached_property
    def pages(self) -> Pages:
        ground = ground_of(self.store, self.settings.streets)
        return Pages(self.store, self.clock, self.travel_times, ground, policy=self.policy)

    def pages_for(self, base: str | None) -> Pages:
        """Reads of one base, without a map."""
        return Pages(self.store, self.clock, GreatCircle(), base_code=base)

    def search_options(
        self,
        seconds: float | None = None,
        seed: int | None = None,
        engine: EngineChoice = "auto",
        threads: int = 1,
    ) -> SearchOptions:
        """How to search; what is not said comes from the settings."""
        return SearchOptions(
            seconds=self.settings.plan_seconds if seconds is None else seconds,
            seed=self.settings.seed if seed is None else seed,
            engine=engine,
            threads=threads,
        )


def read_settings() -> Settings:
    """Settings from the environment. Raises `BadInput` with every variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise BadInput(
            Fault(
                item["msg"].removeprefix("Value error, "),
                field=f"DISPATCH_{item['loc'][0]}".upper(),
                value=str(item["input"]),
            )
            for item in error.errors()
        ) from error


@contextmanager
def open_house(*, create: bool = False) -> Iterator[House]:
    """Open the database of the settings, brought up to date, and close it afterwards.

    Only with `create` is one made where there is none; else that raises `NoDatabase`.
    """
    settings = read_settings()
    store = Store.open(settings.database_url, create=create)
    try:
        yield House(settings, store)
    finally:
        store.close()
