"""Calendars, service levels, policies and their rules from rows."""

from collections import defaultdict

from dispatch.domain.calendars import check_holidays
from dispatch.domain.classification import rule_faults
from dispatch.domain.defaults import DEFAULT_POLICY_CODE, default_policy
from dispatch.domain.sla import Calendar, ClassificationRule, ServiceLevel, SlaPolicy
from dispatch.errors import Fault
from dispatch.exchange.building.batch import Batch, update
from dispatch.exchange.reading.rows import Row
from dispatch.exchange.report import Counts
from dispatch.exchange.tables import (
    CALENDARS,
    CLASSIFICATION_RULES,
    SERVICE_LEVELS,
    SLA_POLICIES,
    WORK_ORDERS,
)

_RULE = ("service_level", "severity", "tier", "region")


def build_promises(batch: Batch) -> None:
    """Calendars, levels, policies, then the rules of each policy as a whole."""
    _know_present(batch)
    for row in batch.of(CALENDARS):
        _build_calendar(batch, row)
    for row in batch.of(SERVICE_LEVELS):
        if row.sound:
            values = {column.name: row[column.name] for column in SERVICE_LEVELS.columns}
            batch.keep(row, batch.unit.service_levels.add, ServiceLevel, values)
    for row in batch.of(SLA_POLICIES):
        calendar = batch.reference(row, "calendar")
        if row.sound:
            values = {"code": row["code"], "name": row["name"], "calendar": calendar}
            batch.keep(row, batch.unit.sla_policies.add, SlaPolicy, values)
    _build_rules(batch)


def policy_in_force(batch: Batch) -> SlaPolicy | None:
    """The policy that classifies work orders: the only one, else the one called `standard`.

    A database without any gets the default policy. None, with a fault, when there is a choice.
    """
    policies: list[SlaPolicy] = batch.all_known(SLA_POLICIES)
    if not policies:
        policies = [_install_default(batch)]
    named = [policy for policy in policies if policy.code == DEFAULT_POLICY_CODE]
    chosen = policies if len(policies) == 1 else named
    if not chosen:
        codes = ", ".join(sorted(policy.code for policy in policies))
        rule = f"which policy classifies work orders? call one {DEFAULT_POLICY_CODE}: {codes}"
        batch.faults.append(Fault(rule, file=next(batch.of(WORK_ORDERS)).file))
        return None
    return chosen[0]


def _know_present(batch: Batch) -> None:
    for calendar in batch.unit.calendars.all():
        batch.know(CALENDARS, (calendar.code,), calendar)
    for level in batch.unit.service_levels.all():
        batch.know(SERVICE_LEVELS, (level.code,), level)
    for policy in batch.unit.sla_policies.all():
        batch.know(SLA_POLICIES, (policy.code,), policy)


def _build_calendar(batch: Batch, row: Row) -> None:
    if "hours" in row.values and row["hours"].never:
        batch.refuse(row, "hours", "a calendar without working hours cannot count any")
    if row.values.get("country") is not None and row.values.get("subdivision") is not None:
        try:
            check_holidays(row["country"], row["subdivision"])
        except ValueError as error:
            batch.refuse(row, "subdivision" if row["subdivision"] else "country", str(error))
    if row.sound:
        values = {column.name: row[column.name] for column in CALENDARS.columns}
        batch.keep(row, batch.unit.calendars.add, Calendar, values)


def _build_rules(batch: Batch) -> None:
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in batch.of(CLASSIFICATION_RULES):
        batch.reference(row, "policy")
        batch.reference(row, "service_level")
        if "policy" in row.values:
            rows_of[row["policy"]].append(row)
    for code, rows in rows_of.items():
        if all(row.sound for row in rows):
            _replace_rules(batch, batch.known(SLA_POLICIES, (code,)), rows)


def _replace_rules(batch: Batch, policy: SlaPolicy, rows: list[Row]) -> None:
    """Give a policy the rules of the rows, if they cover every case and none is idle."""
    wanted = [_rule(batch, row) for row in rows]
    for sentence in rule_faults(wanted).sentences():
        batch.faults.append(Fault(sentence, file=rows[0].file, field=f"policy {policy.code}"))
    present = {rule.position: rule for rule in policy.rules}
    for rule in wanted:
        old = present.pop(rule.position, None)
        if old is None:
            policy.rules.append(rule)
            counts = Counts(created=1)
        else:
            changed = update(old, {name: getattr(rule, name) for name in _RULE})
            counts = Counts(updated=1) if changed else Counts(unchanged=1)
        batch.count(CLASSIFICATION_RULES, counts)
    for old in present.values():
        policy.rules.remove(old)
        batch.count(CLASSIFICATION_RULES, Counts(updated=1))


def _rule(batch: Batch, row: Row) -> ClassificationRule:
    level = batch.known(SERVICE_LEVELS, (row["service_level"],))
    return ClassificationRule(row["position"], level, row["severity"], row["tier"], row["region"])


def _install_default(batch: Batch) -> SlaPolicy:
    """The default policy, as far as the files do not define its parts themselves."""
    policy = default_policy(batch.known(CALENDARS, (default_policy().calendar.code,)))
    for rule in policy.rules:
        key = (rule.service_level.code,)
        rule.service_level = batch.known(SERVICE_LEVELS, key) or rule.service_level
        batch.know(SERVICE_LEVELS, key, rule.service_level)
    batch.know(CALENDARS, (policy.calendar.code,), policy.calendar)
    batch.know(SLA_POLICIES, (policy.code,), policy)
    batch.create(SLA_POLICIES, batch.unit.sla_policies.add, policy)
    return policy
