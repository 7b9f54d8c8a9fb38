"""Writes every change of an audited entity into the audit, in the transaction that makes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.orm import Session, attributes, class_mapper, object_mapper

from dispatch.domain.customers import Asset, Customer, ServiceBase, Site
from dispatch.domain.hours import WeeklyHours
from dispatch.domain.orders import Visit, WorkOrder
from dispatch.domain.plans import Plan
from dispatch.domain.sla import Calendar, ClassificationRule, ServiceLevel, SlaPolicy
from dispatch.domain.team import Absence, Break, Shift, Technician
from dispatch.store import tables
from dispatch.store.mapping import VALUE_LISTS, ValueRow
from dispatch.store.naming import key_of, order_of

AUDITED: Final = (
    ServiceBase,
    Customer,
    Site,
    Asset,
    Technician,
    Shift,
    Absence,
    Calendar,
    ServiceLevel,
    SlaPolicy,
    WorkOrder,
    Visit,
    Plan,
)
_PARTS: Final = (Break, ClassificationRule)
_NOTHING: Final[tuple[Any, ...]] = (None, "", [])
_JSON: Final = frozenset({str, int, float, bool, type(None)})
_UNRECORDED: Final = frozenset({"id", "version"})
# A plan is recorded as a whole; its contents are thousands of rows that never change.
_LEFT_OUT: Final[dict[type, frozenset[str]]] = {
    Plan: frozenset({"itineraries", "backlog", "prices", "check"}),
    WorkOrder: frozenset({"visits"}),
}
_RECORDED: Final[dict[type, tuple[str, ...]]] = {}  # remembered: fields() is asked for every row

Changes = dict[str, dict[str, Any]]


def prepare_flush(session: Session) -> None:
    """Make sure that the coming flush gives every changed entity a new version and a record.

    An entity whose parts or lists change gets a new version, though its own row does not change:
    else two people could edit the skills of one technician and both would win. A visit that was
    taken out of its order is removed.
    """
    for entity in list(session.dirty):
        if isinstance(entity, Visit) and order_of(entity) is None:
            session.delete(entity)
        elif isinstance(entity, _PARTS):
            owner = getattr(entity, "owner", None)  # a back reference of the mapping
            if owner is not None and session.is_modified(entity):
                _touch(owner)
        elif isinstance(entity, AUDITED) and any(_lists_changed(entity)):
            _touch(entity)


def write_audit(session: Session, actor: str, now: datetime) -> None:
    """Record what the flush that just ran created, changed and removed."""
    at = {"at": now, "actor": actor, "note": ""}
    entries = [{**at, **entry} for entry in _entries(session)]
    if entries:
        session.connection().execute(insert(tables.audit_entry), entries)


def _entries(session: Session) -> Iterator[dict[str, Any]]:
    for entity in _audited(session.new):
        yield _entry(entity, "created", _present(entity, "after"))
    for entity in _audited(session.dirty):
        if changes := _changes(entity):
            yield _entry(entity, "changed", changes)
    for entity in _audited(session.deleted):
        yield _entry(entity, "removed", _present(entity, "before"))


def write_created(
    session: Session,
    actor: str,
    now: datetime,
    created: Iterable[tuple[type[Any], str, Mapping[str, Any]]],
) -> None:
    """Record entities that were inserted without a flush: kind, natural key and attributes."""
    at = {"at": now, "actor": actor, "note": "", "action": "created"}
    entries = [
        {
            **at,
            "subject_type": kind.__name__,
            "subject": key,
            "changes": _side({name: values.get(name) for name in _recorded(kind)}, "after"),
        }
        for kind, key, values in created
    ]
    if entries:
        session.connection().execute(insert(tables.audit_entry), entries)


def _audited(entities: Iterable[object]) -> list[Any]:
    return [entity for entity in entities if isinstance(entity, AUDITED)]


def _entry(entity: Any, action: str, changes: Changes) -> dict[str, Any]:
    kind = type(entity).__name__
    return {"subject_type": kind, "subject": key_of(entity), "action": action, "changes": changes}


def _recorded(entity: type[Any]) -> tuple[str, ...]:
    if entity not in _RECORDED:
        left_out = _UNRECORDED | _LEFT_OUT.get(entity, frozenset())
        _RECORDED[entity] = tuple(f.name for f in fields(entity) if f.name not in left_out)
    return _RECORDED[entity]


def _present(entity: Any, side: str) -> Changes:
    """Everything set on an entity, as the one side of its creation or removal."""
    return _side({name: getattr(entity, name) for name in _recorded(type(entity))}, side)


def _side(values: Mapping[str, Any], side: str) -> Changes:
    plain = {name: _plain(value) for name, value in values.items() if value not in _NOTHING}
    return {name: {side: value} for name, value in plain.items() if value not in _NOTHING}


def _changes(entity: Any) -> Changes:
    changes = {}
    for name in _recorded(type(entity)):
        before, after = _before(entity, name), _plain(getattr(entity, name))
        if _unordered(before) != _unordered(after):
            changes[name] = {"before": before, "after": after}
    return changes


def _unordered(plain: Any) -> Any:
    """A value to compare: lists come back from the database in an order of its own."""
    return sorted(plain, key=repr) if isinstance(plain, list) else plain


def _before(entity: Any, name: str) -> Any:
    """Value of a field when it was read, in plain form."""
    present = getattr(entity, name)
    history = attributes.get_history(entity, _key(type(entity), name))
    if _is_list(type(entity), name):
        former = sorted([*history.unchanged, *history.deleted], key=lambda item: item.id)
        return [_as_it_was(item) for item in former]
    if history.deleted:
        return _plain(history.deleted[0])
    # A reference that was empty leaves no trace of it; a column that leaves none was only touched.
    was_empty = bool(history.added) and name in class_mapper(type(entity)).relationships
    return None if was_empty else _plain(present)


def _as_it_was(item: Any) -> Any:
    if isinstance(item, ValueRow):
        return _plain(item.value)
    if isinstance(item, _PARTS):
        return {name: _before(item, name) for name in _recorded(type(item))}
    return _plain(item)


def _plain(value: Any) -> Any:
    """Value as JSON holds it: entities by natural key, instants in ISO 8601, spans in seconds."""
    if type(value) in _JSON:  # most are: the cases below are tried one after the other
        return value
    match value:
        case str() | int() | float() | None:
            plain: Any = value
        case datetime() | date():
            plain = value.isoformat()
        case timedelta():
            plain = int(value.total_seconds())
        case WeeklyHours():
            plain = str(value)
        case Mapping():
            plain = {str(key): _plain(item) for key, item in value.items()}
        case _ if isinstance(value, AUDITED):
            plain = key_of(value)
        case _ if is_dataclass(value):
            plain = {name: _plain(getattr(value, name)) for name in _recorded(type(value))}
        case Iterable():
            plain = [_plain(item) for item in value]
        case _:
            plain = value
    return plain


def _lists_changed(entity: Any) -> Iterator[bool]:
    kind: type[Any] = type(entity)
    for name in _recorded(kind):
        if _is_list(kind, name):
            yield attributes.get_history(entity, _key(kind, name)).has_changes()


def _key(entity: type[Any], name: str) -> str:
    """Mapped attribute behind a domain attribute."""
    return VALUE_LISTS.get((entity, name), name)


def _is_list(entity: type[Any], name: str) -> bool:
    relationship = class_mapper(entity).relationships.get(_key(entity, name))
    return relationship is not None and bool(relationship.uselist)


def _touch(entity: Any) -> None:
    columns = (attribute.key for attribute in object_mapper(entity).column_attrs)
    attributes.flag_modified(entity, next(key for key in columns if key not in _UNRECORDED))
