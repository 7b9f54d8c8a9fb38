"""Every table that can be imported, in the order in which they build on each other."""

from typing import Final

from dispatch.exchange.tables.history import FINISHED_VISITS
from dispatch.exchange.tables.orders import WORK_ORDERS
from dispatch.exchange.tables.places import ASSETS, BASES, CUSTOMERS, SITES
from dispatch.exchange.tables.promises import (
    CALENDARS,
    CLASSIFICATION_RULES,
    SERVICE_LEVELS,
    SLA_POLICIES,
)
from dispatch.exchange.tables.team import ABSENCES, SHIFTS, SKILLS, TECHNICIANS

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
    SKILLS,
    SHIFTS,
    ABSENCES,
    WORK_ORDERS,
    FINISHED_VISITS,
)

__all__ = [
    "ABSENCES",
    "ASSETS",
    "BASES",
    "CALENDARS",
    "CLASSIFICATION_RULES",
    "CUSTOMERS",
    "FINISHED_VISITS",
    "SERVICE_LEVELS",
    "SHIFTS",
    "SITES",
    "SKILLS",
    "SLA_POLICIES",
    "TABLES",
    "TECHNICIANS",
    "WORK_ORDERS",
]
