"""What pages and the terminal read: one function for each thing a reader looks at."""

from dataclasses import dataclass, field
from datetime import date, datetime

from dispatch.clock import Clock
from dispatch.domain.customers import ServiceBase
from dispatch.domain.defaults import default_calendar
from dispatch.domain.orders import WorkOrder
from dispatch.domain.plans import Plan
from dispatch.domain.policy import PlanningPolicy
from dispatch.domain.sla import Calendar
from dispatch.exchange import Format, Language
from dispatch.planning.local_day import local_date, local_day
from dispatch.services.alternatives import who_else
from dispatch.services.errors import NoPlan, UnknownOrder, UnknownTechnician
from dispatch.services.exporting import Explained, export_file, export_plan
from dispatch.services.planning import plan_of_day, the_base
from dispatch.services.views.board import BoardView, board_view, unplanned_board
from dispatch.services.views.itinerary import ItineraryView, idle_day, itinerary_view
from dispatch.services.views.order import OrderView, order_view
from dispatch.services.views.orders import PAGE_SIZE, OrderList, OrderQuery, order_list
from dispatch.services.views.others import OthersView
from dispatch.store import OrderFilter, Store, Unit
from dispatch.travel.tiles import TileRenderer
from dispatch.travel.times import TravelTimes


@dataclass(frozen=True)
class Pages:
    """Reads for one base. `ground` draws the map without a tile server; None leaves it bare.

    `policy` holds the prices at which it is said who else could take a visit.
    """

    store: Store
    clock: Clock
    travel_times: TravelTimes
    ground: TileRenderer | None = None
    base_code: str | None = None
    policy: PlanningPolicy = field(default_factory=PlanningPolicy)

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        """Today's date where the base is."""
        with self.store.read() as unit:
            return local_date(self.clock.now(), self._base(unit).time_zone)

    def board(self, day: date) -> BoardView:
        """The plan people work by on a day, or the day as it stands without one."""
        with self.store.read() as unit:
            base = self._base(unit)
            plan = _plan_or_none(unit, base, day)
            if plan is None:
                return self._unplanned(unit, base, day)
        return board_view(plan, self.clock.now(), self.travel_times.path)

    def itinerary(self, technician_code: str, day: date) -> ItineraryView:
        """One technician's day. Raises `UnknownTechnician`; a day off is not an error."""
        with self.store.read() as unit:
            technician = unit.technicians.by_code(technician_code)
            if technician is None:
                raise UnknownTechnician(technician_code)
            plan = _plan_or_none(unit, technician.base, day)
        if plan is None:
            return idle_day(technician, day)
        own = [each for each in plan.itineraries if each.technician.code == technician_code]
        if not own:
            return idle_day(technician, day, plan.status)
        team = [each.technician for each in plan.itineraries]
        longest = max(own, key=lambda itinerary: len(itinerary.stops))
        return itinerary_view(plan, longest, self.clock.now(), self.travel_times.path, team)

    def work_order(self, number: str) -> OrderView:
        """One work order with its clocks, visits and history. Raises `UnknownOrder`."""
        with self.store.read() as unit:
            order = unit.work_orders.by_number(number)
            if order is None:
                raise UnknownOrder(number)
            history = unit.audit.of_order(number)
            plans = _plans_with(unit, order, self.clock.now())
            calendar = _calendar(unit)
        return order_view(order, calendar, self.clock.now(), plans, history)

    def orders(self, query: OrderQuery) -> OrderList:
        """One page of the work orders that match, most urgent first."""
        which = OrderFilter(
            statuses=[query.status] if query.status else [],
            severities=[query.severity] if query.severity else [],
            text=query.text,
        )
        with self.store.read() as unit:
            found = unit.work_orders.urgent(which, offset=query.offset, limit=PAGE_SIZE)
            return order_list(found.orders, found.total, query, self.clock.now())

    def alternatives(self, number: str, day: date) -> OthersView:
        """Who else could take a work order's visit. Raises a `NotFound` without one in the plan."""
        return who_else(self.store, self.travel_times, self.policy, number, day, self.base_code)

    def plan_file(
        self, day: date, format: Format, language: Language, explained: Explained
    ) -> bytes:
        """The plan people work by on a day as a file. Raises `NoPlan`."""
        in_one = format is Format.CSV
        contents = export_plan(self.store, day, explained, self.base_code, in_one=in_one)
        return export_file(contents, format, language)

    def tile(self, zoom: int, x: int, y: int, language: str) -> str | None:
        """One SVG tile of the map's own ground, labelled in a language."""
        return None if self.ground is None else self.ground.svg(zoom, x, y, language)

    def _base(self, unit: Unit) -> ServiceBase:
        return the_base(unit, self.base_code)

    def _unplanned(self, unit: Unit, base: ServiceBase, day: date) -> BoardView:
        start, end = local_day(day, base.time_zone)
        visits = unit.visits.plannable(base, start, end)
        working = {shift.technician.code for shift in unit.shifts.between(base, start, end)}
        return unplanned_board(base, day, self.clock.now(), len(visits), len(working))


def _plan_or_none(unit: Unit, base: ServiceBase, day: date) -> Plan | None:
    try:
        return plan_of_day(unit, base, day)
    except NoPlan:
        return None


def _plans_with(unit: Unit, order: WorkOrder, now: datetime) -> list[Plan]:
    """The plan of today, where the order's visits would be."""
    plan = _plan_or_none(unit, order.site.base, local_date(now, order.site.base.time_zone))
    return [] if plan is None else [plan]


def _calendar(unit: Unit) -> Calendar:
    policies = unit.sla_policies.all()
    return policies[0].calendar if policies else default_calendar()
