"""The services behind the pages, in memory: days and orders that a test has built."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from dispatch.domain.audit import AuditEntry
from dispatch.domain.defaults import default_calendar
from dispatch.domain.orders import WorkOrder
from dispatch.domain.plans import Plan
from dispatch.exchange import Format, Language
from dispatch.exchange.plan_rows import plan_contents
from dispatch.services.errors import NoPlan, UnknownOrder, UnknownTechnician
from dispatch.services.exporting import Explained, export_file
from dispatch.services.views.board import (
    BoardView,
    backlog_view,
    board_view,
    unplanned_board,
)
from dispatch.services.views.itinerary import ItineraryView, itinerary_view
from dispatch.services.views.order import OrderView, order_view
from dispatch.services.views.orders import PAGE_SIZE, OrderList, OrderQuery, order_list
from dispatch.services.views.others import OthersView, OtherView
from tests.builders.planned_day import DAY, ZONE, a_base, along_streets, at

SVG_TILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">'
    '<rect width="256" height="256" fill="#f2efe9"/>'
    '<path d="M0 128H256M128 0V256" stroke="#ffffff" stroke-width="7"/></svg>'
)


def some_others() -> OthersView:
    """One could take the visit, one needs overtime and makes another late, one lacks a skill."""
    overtime = {"code": "extend_shift", "details": {"vehicle": "T03", "overtime": 1_800}}
    training = {"code": "train", "details": {"vehicle": "T04", "skills": {"lifts": 3}}}
    return OthersView(
        number="WO-2026-000003",
        day=DAY,
        time_zone=ZONE,
        currency="EUR",
        holder="Ada Moreno",
        others=(
            OtherView("T02", "Bo Lindqvist", True, at(11, 5), 12.4,
                      {"travel": 15.4, "distance": -3.0}),
            OtherView("T03", "Chen Wei", False, at(17, 10), 80.0, {"overtime": 80.0}, overtime,
                      {"WO-2026-000009": timedelta(minutes=25)}),
            OtherView("T04", "Dana Okafor", False, None, None, {}, training),
        ),
        names={"T02": "Bo Lindqvist", "T03": "Chen Wei", "T04": "Dana Okafor"},
    )  # fmt: skip


@dataclass
class PagesInMemory:
    """Answers like the real services; days without a plan are empty."""

    plans: list[Plan] = field(default_factory=list)
    more_orders: list[WorkOrder] = field(default_factory=list)
    history: list[AuditEntry] = field(default_factory=list)
    instant: datetime = field(default_factory=lambda: at(10, 42))
    technicians_on_duty: int = 8

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return DAY

    def board(self, day: date) -> BoardView:
        for plan in self.plans:
            if plan.date == day:
                return board_view(plan, self.instant, along_streets)
        return unplanned_board(a_base(), day, self.instant, 17, self.technicians_on_duty)

    def itinerary(self, technician_code: str, day: date) -> ItineraryView:
        for plan in self.plans:
            for itinerary in plan.itineraries:
                if itinerary.technician.code == technician_code and plan.date == day:
                    team = [each.technician for each in plan.itineraries]
                    return itinerary_view(plan, itinerary, self.instant, along_streets, team)
        raise UnknownTechnician(technician_code)

    def work_order(self, number: str) -> OrderView:
        for order in self.all_orders():
            if order.number == number:
                history = [e for e in self.history if e.subject == number]
                return order_view(order, default_calendar(), self.instant, self.plans, history)
        raise UnknownOrder(number)

    def orders(self, query: OrderQuery) -> OrderList:
        wanted = [order for order in self.all_orders() if _matches(order, query)]
        page = wanted[query.offset : query.offset + PAGE_SIZE]
        return order_list(page, len(wanted), query, self.instant)

    def alternatives(self, number: str, day: date) -> OthersView:
        if number not in {order.number for order in self.all_orders()}:
            raise UnknownOrder(number)
        return replace(some_others(), number=number, day=day)

    def plan_file(
        self, day: date, format: Format, language: Language, explained: Explained
    ) -> bytes:
        for plan in self.plans:
            if plan.date == day:
                sentences = explained([backlog_view(entry, []) for entry in plan.backlog])
                in_one = format is Format.CSV
                return export_file(plan_contents(plan, sentences, in_one), format, language)
        raise NoPlan.on("harbour", day)

    def tile(self, zoom: int, x: int, y: int, language: str) -> str | None:
        return SVG_TILE if zoom <= 19 else None

    def all_orders(self) -> list[WorkOrder]:
        visits = [
            stop.visit
            for plan in self.plans
            for itinerary in plan.itineraries
            for stop in itinerary.stops
            if stop.visit
        ]
        left = [entry.visit for plan in self.plans for entry in plan.backlog]
        return [visit.order for visit in (*visits, *left)] + self.more_orders


def _matches(order: WorkOrder, query: OrderQuery) -> bool:
    return (
        (query.status is None or order.status is query.status)
        and (query.severity is None or order.severity is query.severity)
        and query.text.lower() in f"{order.number} {order.customer.name}".lower()
    )


@dataclass(frozen=True)
class PageSettingsOf:
    """The two settings that pages read."""

    tile_url: str = ""
    tile_attribution: str = ""
