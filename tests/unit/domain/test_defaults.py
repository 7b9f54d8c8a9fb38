from datetime import timedelta
from itertools import product

import pytest

from dispatch.domain.classification import classify, rule_faults
from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.defaults import default_policy
from dispatch.domain.severity import Severity
from dispatch.domain.sla import ServiceLevel

RULES = default_policy().rules


def level(severity: Severity, tier: CustomerTier, region: Region) -> ServiceLevel:
    return classify(RULES, severity, tier, region)


def test_the_default_rules_are_complete_and_none_is_idle():
    assert rule_faults(RULES).sentences() == []


@pytest.mark.parametrize(
    ("severity", "minutes"),
    [
        (Severity.EMERGENCY, 30),
        (Severity.COMPLEX_FAULT, 120),
        (Severity.GENERAL_FAULT, 120),
        (Severity.ENQUIRY, 24 * 60),
    ],
)
def test_the_response_depends_on_the_severity_alone(severity: Severity, minutes: int):
    promised = {level(severity, *case).respond.within for case in product(CustomerTier, Region)}
    assert promised == {timedelta(minutes=minutes)}


@pytest.mark.parametrize(("severity", "region"), list(product(Severity, Region)))
def test_vips_are_served_faster_and_first(severity: Severity, region: Region):
    vip, other = (level(severity, t, region) for t in (CustomerTier.VIP, CustomerTier.NEW))
    assert vip.arrive.within < other.arrive.within
    assert vip.resolve.within < other.resolve.within
    assert vip.priority > other.priority


@pytest.mark.parametrize(("severity", "tier"), list(product(Severity, CustomerTier)))
def test_the_city_is_reached_before_the_country(severity: Severity, tier: CustomerTier):
    city, country = (level(severity, tier, region) for region in Region)
    assert city.arrive.within < country.arrive.within


@pytest.mark.parametrize("case", list(product(Severity, CustomerTier, Region)))
def test_nobody_is_promised_a_resolution_before_an_arrival_or_an_arrival_before_an_answer(case):
    promised = level(*case)
    assert promised.respond.within < promised.arrive.within < promised.resolve.within
