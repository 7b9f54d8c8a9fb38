"""Instants, dates, durations and distances as a reader of either language writes them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from flask import Flask
from flask_babel import get_locale

from web.texts import gettext


def clock(instant: datetime, zone: str) -> str:
    """Return the wall-clock time, "14:05", in the time zone."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def day_and_clock(instant: datetime, zone: str) -> str:
    """Return the day and wall-clock time, "Fri, 21 Nov, 14:05"."""
    return gettext("%(day)s, %(time)s", day=short_day(instant, zone), time=clock(instant, zone))


def short_day(instant: datetime, zone: str) -> str:
    """Return weekday, day and month, "Fri, 21 Nov"."""
    local = instant.astimezone(ZoneInfo(zone))
    pattern = "M月d日EEE" if _chinese() else "EEE d MMM"
    return format_date(local.date(), pattern, _locale())


def near_time(instant: datetime, zone: str, day: date) -> str:
    """Return the time alone on `day` itself, else with its day."""
    same = instant.astimezone(ZoneInfo(zone)).date() == day
    return clock(instant, zone) if same else day_and_clock(instant, zone)


def long_date(day: date) -> str:
    """Return the date in full, "Friday 21 November 2025"."""
    return format_date(day, "y年M月d日 EEEE" if _chinese() else "EEEE d MMMM y", _locale())


def month_day(day: date) -> str:
    """Return a short date with weekday, "Fri 21 Nov"."""
    return format_date(day, "M月d日 EEE" if _chinese() else "EEE d MMM", _locale())


def day_and_month(day: date) -> str:
    """Return a date of this year, "21 Nov"."""
    return format_date(day, "M月d日" if _chinese() else "d MMM", _locale())


def month_day_year(day: date) -> str:
    """Return a date with its year, "21 Nov 2025"."""
    return format_date(day, "y年M月d日" if _chinese() else "d MMM y", _locale())


def hours(span: timedelta) -> str:
    """Return a length of time in hours with one decimal, "56.5 h": for sums of many days' work."""
    number = format_decimal(span.total_seconds() / 3600, "#,##0.#", locale=_locale())
    return gettext("%(number)s h", number=number)


def duration(span: timedelta) -> str:
    """Return a length of time to the minute, sign dropped: "25 min", "1 h 05 min", "2 d 3 h"."""
    minutes = round(abs(span).total_seconds() / 60)
    if minutes < 60:
        return gettext("%(minutes)d min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        days, hours = divmod(hours, 24)
        return gettext("%(days)d d %(hours)d h", days=days, hours=hours)
    if minutes == 0:
        return gettext("%(hours)d h", hours=hours)
    return gettext("%(hours)d h %(minutes)02d min", hours=hours, minutes=minutes)


def distance(metres: int) -> str:
    """Return a way in kilometres with one decimal below 100: "3.4 km"."""
    kilometres = metres / 1000
    shown = format_decimal(kilometres, "#,##0.0" if kilometres < 100 else "#,##0", locale=_locale())
    return gettext("%(number)s km", number=shown)


def percent(share: float) -> str:
    """Return a share from 0 to 1 as whole percent, never rounded up to 100."""
    return format_percent(min(share, 0.99) if share < 1 else share, "#,##0%", locale=_locale())


def whole(number: int) -> str:
    """Return a whole number with separators."""
    return format_decimal(number, "#,##0", locale=_locale())


def register(app: Flask) -> None:
    """Make the formats filters of the templates, each under its own name."""
    for function in (
        clock, day_and_clock, short_day, near_time, long_date, month_day, month_day_year, hours,
        duration, distance, percent, whole,
    ):  # fmt: skip
        app.jinja_env.filters[function.__name__] = function


def _locale() -> Locale:
    return get_locale() or Locale("en")


def _chinese() -> bool:
    return _locale().language == "zh"
