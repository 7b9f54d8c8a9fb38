"""What the tables of a terminal say, in the language of `speech.in_language`."""

from datetime import timedelta

from dispatch.services.views.board import BoardView
from dispatch.services.views.itinerary import ItineraryView
from web.formats import clock, duration, long_date, percent
from web.texts import gettext
from web.wording import word

_ = gettext
MINUTE = timedelta(minutes=1)


def unplanned(board: BoardView) -> str:
    """That a day has no plan, what waits for one, and the command that makes it."""
    return _(
        "%(base)s has no plan for %(day)s: visits that wait: %(visits)d; technicians at work: "
        "%(technicians)d. Make one with `dispatch plan --date %(date)s`.",
        base=board.base_name,
        day=long_date(board.date),
        visits=board.open_visits,
        technicians=board.technicians,
        date=str(board.date),
    )


def title(board: BoardView) -> str:
    """The base and the day."""
    return _("%(base)s, %(day)s", base=board.base_name, day=long_date(board.date))


def figures(board: BoardView) -> list[tuple[str, str]]:
    """Name and value of each figure of a planned day; a remark has no name."""
    kpis = board.kpis
    served = _(
        "%(visits)d: %(served)d served, %(backlog)d in the backlog",
        visits=kpis.visits,
        served=kpis.served,
        backlog=kpis.backlog,
    )
    driving = _(
        "%(span)s, %(share)s of working time",
        span=duration(kpis.travel),
        share=_share(kpis.driving_share),
    )
    return [
        *_judged(board),
        (_("Visits"), served),
        (_("Late"), _("%(count)d of %(all)d served", count=kpis.late, all=kpis.served)),
        (_("Promises kept"), _share(kpis.kept_share)),
        (_("Technicians out"), _of(kpis.technicians_out, kpis.technicians)),
        (_("On the road"), driving),
        (_("Overtime"), duration(kpis.overtime)),
    ]


def _judged(board: BoardView) -> list[tuple[str, str]]:
    plan = board.plan
    if plan is None:
        return []
    fine = plan.checked and not plan.violations
    named = _(
        "%(number)s (%(status)s), engine %(engine)s",
        number=str(plan.id),
        status=word(plan.status),
        engine=plan.engine,
    )
    return [
        (_("Plan"), named),
        (_("Independent check"), _("no violation") if fine else _("NOT CHECKED")),
        (_("Judges"), ", ".join(plan.judges) or _("none")),
        *(("", remark) for remark in plan.remarks),
    ]


def route_columns() -> tuple[str, ...]:
    """Headings of a route: arrival, service, drive, order, customer, promise."""
    return (
        _("Arrives"),
        _("At work"),
        _("Drive"),
        _("Order"),
        _("Customer"),
        _("Promise"),
    )


def route_title(itinerary: ItineraryView, zone: str) -> str:
    """Who drives, when from and when back."""
    person = f"{itinerary.technician.code} {itinerary.technician.name}"
    leaves, returns = itinerary.leaves_at, itinerary.returns_at
    if not itinerary.stops or leaves is None or returns is None:
        return _("%(person)s: no visits", person=person)
    return _(
        "%(person)s: leaves %(leaves)s, back %(returns)s, drives %(span)s",
        person=person,
        leaves=clock(leaves, zone),
        returns=clock(returns, zone),
        span=duration(itinerary.travel),
    )


def rest() -> str:
    """A break, among visits."""
    return _("Break")


def no_promise() -> str:
    """That nothing is promised."""
    return _("none")


def promised(when: str, spare: timedelta) -> str:
    """When somebody is promised to come, and how much time is left, or lacking."""
    if spare < timedelta(0):
        return _("%(when)s late %(span)s", when=when, span=_short(-spare))
    return _("%(when)s spare %(span)s", when=when, span=_short(spare))


def backlog_columns() -> tuple[str, str, str]:
    """Headings of what stays undone."""
    return (
        _("Order"),
        _("Severity"),
        _("Customer, why it is not planned, and what could be done"),
    )


def backlog_title() -> str:
    """What stays undone."""
    return _("Backlog")


def _of(count: int, whole: int) -> str:
    return _("%(count)d of %(all)d", count=count, all=whole)


def _share(share: float | None) -> str:
    return _("n/a") if share is None else percent(share)


def _short(span: timedelta) -> str:
    hours, minutes = divmod(span // MINUTE, 60)
    return _("%(days)d d", days=hours // 24) if hours >= 24 else f"{hours}:{minutes:02}"
