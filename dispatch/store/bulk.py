"""Many entities at once, given by their attributes instead of as objects.

An object of a mapped class costs a fifth of a millisecond before it reaches the database, and as
much on its way back; twenty thousand work orders of an import would wait for them. What is inserted
here has been checked by whoever calls, and is in the audit like anything else.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from dispatch.domain.orders import Visit, WorkOrder
from dispatch.store.attributes import Attributes, Reference, Row, columns_of
from dispatch.store.audit import write_created

_FIRST_VERSION: Final = 1
_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class OrderAttributes:
    """Attributes of a work order, and of the one visit it needs, None if it needs none."""

    order: Attributes
    visit: Attributes | None = None

    def numbered(self, number: str) -> "OrderAttributes":
        """The same order under a number."""
        return OrderAttributes({**self.order, "number": number}, self.visit)


def insert_orders(
    session: Session, orders: Sequence[OrderAttributes], actor: str, now: datetime
) -> None:
    """Insert work orders and their visits, and record them. Every attribute must be given."""
    ids = insert_rows(session, WorkOrder, [new.order for new in orders], key="number")
    write_created(
        session, actor, now, ((WorkOrder, new.order["number"], new.order) for new in orders)
    )
    visits = [
        ({**new.visit, "order": Reference(id)}, new.order["number"])
        for new, id in zip(orders, ids, strict=True)
        if new.visit is not None
    ]
    # Each of these orders is new and has one visit, so its id is a key of the visit.
    visit_ids = insert_rows(session, Visit, [visit for visit, _ in visits], key="work_order_id")
    write_created(
        session,
        actor,
        now,
        (
            (Visit, f"{number} #{id}", {**visit, "order": number})
            for (visit, number), id in zip(visits, visit_ids, strict=True)
        ),
    )


def insert_rows(
    session: Session, entity: type, rows: Sequence[Attributes], key: str = ""
) -> list[int]:
    """Insert entities of one kind with their lists.

    Returns their ids in the order of the rows, found by the unique column `key`; none without one,
    for entities without lists. Whatever they refer to must have been flushed.
    """
    if not rows:
        return []
    columns = columns_of(entity)
    values = [columns.of(row) | {"version": _FIRST_VERSION} for row in rows]
    session.connection().execute(insert(columns.table), values)
    if not key:
        return []
    # RETURNING would give the ids too, but in the order of the rows only one row at a time.
    found = _found(session, columns.table, key, [value[key] for value in values])
    by_key = {row[key]: row["id"] for row in found}
    ids = [by_key[value[key]] for value in values]
    for name, listed in columns.lists.items():
        parts = [
            {listed.owner: id, **part}
            for row, id in zip(rows, ids, strict=True)
            for part in listed.rows(row[name])
        ]
        if parts:
            session.connection().execute(insert(listed.table), parts)
    return ids


def unchanged_orders(session: Session, orders: Sequence[OrderAttributes]) -> set[str]:
    """Numbers of the orders of which the database holds just what is given, and one visit or none.

    An order that is not found unchanged may still turn out to be; the answer saves loading it.
    """
    return {
        number
        for start in range(0, len(orders), _AT_ONCE)
        for number in _unchanged(session, orders[start : start + _AT_ONCE])
    }


def _unchanged(session: Session, orders: Sequence[OrderAttributes]) -> Iterator[str]:
    order_columns, visit_columns = columns_of(WorkOrder), columns_of(Visit)
    numbers = [given.order["number"] for given in orders]
    stored = {row["number"]: row for row in _found(session, order_columns.table, "number", numbers)}
    ids = [row["id"] for row in stored.values()]
    visits = _by_owner(_found(session, visit_columns.table, "work_order_id", ids), "work_order_id")
    visit_ids = [visit["id"] for of_order in visits.values() for visit in of_order]
    lists = {
        name: _by_owner(_found(session, listed.table, listed.owner, visit_ids), listed.owner)
        for name, listed in visit_columns.lists.items()
    }
    for given in orders:
        order = stored.get(given.order["number"])
        if order is None or not _holds(order, order_columns.of(given.order)):
            continue
        wanted = [] if given.visit is None else [given.visit]
        present = visits[order["id"]]
        if len(present) == len(wanted) and all(
            _holds(visit, visit_columns.of(attributes))
            and all(
                _same_rows(lists[name][visit["id"]], list(listed.rows(attributes[name])))
                for name, listed in visit_columns.lists.items()
                if name in attributes
            )
            for visit, attributes in zip(present, wanted, strict=True)
        ):
            yield given.order["number"]


def _found(session: Session, table: Table, column: str, values: Sequence[Any]) -> list[Any]:
    query = select(table).where(table.c[column].in_(values))
    return list(session.connection().execute(query).mappings())


def _by_owner(rows: Sequence[Mapping[str, Any]], owner: str) -> dict[int, list[Any]]:
    by_owner: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_owner[row[owner]].append(row)
    return by_owner


def _holds(stored: Mapping[str, Any], row: Row) -> bool:
    return all(stored[key] == value for key, value in row.items())


def _same_rows(stored: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> bool:
    """Whether two lists hold the same, in whatever order."""
    return len(stored) == len(rows) and all(
        any(_holds(present, row) for present in stored) for row in rows
    )
