"""Work orders: the list, and one with its clocks and history."""

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, render_template, request

from dispatch.domain.orders import OrderStatus
from dispatch.domain.severity import Severity
from dispatch.errors import BadInput, Fault
from dispatch.services.views.orders import OrderQuery
from web.others import others_words
from web.services import read_date, services

orders = Blueprint("orders", __name__)
Code = TypeVar("Code", bound=StrEnum)


@orders.get("/orders")
def listing() -> str:
    """Show the work orders that match the query of the address."""
    return render_template(
        "orders/list.html",
        orders=services().orders(_query()),
        statuses=list(OrderStatus),
        severities=list(Severity),
    )


@orders.get("/orders/<number>")
def one(number: str) -> str:
    """Show one work order."""
    return render_template("orders/order.html", order=services().work_order(number))


@orders.get("/orders/<number>/others")
def others(number: str) -> str:
    """Show who else could take the work order's visit on the day of the query, today without."""
    asked = request.args.get("date", "")
    day = read_date(asked) if asked else services().today()
    words = others_words(services().alternatives(number, day))
    return render_template("orders/others.html", words=words, day=day)


def _query() -> OrderQuery:
    faults: list[Fault] = []
    query = OrderQuery(
        text=request.args.get("q", "").strip(),
        status=_code(OrderStatus, "status", faults),
        severity=_code(Severity, "severity", faults),
        page=_page(faults),
    )
    if faults:
        raise BadInput(faults)
    return query


def _code(kind: type[Code], field: str, faults: list[Fault]) -> Code | None:
    asked = request.args.get(field, "")
    if not asked:
        return None
    try:
        return kind(asked)
    except ValueError:
        faults.append(Fault(f"must be one of {', '.join(kind)}", field=field, value=asked))
        return None


def _page(faults: list[Fault]) -> int:
    asked = request.args.get("page", "1")
    if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= 10**6:
        return int(asked)
    faults.append(Fault("must be a whole number from 1 on", field="page", value=asked))
    return 1
