"""Levels and deadlines of many work orders under one policy."""

from dataclasses import asdict
from datetime import datetime
from functools import cache

from dispatch.domain.classification import classify
from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.deadlines import promise
from dispatch.domain.orders import WorkOrder
from dispatch.domain.severity import Severity
from dispatch.domain.sla import Promise, ServiceLevel, SlaPolicy
from dispatch.exchange.building.batch import update


class Promises:
    """The policy in force at `now`. There are few cases, so each is classified once."""

    def __init__(self, policy: SlaPolicy, now: datetime) -> None:
        self._policy, self._now = policy, now
        self._classify = cache(self._classified)

    def level(self, severity: Severity, tier: CustomerTier, region: Region) -> ServiceLevel:
        """The level of a case. Raises NoRuleMatches."""
        return self._classify(severity, tier, region)

    def promise(self, reported_at: datetime, level: ServiceLevel) -> Promise:
        """The deadlines of a new order. Raises NoWorkingHours."""
        return promise(reported_at, level, self._policy.calendar, now=self._now)

    def renew(self, order: WorkOrder) -> None:
        """Give an order the level its rules say, unless overruled, and its deadlines.

        What it has already is not touched, lest the store look for changes in thousands of them.
        """
        level = order.service_level
        if level is None or not order.overrule_reason:
            level = self.level(order.severity, order.customer.tier, order.site.region)
        promised = promise(
            order.reported_at,
            level,
            self._policy.calendar,
            order.pauses,
            arrived_at=order.arrived_at,
            now=self._now,
        )
        update(order, {"service_level": level, **asdict(promised)})

    def _classified(self, severity: Severity, tier: CustomerTier, region: Region) -> ServiceLevel:
        return classify(self._policy.rules, severity, tier, region)
