"""The service-level policy a new installation starts with; every figure can be edited.

Response targets are 30 minutes for an emergency, 2 hours for a fault, 24 hours for an enquiry.
Emergencies and complex faults run on the clock on the wall. General faults are answered on the
wall clock and visited in working hours; enquiries count working hours throughout.
"""

from datetime import timedelta

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.hours import parse_hours
from dispatch.domain.severity import Severity
from dispatch.domain.sla import (
    Calendar,
    ClassificationRule,
    Clock,
    ServiceLevel,
    SlaPolicy,
    Target,
)

DEFAULT_POLICY_CODE = "standard"

_RESPONSE = {
    Severity.EMERGENCY: Target(timedelta(minutes=30)),
    Severity.COMPLEX_FAULT: Target(timedelta(hours=2)),
    Severity.GENERAL_FAULT: Target(timedelta(hours=2)),
    Severity.ENQUIRY: Target(timedelta(hours=24), Clock.WORKING),
}
_VISIT_CLOCK = {
    Severity.EMERGENCY: Clock.ELAPSED,
    Severity.COMPLEX_FAULT: Clock.ELAPSED,
    Severity.GENERAL_FAULT: Clock.WORKING,
    Severity.ENQUIRY: Clock.WORKING,
}
# Hours to arrive and to resolve: (same city, out of town), each (others, VIP).
_HOURS = {
    Severity.EMERGENCY: (((2, 6), (1, 4)), ((4, 10), (3, 8))),
    Severity.COMPLEX_FAULT: (((12, 24), (6, 12)), ((18, 36), (10, 24))),
    Severity.GENERAL_FAULT: (((10, 20), (5, 10)), ((20, 30), (10, 20))),
    Severity.ENQUIRY: (((40, 60), (30, 40)), ((60, 80), (40, 60))),
}
_PRIORITY = {
    Severity.EMERGENCY: 4,
    Severity.COMPLEX_FAULT: 3,
    Severity.GENERAL_FAULT: 2,
    Severity.ENQUIRY: 1,
}
_VIP_RANKS_HIGHER_BY = 1


def default_policy(calendar: Calendar | None = None) -> SlaPolicy:
    """The starting policy, counted in `calendar` (default: `default_calendar()`)."""
    rules: list[ClassificationRule] = []
    for severity in Severity:
        for region in Region:
            for vip in (True, False):
                tier = CustomerTier.VIP if vip else None
                level = _level(severity, region, vip)
                rules.append(ClassificationRule(len(rules) + 1, level, severity, tier, region))
    return SlaPolicy(
        DEFAULT_POLICY_CODE, "Standard promises", calendar or default_calendar(), rules
    )


def default_calendar() -> Calendar:
    """Working days of the service desk, public holidays of England off."""
    return Calendar(
        code="desk",
        name="Service desk",
        hours=parse_hours("Mo-Fr 08:00-18:00"),
        time_zone="Europe/London",
        country="GB",
        subdivision="ENG",
    )


def _level(severity: Severity, region: Region, vip: bool) -> ServiceLevel:
    place = "city" if region is Region.SAME_CITY else "country"
    kind = severity.value.replace("_", "-")
    hours = _HOURS[severity][region is Region.OUT_OF_TOWN][vip]
    arrive, resolve = (Target(timedelta(hours=h), _VISIT_CLOCK[severity]) for h in hours)
    return ServiceLevel(
        code=f"{kind}-{place}{'-vip' if vip else ''}",
        name=_name(severity, region, vip),
        priority=_PRIORITY[severity] + _VIP_RANKS_HIGHER_BY * vip,
        respond=_RESPONSE[severity],
        arrive=arrive,
        resolve=resolve,
    )


def _name(severity: Severity, region: Region, vip: bool) -> str:
    kind = severity.value.replace("_", " ").capitalize()
    place = "in the city" if region is Region.SAME_CITY else "out of town"
    return f"{kind} {place}{', VIP' if vip else ''}"
