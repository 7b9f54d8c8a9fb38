"""The demo: an invented city whose sample day is always today."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dispatch.clock import Clock, FixedClock, ShiftedClock
from dispatch.exchange import ImportReport
from dispatch.planning.local_day import local_date
from dispatch.sample import CITY_SEED, SAMPLE_DAY, TIME_ZONE
from dispatch.sample.location import sample_data_folder
from dispatch.services.errors import NotADemo
from dispatch.services.importing import import_files
from dispatch.services.travel import META_CITY
from dispatch.store import Store

MORNING = time(7, 30)
ACTOR = "demo"
META_DAY = "demo.day"
META_SET = "demo.set"
META_PLANNED = "demo.planned"


def prepare_demo(store: Store, system: Clock, sample_set: str) -> ImportReport | None:
    """Fill an empty database with a sample day shifted to today; None when it is there already.

    A demo of an earlier day, or of another sample set, is replaced. Raises `NotADemo` when the
    database holds anything else.
    """
    day = local_date(system.now(), TIME_ZONE)
    with store.read() as unit:
        held = unit.meta.get(META_DAY)
        if held is None and unit.bases.all():
            raise NotADemo(store.url)
        if held == day.isoformat() and unit.meta.get(META_SET) == sample_set:
            return None
    if held is not None:
        store.clear()
    return _load(store, day, sample_set)


def _load(store: Store, day: date, sample_set: str) -> ImportReport:
    files = sorted((sample_data_folder() / sample_set).glob("*.csv"))
    clock = FixedClock(_morning(day))
    shift = (day - SAMPLE_DAY).days
    report = import_files(store, clock, files, ACTOR, shift)
    with store.write(actor=ACTOR, now=clock.now()) as unit:
        unit.meta[META_DAY] = day.isoformat()
        unit.meta[META_SET] = sample_set
        unit.meta[META_CITY] = str(CITY_SEED)
        unit.commit()
    return report


def published_before(store: Store, conditions: str) -> int | None:
    """The plan of an earlier start, if nothing has changed since it was published; else None.

    `conditions` are what a plan depends on besides the database, such as prices.
    """
    with store.read() as unit:
        kept = unit.meta.get(META_PLANNED)
        if kept is None or kept["after"] != unit.audit.length():
            return None
        plan_id: int = kept["plan"]
        return plan_id if kept["conditions"] == conditions else None


def keep_published(store: Store, clock: Clock, plan_id: int, conditions: str) -> None:
    """Remember that a plan of the demo day is published, and what it was made from."""
    with store.write(actor=ACTOR, now=clock.now()) as unit:
        kept = {"plan": plan_id, "after": unit.audit.length(), "conditions": conditions}
        unit.meta[META_PLANNED] = kept
        unit.commit()


def demo_clock(store: Store, system: Clock) -> Clock | None:
    """The clock of a demo database, on which its morning begins now; None for another database."""
    with store.read() as unit:
        held = unit.meta.get(META_DAY)
    if held is None:
        return None
    return ShiftedClock.starting_at(_morning(date.fromisoformat(held)), system)


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, ZoneInfo(TIME_ZONE))
