from datetime import timedelta

import pytest

from dispatch.domain.classification import (
    NoRuleMatches,
    ReasonMissing,
    classify,
    overrule,
    rule_faults,
)
from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.orders import WorkOrder
from dispatch.domain.severity import Severity
from dispatch.domain.sla import ClassificationRule, ServiceLevel, Target
from tests.builders.domain import a_work_order


def level(code: str) -> ServiceLevel:
    target = Target(timedelta(hours=1))
    return ServiceLevel(code, code, 1, target, target, target)


FAST, SLOW = level("fast"), level("slow")


def rules() -> list[ClassificationRule]:
    return [
        ClassificationRule(1, FAST, severity=Severity.EMERGENCY),
        ClassificationRule(2, FAST, tier=CustomerTier.VIP, region=Region.SAME_CITY),
        ClassificationRule(3, SLOW),
    ]


def classified() -> WorkOrder:
    work = a_work_order(number="WO-2026-000001")
    case = work.severity, work.customer.tier, work.site.region
    work.service_level = classify(rules(), *case)
    return work


def test_the_first_rule_whose_conditions_all_hold_decides():
    case = (Severity.ENQUIRY, CustomerTier.VIP)
    assert classify(rules(), *case, Region.SAME_CITY) is FAST
    assert classify(rules(), *case, Region.OUT_OF_TOWN) is SLOW


def test_rules_are_read_by_position_not_in_the_order_given():
    found = classify(reversed(rules()), Severity.EMERGENCY, CustomerTier.NEW, Region.OUT_OF_TOWN)
    assert found is FAST


def test_a_case_without_a_rule_is_named():
    with pytest.raises(NoRuleMatches, match="enquiry, new, out of town"):
        classify(rules()[:2], Severity.ENQUIRY, CustomerTier.NEW, Region.OUT_OF_TOWN)


def test_complete_rules_have_no_faults():
    assert rule_faults(rules()).sentences() == []


def test_uncovered_cases_are_all_named():
    only_emergencies = rule_faults(rules()[:1])
    assert len(only_emergencies.uncovered) == 3 * 3 * 2
    assert "no rule covers general fault, regular, same city" in only_emergencies.sentences()


def test_a_rule_behind_others_that_cover_it_is_named():
    shadowed = [*rules(), ClassificationRule(9, FAST, severity=Severity.ENQUIRY)]
    assert rule_faults(shadowed).unreachable == (9,)


def test_a_rule_hidden_by_several_others_together_is_named():
    by_tier = [ClassificationRule(n, FAST, tier=tier) for n, tier in enumerate(CustomerTier)]
    assert rule_faults([*by_tier, ClassificationRule(9, SLOW)]).unreachable == (9,)


def test_two_rules_at_one_position_are_named():
    assert rule_faults([*rules(), ClassificationRule(3, FAST)]).repeated == (3,)


def test_a_person_overrules_the_rules_with_a_reason():
    work = classified()
    assert work.service_level is SLOW
    overrule(work, FAST, " hospital ")
    assert work.service_level is FAST
    assert work.overrule_reason == "hospital"


def test_overruling_without_a_reason_is_refused():
    work = classified()
    with pytest.raises(ReasonMissing, match="WO-2026-000001"):
        overrule(work, FAST, "  ")
    assert work.service_level is SLOW
