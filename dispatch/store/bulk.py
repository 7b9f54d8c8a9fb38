"""Inserts many new entities at once, given by their attributes instead of as objects.

An object of a mapped class costs a fifth of a millisecond before it reaches the database; twenty
thousand work orders of an import would wait for them. What is inserted here has been checked by
whoever calls, and is in the audit like anything else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Table, insert
from sqlalchemy.orm import (
    MANYTOONE,
    CompositeProperty,
    Mapper,
    Session,
    class_mapper,
)

from dispatch.domain.orders import Visit, WorkOrder
from dispatch.store.audit import write_created
from dispatch.store.mapping import VALUE_LISTS

Attributes = Mapping[str, Any]
Row = dict[str, Any]

_FIRST_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class NewOrder:
    """Attributes of a work order and of the visit it needs, all of them, defaults included."""

    order: Attributes
    visit: Attributes | None = None


def insert_orders(session: Session, orders: Sequence[NewOrder], actor: str, now: datetime) -> None:
    """Insert work orders and their visits, and record them."""
    ids = insert_rows(session, WorkOrder, [new.order for new in orders])
    write_created(
        session, actor, now, ((WorkOrder, new.order["number"], new.order) for new in orders)
    )
    visits = [
        ({**new.visit, "order": Reference(id)}, new.order["number"])
        for new, id in zip(orders, ids, strict=True)
        if new.visit is not None
    ]
    visit_ids = insert_rows(session, Visit, [visit for visit, _ in visits])
    write_created(
        session,
        actor,
        now,
        (
            (Visit, f"{number} #{id}", {**visit, "order": number})
            for (visit, number), id in zip(visits, visit_ids, strict=True)
        ),
    )


def insert_rows(session: Session, entity: type, rows: Sequence[Attributes]) -> list[int]:
    """Insert entities of one kind with their lists; returns their ids in the order of the rows.

    Whatever they refer to must have been flushed.
    """
    if not rows:
        return []
    mapper: Mapper[Any] = class_mapper(entity)
    table = _table(mapper)
    plain, listed = _split(mapper, rows[0])
    values = [
        {key: value for write in plain for key, value in write(row).items()}
        | {"version": _FIRST_VERSION}
        for row in rows
    ]
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    ids = list(session.connection().execute(statement, values).scalars())
    for part in listed:
        parts = [new for row, id in zip(rows, ids, strict=True) for new in part.rows(row, id)]
        if parts:
            session.connection().execute(insert(part.table), parts)
    return ids


@dataclass(frozen=True, slots=True)
class Reference:
    """Something in the database, known by its id alone."""

    id: int


@dataclass(frozen=True)
class _List:
    """A list attribute, as rows of a table of its own."""

    table: Table
    attribute: str
    owner: str
    values: Callable[[Any], Row]

    def rows(self, attributes: Attributes, owner: int) -> Iterator[Row]:
        for value in attributes[self.attribute] or ():
            yield {self.owner: owner, **self.values(value)}


def _split(mapper: Mapper[Any], row: Attributes) -> tuple[list[Callable[[Any], Row]], list[_List]]:
    """How the attributes of a row become columns, and which of them are lists."""
    plain: list[Callable[[Any], Row]] = []
    listed: list[_List] = []
    for name in row:
        rows_name = VALUE_LISTS.get((mapper.class_, name))
        if rows_name is not None:
            listed.append(_value_list(mapper, name, rows_name))
        elif name in mapper.relationships:
            link = mapper.relationships[name]
            if link.direction is MANYTOONE:
                (column,) = link.local_columns
                plain.append(_reference(name, str(column.key)))
            elif link.secondary is not None:
                listed.append(_association(mapper, name))
            elif row[name]:
                raise ValueError(f"{name} cannot be inserted with its owner")
        elif name in mapper.composites:
            plain.append(_composite(name, mapper.composites[name]))
        else:
            plain.append(_column(name, str(mapper.columns[name].key)))
    return plain, listed


def _column(name: str, key: str) -> Callable[[Any], Row]:
    return lambda row: {key: row[name]}


def _reference(name: str, key: str) -> Callable[[Any], Row]:
    return lambda row: {key: None if row[name] is None else row[name].id}


def _composite(name: str, composite: CompositeProperty[Any]) -> Callable[[Any], Row]:
    write, nothing = _parts(composite)
    return lambda row: nothing if row[name] is None else write(row[name])


def _value_list(mapper: Mapper[Any], name: str, rows_name: str) -> _List:
    link = mapper.relationships[rows_name]
    ((_, owner),) = link.synchronize_pairs
    write, _ = _parts(link.mapper.composites["value"])
    return _List(_table(link.mapper), name, str(owner.key), write)


def _association(mapper: Mapper[Any], name: str) -> _List:
    link = mapper.relationships[name]
    assert isinstance(link.secondary, Table)
    assert link.secondary_synchronize_pairs is not None
    ((_, owner),), ((_, other),) = link.synchronize_pairs, link.secondary_synchronize_pairs
    key = str(other.key)
    return _List(link.secondary, name, str(owner.key), lambda value: {key: value.id})


def _parts(composite: CompositeProperty[Any]) -> tuple[Callable[[Any], Row], Row]:
    """How a value of several columns is written, and how none is."""
    keys = [str(column.key) for column in composite.columns]
    value: Any = composite.composite_class
    read = attrgetter(*(field.name for field in fields(value)))
    return lambda value: dict(zip(keys, read(value), strict=True)), dict.fromkeys(keys)


def _table(mapper: Mapper[Any]) -> Table:
    table = mapper.local_table
    assert isinstance(table, Table)
    return table
