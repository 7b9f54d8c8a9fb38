"""What the pages need from the rest of the house; `dispatch.cli` provides it from the services."""

from datetime import date, datetime
from typing import Protocol

from dispatch.exchange import Format, Language
from dispatch.services.exporting import Explained
from dispatch.services.views.board import BoardView
from dispatch.services.views.itinerary import ItineraryView
from dispatch.services.views.order import OrderView
from dispatch.services.views.orders import OrderList, OrderQuery
from dispatch.services.views.others import OthersView


class PageServices(Protocol):
    """The use cases behind the pages. What does not exist raises a `dispatch.errors.NotFound`."""

    def now(self) -> datetime:
        """Return the present instant, aware."""

    def today(self) -> date:
        """Return the current date at the base."""

    def board(self, day: date) -> BoardView:
        """Return the newest plan of the day, or the day without a plan."""

    def itinerary(self, technician_code: str, day: date) -> ItineraryView:
        """Return the day of one technician, an idle one if no plan names the technician."""

    def work_order(self, number: str) -> OrderView:
        """Return one work order with its clocks and history."""

    def alternatives(self, number: str, day: date) -> OthersView:
        """Return who else could take a work order's visit in the plan of a day."""

    def orders(self, query: OrderQuery) -> OrderList:
        """Return one page of the work orders that match."""

    def plan_file(
        self, day: date, format: Format, language: Language, explained: Explained
    ) -> bytes:
        """Return the plan of a day as a file; `explained` words its backlog."""

    def tile(self, zoom: int, x: int, y: int, language: str) -> str | None:
        """Return the SVG of a map tile labelled in "en" or "zh"; None where there is no ground."""


class PageSettings(Protocol):
    """What an installation may set about its pages.

    `tile_url` is a Leaflet tile template ("https://tile.example/{z}/{x}/{y}.png"); empty means the
    ground that the product draws itself. `tile_attribution` is plain text.
    """

    @property
    def tile_url(self) -> str: ...
    @property
    def tile_attribution(self) -> str: ...
