"""Which promise applies to a work order: the first rule that fits, or a person's decision."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.orders import WorkOrder
from dispatch.domain.severity import Severity
from dispatch.domain.sla import ClassificationRule, ServiceLevel
from dispatch.errors import DispatchError


class NoRuleMatches(DispatchError):
    """No rule of the policy covers a case."""

    def __init__(self, severity: Severity, tier: CustomerTier, region: Region) -> None:
        self.severity, self.tier, self.region = severity, tier, region
        super().__init__(f"no classification rule covers {_case(severity, tier, region)}")


class ReasonMissing(DispatchError):
    """A person overrules the rules and does not say why."""


@dataclass(frozen=True, slots=True)
class RuleFaults:
    """What is wrong with a set of rules: cases nobody covers, rules that can never decide."""

    uncovered: tuple[tuple[Severity, CustomerTier, Region], ...]
    unreachable: tuple[int, ...]
    repeated: tuple[int, ...]

    def sentences(self) -> list[str]:
        """One sentence for each fault; none when the rules are complete."""
        return [
            *(f"no rule covers {_case(*case)}" for case in self.uncovered),
            *(
                f"rule {position} can never decide: rules before it cover all its cases"
                for position in self.unreachable
            ),
            *(f"there is more than one rule at position {place}" for place in self.repeated),
        ]


def classify(
    rules: Iterable[ClassificationRule], severity: Severity, tier: CustomerTier, region: Region
) -> ServiceLevel:
    """Service level of the first rule, by position, whose conditions hold.

    Raises NoRuleMatches when there is none.
    """
    rule = next(_matching(rules, severity, tier, region), None)
    if rule is None:
        raise NoRuleMatches(severity, tier, region)
    return rule.service_level


def overrule(order: WorkOrder, level: ServiceLevel, reason: str) -> None:
    """Set a service level against the rules. Raises ReasonMissing unless a reason is given."""
    if not reason.strip():
        raise ReasonMissing(f"say why {order.number} gets {level.code} against the rules")
    order.service_level = level
    order.overrule_reason = reason.strip()


def rule_faults(rules: Iterable[ClassificationRule]) -> RuleFaults:
    """Check that rules cover every case and that each of them can decide one."""
    rules = sorted(rules, key=lambda rule: rule.position)
    cases = list(product(Severity, CustomerTier, Region))
    deciding = {case: next(_matching(rules, *case), None) for case in cases}
    used = {id(rule) for rule in deciding.values() if rule is not None}
    positions = [rule.position for rule in rules]
    return RuleFaults(
        uncovered=tuple(case for case, rule in deciding.items() if rule is None),
        unreachable=tuple(rule.position for rule in rules if id(rule) not in used),
        repeated=tuple(sorted({place for place in positions if positions.count(place) > 1})),
    )


def _matching(
    rules: Iterable[ClassificationRule], severity: Severity, tier: CustomerTier, region: Region
) -> Iterator[ClassificationRule]:
    for rule in sorted(rules, key=lambda rule: rule.position):
        if (
            rule.severity in (None, severity)
            and rule.tier in (None, tier)
            and rule.region in (None, region)
        ):
            yield rule


def _case(severity: Severity, tier: CustomerTier, region: Region) -> str:
    return f"{severity.value}, {tier.value}, {region.value}".replace("_", " ")
