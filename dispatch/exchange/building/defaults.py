"""What a new entity is where nobody says otherwise."""

from dataclasses import MISSING, fields
from typing import Any

_OF_THE_STORE = ("id", "version")


def defaults_of(entity: type[Any]) -> dict[str, Any]:
    """Default of every attribute that has one, those of the store left out."""
    defaults = {
        field.name: field.default_factory()
        if field.default_factory is not MISSING
        else field.default
        for field in fields(entity)
        if field.name not in _OF_THE_STORE
    }
    return {name: value for name, value in defaults.items() if value is not MISSING}
