"""The tables that say what is promised to whom."""

from typing import Final

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.defaults import DEFAULT_POLICY_CODE
from dispatch.domain.severity import Severity
from dispatch.exchange import cells
from dispatch.exchange.spec import Column, Table, code_column, name_column

CALENDARS: Final = Table(
    "calendars",
    "calendar",
    "Working hours in which promises may be counted",
    ("code",),
    (
        code_column("calendar"),
        name_column("calendar"),
        Column(
            "hours",
            cells.hours,
            "Weekly hours, such as Mo-Fr 08:00-18:00; Sa 09:00-12:00",
            required=True,
        ),
        Column("time_zone", cells.time_zone, "IANA time zone of the hours", required=True),
        Column("country", cells.code, "ISO 3166 code; its public holidays are off", default=""),
        Column("subdivision", cells.code, "ISO 3166-2 part of the country: ENG", default=""),
    ),
)

SERVICE_LEVELS: Final = Table(
    "service_levels",
    "service level",
    "What is promised: 30 min, 4 h or 2 d on the clock, 10 h working in working hours",
    ("code",),
    (
        code_column("service level"),
        name_column("service level"),
        Column("priority", cells.whole(1, 9), "Higher is served first", required=True),
        Column("respond", cells.target, "From the report to our answer", required=True),
        Column("arrive", cells.target, "From the report to somebody on site", required=True),
        Column("resolve", cells.target, "From the report to the solution", required=True),
    ),
)

SLA_POLICIES: Final = Table(
    "sla_policies",
    "policy",
    "Sets of rules, each with the calendar it counts working hours in",
    ("code",),
    (
        code_column("policy"),
        name_column("policy"),
        Column(
            "calendar", cells.code, "Code of the calendar", required=True, refers_to="calendars"
        ),
    ),
)

CLASSIFICATION_RULES: Final = Table(
    "classification_rules",
    "rule",
    "Which service level applies: the first rule by position whose conditions all hold. "
    "A file holds all rules of a policy; those that were there before are replaced",
    ("policy", "position"),
    (
        Column(
            "policy",
            cells.code,
            "Code of the policy",
            default=DEFAULT_POLICY_CODE,
            refers_to="sla_policies",
        ),
        Column("position", cells.whole(1, 9999), "Lower is tried first", required=True),
        Column("severity", cells.choice(Severity), "Only this severity; empty: any"),
        Column("tier", cells.choice(CustomerTier), "Only this tier; empty: any"),
        Column("region", cells.choice(Region), "Only this region; empty: any"),
        Column(
            "service_level",
            cells.code,
            "Code of the service level",
            required=True,
            refers_to="service_levels",
        ),
    ),
)
