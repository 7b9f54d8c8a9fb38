"""A planned day that looks like a real one: technicians with shifts and lunch, visits on their way.

The times are consistent (no overlap, travel fits), the lateness is known: the visits named in
`late` start that much after their promise.
"""

import math
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from dispatch.domain.customers import Asset, Customer, CustomerTier, Region, ServiceBase, Site
from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import (
    AvailabilityWindow,
    Channel,
    OrderStatus,
    Visit,
    VisitStatus,
    WorkOrder,
)
from dispatch.domain.plans import BacklogEntry, Itinerary, Plan, PlanStatus, Stop, StopKind
from dispatch.domain.severity import Severity
from dispatch.domain.skills import SkillLevel
from dispatch.domain.sla import Clock, Pause, PauseReason, ServiceLevel, Target
from dispatch.domain.team import Break, Shift, Technician

DAY = date(2026, 3, 16)
ZONE = "Europe/Lisbon"
LUNCH = timedelta(minutes=30)
NAMES = (
    "Ada Moreno", "Bo Lindqvist", "Chen Wei", "Dana Okafor", "Elif Kaya", "Farid Haddad",
    "Greta Holm", "Hugo Martins", "Ines Duarte", "Jonas Vogel", "Kemal Aydin", "Lin Xiaoyu",
    "Marta Nowak", "Nils Berg", "Olga Ivanova", "Pedro Alves", "Qing Zhao", "Rosa Conti",
    "Sven Dahl", "Tara Singh", "Umar Aziz", "Vera Kolar", "Wang Fang", "Ximena Rey", "Yusuf Demir",
)  # fmt: skip
CUSTOMERS = (
    "Harbour Hotel", "Corner Bakery", "St. Anne's Clinic", "Blue Whale Cinema", "Mill Lane School",
    "Northgate Offices", "Café Aurora", "City Library", "Tram Depot East", "Riverside Gym",
    "Old Town Brewery", "Grand Arcade", "Laundry No. 7", "Botanic Garden", "晨光超市",
)  # fmt: skip
FAULTS = (
    ("Cold store is warming up, food at risk", "refrigeration"),
    ("Boiler shows E12 and restarts by itself", "boiler"),
    ("Ventilation is loud since the weekend", "ventilation"),
    ("Lift door does not close on floor 3", "lifts"),
    ("Annual service of the heat pump", "refrigeration"),
    ("Pump leaks at the flange", "boiler"),
)
SKILLS = ("refrigeration", "boiler", "ventilation", "lifts")


def a_base() -> ServiceBase:
    return ServiceBase("central", "Central base", Coordinates(49.9000, -9.0000), 12.0, ZONE, id=1)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """Wall-clock time at the base."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(ZONE))


def a_planned_day(
    technicians: int = 8,
    visits_each: int = 5,
    backlog: int = 4,
    late: dict[int, int] | None = None,
    day: date = DAY,
    seed: int = 1,
) -> Plan:
    """Return a plan; `late` maps the place of a visit among all (from 0) to its minutes late."""
    maker = _DayMaker(day, Random(seed), late if late is not None else {6: 25, 17: 8, 30: 70})
    team = [maker.technician(position) for position in range(technicians)]
    plan = Plan(
        base=maker.base,
        date=day,
        created_at=at(6, 40, day),
        created_by="demo",
        engine="ortools",
        seed=1,
        status=PlanStatus.PUBLISHED,
        published_at=at(6, 45, day),
        itineraries=[maker.itinerary(technician, visits_each) for technician in team],
        cost_terms={"skipped": 480_000, "lateness": 61_800, "overtime": 2_100, "working": 131_240,
                    "travel": 33_410, "distance": 9_022},
        check={"violations": []},
        id=12,
    )  # fmt: skip
    plan.backlog = [maker.left_undone(position) for position in range(backlog)]
    return plan


class _DayMaker:
    def __init__(self, day: date, random: Random, late: dict[int, int]) -> None:
        self.base, self.day, self.random, self.late = a_base(), day, random, late
        self.orders = 0
        self.visits = 0

    def place(self, reach_km: float) -> Coordinates:
        angle, reach = self.random.uniform(0, math.tau), reach_km * math.sqrt(self.random.random())
        latitude = self.base.location.latitude + reach * math.sin(angle) / 111.2
        longitude = self.base.location.longitude + reach * math.cos(angle) / 71.6
        return Coordinates(round(latitude, 6), round(longitude, 6))

    def technician(self, position: int) -> Technician:
        skills = self.random.sample(SKILLS, 2)
        return Technician(
            code=f"T{position + 1:02d}",
            name=NAMES[position % len(NAMES)],
            base=self.base,
            home=self.place(6),
            skills=[SkillLevel(skill, self.random.randint(2, 5)) for skill in skills],
            hour_price=4200,
            overtime_hour_price=6300,
            phone=f"+351 555 01{position:02d}",
            id=position + 1,
        )

    def visit(self, skills: list[SkillLevel], severity: Severity | None = None) -> Visit:
        self.orders += 1
        random = self.random
        severity = severity or random.choices(list(Severity), (1, 2, 5, 2))[0]
        name = CUSTOMERS[self.orders % len(CUSTOMERS)]
        tier = random.choice(list(CustomerTier))
        customer = Customer(f"C{self.orders:03d}", name, tier, f"+351 555 2{self.orders:03d}")
        site = Site(
            code=f"S{self.orders:03d}", customer=customer, base=self.base, name=f"{name}, main",
            address=f"{random.randint(1, 180)} {random.choice(('Mill', 'Quay', 'Linden'))} Street",
            location=self.place(8), time_zone=ZONE, region=Region.SAME_CITY,
            access_notes="Ring at the gate, ask for the caretaker" if self.orders % 3 == 0 else "",
        )  # fmt: skip
        description = next(text for text, skill in FAULTS if skill == skills[0].skill)
        order = WorkOrder(
            number=f"WO-2026-{self.orders:06d}", site=site, channel=random.choice(list(Channel)),
            severity=severity, description=description, reported_at=at(7, 5, self.day),
            asset=Asset(f"SN-{self.orders:05d}", "Frost 300", site),
            status=OrderStatus.SCHEDULED, service_level=a_service_level(),
            responded_at=at(7, 25, self.day), id=self.orders,
        )  # fmt: skip
        return Visit(order, timedelta(minutes=random.choice((30, 45, 60, 75))), skills,
                      status=VisitStatus.SCHEDULED, id=self.orders)  # fmt: skip

    def itinerary(self, technician: Technician, visits: int) -> Itinerary:
        starts, ends = at(8, 0, self.day), at(17, 0, self.day)
        rest = Break(LUNCH, at(11, 30, self.day), at(14, 0, self.day))
        shift = Shift(technician, starts, ends, timedelta(hours=1), [rest])
        itinerary = Itinerary(technician, shift, starts, starts)
        place, moment = technician.home, starts
        for _ in range(visits):
            if moment >= rest.earliest_start and not _has_break(itinerary):
                _append(itinerary, Stop(0, StopKind.BREAK, moment, moment, moment + LUNCH))
                moment += LUNCH
            visit = self.visit([self.random.choice(technician.skills)])
            stop = self.stop(visit, place, moment)
            _append(itinerary, stop)
            place, moment = visit.order.site.location, stop.end
        itinerary.metres_home, itinerary.travel_home = _drive(place, technician.home)
        itinerary.returns_at = moment + itinerary.travel_home
        return itinerary

    def stop(self, visit: Visit, place: Coordinates, leaves: datetime) -> Stop:
        metres, travel = _drive(place, visit.order.site.location)
        wait = timedelta(minutes=self.random.choice((0, 0, 0, 20)))
        arrival = leaves + travel
        start = arrival + wait
        if wait:
            visit.windows = [AvailabilityWindow(start, start + timedelta(hours=3))]
        minutes_late = self.late.get(self.visits)
        spare = -minutes_late if minutes_late else self.random.choice((9, 35, 80, 150, 600))
        self.visits += 1
        _promise(visit.order, start + timedelta(minutes=spare))
        slack = timedelta(minutes=max(0, min(spare, 90)))
        return Stop(0, StopKind.VISIT, arrival, start, start + visit.duration, travel, metres, wait,
                    slack, visit)  # fmt: skip

    def left_undone(self, position: int) -> BacklogEntry:
        reasons = (
            ("skill", "Nobody on duty has lifts at level 5; Chen Wei comes closest with 4."),
            ("window", "Open 06:00 to 07:30, but no shift of those with the skill begins by then."),
            ("displaced", "It would fit only by delaying an emergency."),
            ("too_far", "The nearest technician with the skill needs 2 h 10 min each way."),
        )
        reason, sentence = reasons[position % len(reasons)]
        severity = (Severity.EMERGENCY, Severity.COMPLEX_FAULT, Severity.ENQUIRY)[position % 3]
        visit = self.visit([SkillLevel(SKILLS[position % 4], 5)], severity)
        visit.status, visit.order.status = VisitStatus.OPEN, OrderStatus.AWAITING_VISIT
        _promise(visit.order, at(12, 0, self.day) + timedelta(hours=position * 8))
        return BacklogEntry(visit, reason, sentence)


def a_service_level() -> ServiceLevel:
    return ServiceLevel(
        "fault-city", "Fault, same city", 3,
        respond=Target(timedelta(hours=2)),
        arrive=Target(timedelta(hours=8), Clock.WORKING),
        resolve=Target(timedelta(hours=24)),
    )  # fmt: skip


def a_pause(day: date = DAY) -> Pause:
    return Pause(at(9, 0, day), at(9, 40, day), PauseReason.CUSTOMER)


def along_streets(origin: Coordinates, destination: Coordinates) -> list[Coordinates]:
    """A way with a corner, as a grid of streets has it."""
    return [origin, Coordinates(origin.latitude, destination.longitude), destination]


def _promise(order: WorkOrder, arrive_by: datetime) -> None:
    order.respond_by = order.reported_at + timedelta(hours=2)
    order.arrive_by = arrive_by
    order.resolve_by = arrive_by + timedelta(hours=16)


def _has_break(itinerary: Itinerary) -> bool:
    return any(stop.kind is StopKind.BREAK for stop in itinerary.stops)


def _append(itinerary: Itinerary, stop: Stop) -> None:
    stop.sequence = len(itinerary.stops) + 1
    itinerary.stops.append(stop)


def _drive(origin: Coordinates, destination: Coordinates) -> tuple[int, timedelta]:
    """Metres and time at 30 km/h along the two sides of the corner, to the minute."""
    north = abs(origin.latitude - destination.latitude) * 111_200
    east = abs(origin.longitude - destination.longitude) * 71_600
    metres = round(north + east)
    return metres, timedelta(minutes=max(2, round(metres / 500)))
