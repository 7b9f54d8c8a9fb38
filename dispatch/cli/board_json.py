"""A day as JSON for other programs: instants in ISO 8601 with offset, durations in seconds."""

from dataclasses import asdict, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from dispatch.services.views.board import BoardView


def board_json(board: BoardView) -> dict[str, Any]:
    """The board with its figures as plain data."""
    shown: dict[str, Any] = plain(board)
    kpis = board.kpis
    shown["kpis"] = plain(kpis) | {
        "on_time": kpis.on_time,
        "kept_share": kpis.kept_share,
        "driving_share": kpis.driving_share,
    }
    return shown


def plain(value: Any) -> Any:
    """A view, or anything in one, as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(item) for name, item in asdict(value).items()}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
