"""Attributes of entities as columns of tables, without making an object of a mapped class."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Table
from sqlalchemy.orm import MANYTOONE, CompositeProperty, Mapper, class_mapper

from dispatch.store.mapping import VALUE_LISTS

Attributes = Mapping[str, Any]
Row = dict[str, Any]

_UNSAVED: Final = object()
"""In the place of the id of an entity that has none yet: equal to nothing the database holds."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Something in the database, known by its id alone."""

    id: int


@dataclass(frozen=True)
class ListTable:
    """A list attribute: rows of `table`, which name their owner in the column `owner`."""

    table: Table
    owner: str
    columns: Callable[[Any], Row]

    def rows(self, values: Any) -> Iterator[Row]:
        """Rows of a list's values, without their owner."""
        return map(self.columns, values or ())


class Columns:
    """How the attributes of one kind of entity are columns and lists."""

    def __init__(self, entity: type) -> None:
        self._mapper: Mapper[Any] = class_mapper(entity)
        self.table = _table(self._mapper)
        self._plain: dict[str, Callable[[Any], Row]] = {}
        self.lists: dict[str, ListTable] = {}
        for name in _names(entity, self._mapper):
            self._describe(name)

    def of(self, attributes: Attributes) -> Row:
        """Columns of the attributes that are given; lists are not among them."""
        row: Row = {}
        for name, value in attributes.items():
            if name in self._plain:
                row.update(self._plain[name](value))
        return row

    def _describe(self, name: str) -> None:
        mapper = self._mapper
        rows_name = VALUE_LISTS.get((mapper.class_, name))
        if rows_name is not None:
            self.lists[name] = _value_list(mapper, rows_name)
        elif name in mapper.relationships:
            link = mapper.relationships[name]
            if link.direction is MANYTOONE:
                (column,) = link.local_columns
                self._plain[name] = _reference(str(column.key))
            elif link.secondary is not None:
                self.lists[name] = _association(mapper, name)
        elif name in mapper.composites:
            self._plain[name] = _composite(mapper.composites[name])
        else:
            self._plain[name] = _column(str(mapper.columns[name].key))


def columns_of(entity: type[Any]) -> Columns:
    """The columns of a kind of entity, found out once."""
    if entity not in _KNOWN:
        _KNOWN[entity] = Columns(entity)
    return _KNOWN[entity]


_KNOWN: Final[dict[type, Columns]] = {}


def _names(entity: type[Any], mapper: Mapper[Any]) -> list[str]:
    """Attributes that have a place in the database: parts that are entities have their own."""
    relationships = mapper.relationships
    return [
        field.name
        for field in fields(entity)
        if field.name != "id"
        and not (
            field.name in relationships
            and relationships[field.name].direction is not MANYTOONE
            and relationships[field.name].secondary is None
        )
    ]


def _column(key: str) -> Callable[[Any], Row]:
    return lambda value: {key: value}


def _reference(key: str) -> Callable[[Any], Row]:
    def columns(value: Any) -> Row:
        if value is None:
            return {key: None}
        return {key: _UNSAVED if value.id is None else value.id}

    return columns


def _composite(composite: CompositeProperty[Any]) -> Callable[[Any], Row]:
    columns, nothing = _parts(composite)
    return lambda value: nothing if value is None else columns(value)


def _value_list(mapper: Mapper[Any], rows_name: str) -> ListTable:
    link = mapper.relationships[rows_name]
    ((_, owner),) = link.synchronize_pairs
    columns, _ = _parts(link.mapper.composites["value"])
    return ListTable(_table(link.mapper), str(owner.key), columns)


def _association(mapper: Mapper[Any], name: str) -> ListTable:
    link = mapper.relationships[name]
    assert isinstance(link.secondary, Table)
    assert link.secondary_synchronize_pairs is not None
    ((_, owner),), ((_, other),) = link.synchronize_pairs, link.secondary_synchronize_pairs
    return ListTable(link.secondary, str(owner.key), _reference(str(other.key)))


def _parts(composite: CompositeProperty[Any]) -> tuple[Callable[[Any], Row], Row]:
    """Columns of a value, and of none."""
    keys = [str(column.key) for column in composite.columns]
    value: Any = composite.composite_class
    read = attrgetter(*(field.name for field in fields(value)))
    return lambda value: dict(zip(keys, read(value), strict=True)), dict.fromkeys(keys)


def _table(mapper: Mapper[Any]) -> Table:
    table = mapper.local_table
    assert isinstance(table, Table)
    return table
