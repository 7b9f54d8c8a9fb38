"""Measure imports: rows a second of work orders, history and customers, from CSV and XLSX.

Run: python benchmarks/import_rows.py [rows]
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from dispatch.clock import FixedClock
from dispatch.domain.customers import CustomerTier, Region
from dispatch.domain.orders import Channel
from dispatch.domain.severity import Severity
from dispatch.domain.skills import SkillLevel
from dispatch.exchange import Content, Format, Language, file_bytes
from dispatch.exchange.tables import CUSTOMERS, FINISHED_VISITS, WORK_ORDERS
from dispatch.exchange.times import WallWindow
from dispatch.exchange.writing.content import Values
from dispatch.services.importing import import_files
from dispatch.store import Store

NOW = datetime(2026, 3, 17, 7, 30, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 - what the clock on the wall shows
MINUTE = timedelta(minutes=1)
SITES, TECHNICIANS = 200, 25
SKILLS = ("boiler", "hvac", "network", "refrigeration")

TOWN = {
    "bases": "code,name,latitude,longitude,city_radius_km,time_zone\n"
    "b,Base,49.9,-9,12,Europe/London\n",
    "customers": "code,name,tier\nC1,Bakery,vip\nC2,Mill,regular\n",
    "sites": "code,customer,base,name,address,latitude,longitude\n"
    + "".join(f"S{n},C{n % 2 + 1},b,Site {n},{n} Lane,49.9{n:03},-9\n" for n in range(SITES)),
    "technicians": "code,name,base,home_latitude,home_longitude\n"
    + "".join(f"T{n},Technician {n},b,49.9,-9\n" for n in range(TECHNICIANS)),
}


def work_orders(count: int, rng: random.Random) -> Iterator[Values]:
    """Orders of three weeks; three of four need a visit, half of those have a window."""
    for number in range(count):
        reported = MONDAY + rng.randrange(21 * 24 * 60) * MINUTE
        order: dict[str, object] = {
            "number": f"WO-2026-{number:06}",
            "site": f"S{rng.randrange(SITES)}",
            "channel": rng.choice(list(Channel)),
            "severity": rng.choice(list(Severity)),
            "description": f"Fault {number}: {rng.choice(('no heat', 'leaks', 'noise'))}",
            "reported_at": reported,
        }
        if rng.random() < 0.75:
            order["duration_minutes"] = rng.randrange(15, 180, 5) * MINUTE
            order["skills"] = [SkillLevel(rng.choice(SKILLS), rng.randrange(1, 4))]
            order["responded_at"] = reported + rng.randrange(60) * MINUTE
            if rng.random() < 0.5:
                day = datetime.combine(reported.date() + timedelta(days=1), MONDAY.time())
                order["windows"] = [WallWindow(day + 480 * MINUTE, day + 720 * MINUTE)]
        yield order


def finished_visits(count: int, rng: random.Random) -> Iterator[Values]:
    """Visits of the past: eight a day for each technician, between eight and four."""
    for number in range(count):
        nth, technician = divmod(number, TECHNICIANS)
        day, hour = divmod(nth, 8)
        arrived = MONDAY - timedelta(days=day + 1) + timedelta(hours=8 + hour)
        span = rng.randrange(10, 60) * MINUTE
        yield {
            "date": arrived.date(),
            "technician": f"T{technician}",
            "skill": rng.choice(SKILLS),
            "severity": rng.choice(list(Severity)),
            "tier": rng.choice(list(CustomerTier)),
            "region": rng.choice(list(Region)),
            "planned_minutes": span,
            "actual_minutes": span + rng.randrange(20) * MINUTE,
            "planned_travel_minutes": 15 * MINUTE,
            "actual_travel_minutes": rng.randrange(10, 30) * MINUTE,
            "arrive_by": arrived + 30 * MINUTE,
            "arrived_at": arrived,
            "first_time_fix": rng.random() < 0.75,
        }


def customers(count: int, rng: random.Random) -> Iterator[Values]:
    """Customers, the plainest table there is."""
    for number in range(count):
        tier = rng.choice(list(CustomerTier))
        yield {"code": f"K{number}", "name": f"Customer {number}", "tier": tier}


def measure(content: Content, format: Format) -> None:
    """Import a table into a fresh database, then once more without a change."""
    with tempfile.TemporaryDirectory() as folder:
        town = [Path(folder) / f"{name}.csv" for name in TOWN]
        for path in town:
            path.write_text(TOWN[path.stem])
        file = Path(folder) / f"rows.{format}"
        file.write_bytes(file_bytes([content], format, Language.ENGLISH))
        with Store.open(f"sqlite:///{folder}/dispatch.db") as store:
            import_files(store, FixedClock(NOW), town, "benchmark")
            report("new", store, file, content)
            report("unchanged", store, file, content)


def report(what: str, store: Store, file: Path, content: Content) -> None:
    """Print how long one import takes."""
    began, used = perf_counter(), process_time()
    counts = import_files(store, FixedClock(NOW), [file], "benchmark").tables[content.table.name]
    seconds, cpu = perf_counter() - began, process_time() - used
    rows = counts.created + counts.updated + counts.unchanged
    assert rows == len(content.rows)
    print(
        f"{content.table.name:<16} {file.suffix[1:]:<5} {what:<10} {rows:>6} rows "
        f"{seconds:>6.2f} s ({cpu:.2f} s of processor) {rows / seconds:>8,.0f} rows/s",
        flush=True,
    )


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rng = random.Random(1)
    for table, made in (
        (WORK_ORDERS, work_orders),
        (FINISHED_VISITS, finished_visits),
        (CUSTOMERS, customers),
    ):
        content = Content(table, list(made(rows, rng)))
        for format in (Format.CSV, Format.XLSX):
            measure(content, format)


if __name__ == "__main__":
    main()
