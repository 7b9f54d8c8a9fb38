"""How a page reaches the services that the factory was given."""

from datetime import date
from typing import cast

from flask import current_app

from dispatch.errors import BadInput, Fault
from dispatch.planning.local_day import day_from_text
from web.ports import PageServices


def services() -> PageServices:
    """Return the services of the running application."""
    return cast(PageServices, current_app.extensions["dispatch"])


def read_date(text: str) -> date:
    """Return the date of an address. Raises `BadInput` unless it is an existing one."""
    try:
        return day_from_text(text)
    except ValueError as fault:
        rule = "must be an existing date, written YYYY-MM-DD"
        raise BadInput([Fault(rule, field="date", value=text)]) from fault
