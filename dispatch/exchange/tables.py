"""Every table that can be imported, in the order in which they build on each other."""

from typing import Final

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.hours import WeeklyHours
from dispatch.domain.orders import Channel
from dispatch.domain.severity import Severity
from dispatch.exchange import cells, times
from dispatch.exchange.promise_tables import (
    CALENDARS,
    CLASSIFICATION_RULES,
    SERVICE_LEVELS,
    SLA_POLICIES,
)
from dispatch.exchange.spec import LONG_TEXT, Column, Table, code_column, name_column

_DAY_MINUTES = 24 * 60
_HIGHEST_PRICE = 10_000_000


def _degrees(prefix: str, where: str, required: bool) -> tuple[Column, Column]:
    latitude, longitude = cells.number(-90, 90), cells.number(-180, 180)
    return (
        Column(f"{prefix}latitude", latitude, f"Degrees north: {where}", required),
        Column(f"{prefix}longitude", longitude, f"Degrees east: {where}", required),
    )


def _technicians(name: str, help: str) -> Column:
    return Column(name, cells.codes, help, default=(), refers_to="technicians")


BASES: Final = Table(
    "bases",
    "base",
    "Where teams work from",
    ("code",),
    (
        code_column("base"),
        name_column("base"),
        *_degrees("", "the base", required=True),
        Column(
            "city_radius_km",
            cells.number(0, 1000),
            "Sites within so many kilometres, as the crow flies, are in the same city",
            required=True,
        ),
        Column(
            "time_zone", cells.time_zone, "IANA time zone, such as Europe/London", required=True
        ),
    ),
)

CUSTOMERS: Final = Table(
    "customers",
    "customer",
    "Who asks for service",
    ("code",),
    (
        code_column("customer"),
        name_column("customer"),
        Column("tier", cells.choice(CustomerTier), "new, regular or vip", required=True),
        Column("phone", cells.text, "Telephone number", default=""),
        Column("email", cells.text, "E-mail address", default=""),
    ),
)

SITES: Final = Table(
    "sites",
    "site",
    "Places to travel to",
    ("code",),
    (
        code_column("site"),
        Column("customer", cells.code, "Code of its customer", True, refers_to="customers"),
        Column("base", cells.code, "Code of the base that serves it", True, refers_to="bases"),
        name_column("site"),
        Column("address", cells.text, "Street, number, district", required=True),
        *_degrees("", "the site", required=True),
        Column("time_zone", cells.time_zone, "IANA time zone; empty: that of the base"),
        Column(
            "region",
            cells.choice(Region),
            "same_city or out_of_town; empty: by the distance from the base",
        ),
        Column(
            "opening_hours",
            cells.hours,
            "When visits may start, such as Mo-Fr 08:00-17:00; empty: always",
            default=WeeklyHours(),
        ),
        Column("access_notes", cells.text, "How to get in", default="", longest=LONG_TEXT),
    ),
)

ASSETS: Final = Table(
    "assets",
    "asset",
    "Equipment installed at sites",
    ("serial",),
    (
        Column("serial", cells.code, "Serial number", required=True),
        Column("model", cells.text, "Maker and model", required=True),
        Column("site", cells.code, "Code of the site it is at", True, refers_to="sites"),
        Column("warranty_until", cells.day, "Last day of warranty"),
    ),
)

TECHNICIANS: Final = Table(
    "technicians",
    "technician",
    "People who visit sites",
    ("code",),
    (
        code_column("technician"),
        name_column("technician"),
        Column("base", cells.code, "Code of the base", required=True, refers_to="bases"),
        *_degrees("home_", "where the day begins", required=True),
        *_degrees("end_", "where the day ends; empty: at home", required=False),
        Column(
            "skills",
            cells.skills,
            "Skills with levels 1 to 5, such as boiler:3; hvac:2",
            default=(),
        ),
        Column("travel_factor", cells.number(0.2, 5), "1.2 travels a fifth slower", default=1.0),
        Column("duration_factor", cells.number(0.2, 5), "1.2 works a fifth slower", default=1.0),
        Column(
            "hour_price", cells.whole(0, _HIGHEST_PRICE), "Cents for an hour of work", default=0
        ),
        Column(
            "overtime_hour_price",
            cells.whole(0, _HIGHEST_PRICE),
            "Cents for an hour of overtime",
            default=0,
        ),
        Column("phone", cells.text, "Telephone number", default=""),
    ),
)

SHIFTS: Final = Table(
    "shifts",
    "shift",
    "Working days of technicians, in the time of their base",
    ("technician", "starts_at"),
    (
        Column(
            "technician",
            cells.code,
            "Code of the technician",
            required=True,
            refers_to="technicians",
        ),
        Column("starts_at", times.moment, "Such as 2026-03-17T08:00", required=True),
        Column("ends_at", times.moment, "At most 24 hours later", required=True),
        Column(
            "max_overtime_minutes",
            cells.minutes(0, _DAY_MINUTES),
            "Overtime allowed after the end; empty: none",
            default=cells.minutes(0, 0)("0"),
        ),
        Column(
            "breaks",
            times.rests,
            "Length, and when it may start, such as 30 min 11:30-13:30; 15 min 15:00-16:00",
            default=(),
        ),
    ),
)

ABSENCES: Final = Table(
    "absences",
    "absence",
    "When technicians are away, in the time of their base",
    ("technician", "starts_at"),
    (
        Column(
            "technician",
            cells.code,
            "Code of the technician",
            required=True,
            refers_to="technicians",
        ),
        Column("starts_at", times.moment, "From when on, such as 2026-03-17T00:00", required=True),
        Column("ends_at", times.moment, "Until when", required=True),
        Column("reason", cells.text, "Why", default=""),
    ),
)

WORK_ORDERS: Final = Table(
    "work_orders",
    "work order",
    "What customers ask for, in the time of the site. With a duration it needs a visit",
    ("number",),
    (
        Column("number", cells.code, "Such as WO-2026-000123; empty: the next free one is given"),
        Column("site", cells.code, "Code of the site", required=True, refers_to="sites"),
        Column("asset", cells.code, "Serial number of the asset", refers_to="assets"),
        Column("channel", cells.choice(Channel), ", ".join(Channel), required=True),
        Column("severity", cells.choice(Severity), ", ".join(Severity), required=True),
        Column("description", cells.text, "What is wrong", required=True, longest=LONG_TEXT),
        Column(
            "reported_at",
            times.moment,
            "When the customer told us, such as 2026-03-17T07:10",
            required=True,
        ),
        Column("responded_at", times.moment, "When we answered; empty: not yet"),
        Column(
            "service_level",
            cells.code,
            "Code of a level that overrules the rules; needs overrule_reason",
            refers_to="service_levels",
        ),
        Column("overrule_reason", cells.text, "Why the rules are overruled", default=""),
        Column(
            "duration_minutes",
            cells.minutes(1, _DAY_MINUTES),
            "Planned work on site; empty: solved from afar, no visit",
        ),
        Column(
            "skills",
            cells.skills,
            "Least levels a visit needs, such as boiler:3; hvac:2",
            default=(),
        ),
        Column(
            "windows",
            times.windows,
            "When work may begin, such as 2026-03-17 08:00-12:00; 2026-03-17 14:00-16:00",
            default=(),
        ),
        Column("not_before", times.moment, "No visit before"),
        Column(
            "pinned_technician",
            cells.code,
            "Code of the technician who must do it",
            refers_to="technicians",
        ),
        _technicians("required_technicians", "Codes of those who may come, nobody else"),
        _technicians("excluded_technicians", "Codes of those who may not come"),
    ),
)

TABLES: Final = (
    BASES,
    CALENDARS,
    SERVICE_LEVELS,
    SLA_POLICIES,
    CLASSIFICATION_RULES,
    CUSTOMERS,
    SITES,
    ASSETS,
    TECHNICIANS,
    SHIFTS,
    ABSENCES,
    WORK_ORDERS,
)
