"""Work orders with readable defaults: a general fault of a regular customer in the city."""

from datetime import UTC, datetime
from typing import Any

from dispatch.domain.customers import Customer, CustomerTier, Region, ServiceBase, Site
from dispatch.domain.geography import Coordinates
from dispatch.domain.orders import Channel, WorkOrder
from dispatch.domain.severity import Severity

HARBOUR = Coordinates(49.9, -9.0)


def a_base() -> ServiceBase:
    return ServiceBase("harbour", "Harbour base", HARBOUR, 10.0, "Europe/London")


def a_site(base: ServiceBase | None = None, **fields: Any) -> Site:
    defaults: dict[str, Any] = {
        "code": "S-1",
        "customer": Customer("C-1", "Corner bakery", CustomerTier.REGULAR),
        "base": base or a_base(),
        "name": "Bakery",
        "address": "1 Mill Street",
        "location": HARBOUR,
        "time_zone": "Europe/London",
        "region": Region.SAME_CITY,
    }
    return Site(**{**defaults, **fields})


def a_work_order(site: Site | None = None, **fields: Any) -> WorkOrder:
    defaults: dict[str, Any] = {
        "number": "WO-2026-000001",
        "site": site or a_site(),
        "channel": Channel.PHONE,
        "severity": Severity.GENERAL_FAULT,
        "description": "The oven stays cold",
        "reported_at": datetime(2026, 3, 16, 10, tzinfo=UTC),
    }
    return WorkOrder(**{**defaults, **fields})
