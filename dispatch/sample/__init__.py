"""Sample data: an invented city and the work in it, made from a seed."""

from datetime import date

CITY_SEED = 7
SAMPLE_DAY = date(2026, 3, 17)
"""The day of the files in `sample_data/`, a Tuesday; the demo moves it to today."""

TIME_ZONE = "Europe/London"
