"""One itinerary as its technician reads it: light, and whole without a script."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.route.map import route_map
from web.services import read_date, services

route = Blueprint("route", __name__)


@route.get("/route/<technician>")
def today(technician: str) -> Response:
    """Go to the technician's day of today: an address worth a bookmark."""
    day = services().today().isoformat()
    return redirect(url_for("route.day", technician=technician, day=day))


@route.get("/route/<technician>/<day>")
def day(technician: str, day: str) -> str:
    """Show the day of one technician."""
    shown = read_date(day)
    itinerary = services().itinerary(technician, shown)
    one = timedelta(days=1)
    return render_template(
        "route/day.html",
        itinerary=itinerary,
        map=route_map(itinerary),
        today=services().today(),
        before=(shown - one).isoformat(),
        after=(shown + one).isoformat(),
    )
