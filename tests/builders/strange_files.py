"""Problem files that are valid and yet strange: empty days, zero distances, huge times, odd fleets.

Each function takes a `Random` and returns the text of a file; the same state gives the same text.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from solver.formats import write_problem
from tests.builders.families import ALL
from tests.builders.problems import random_problem

Document = dict[str, Any]


def dispatch_file(random: Random) -> str:
    """Our own format with every constraint drawn at random."""
    tasks, vehicles = random.randint(1, 8), random.randint(1, 4)
    return write_problem(random_problem(random, tasks=tasks, vehicles=vehicles, families=ALL))


def vroom_file(random: Random) -> str:
    """VROOM's format with any of its keys, and numbers from the edges of their ranges."""
    places = random.randint(1, 6)
    size = random.choice((0, 0, 1, 2))
    scale = random.choice((1, 100, 10**6))
    document: Document = {
        "vehicles": [
            _vroom_vehicle(random, number, places, size, scale)
            for number in range(random.choice((0, 1, 1, 2, 3)))
        ],
        "jobs": [
            _vroom_job(random, 10 + number, places, size, scale)
            for number in range(random.choice((0, 1, 2, 5, 9)))
        ],
    }
    if random.random() < 0.7:
        names = {"car", "bike"} if random.random() < 0.5 else {"car"}
        document["matrices"] = {
            name: {key: _square(random, places, scale) for key in ("durations", "distances")}
            for name in sorted(names)
        }
    for vehicle in document["vehicles"]:
        vehicle["profile"] = random.choice(sorted(document.get("matrices", ["car"])))
    if "matrices" in document and random.random() < 0.3:
        _price_legs(document, random, places, scale)
    _propose_routes(document, random)
    return json.dumps(document)


def solomon_file(random: Random) -> str:
    """A few customers, some of them where the depot is, some of them open for an instant."""
    rows = [(0, 0, 0, 0, 0, random.choice((100, 1_000)), 0)]
    for number in range(1, random.randint(1, 9)):
        ready = random.randint(0, 80)
        due = ready + random.choice((0, 100, 200))
        rows.append((number, *_point(random), random.randint(0, 5), ready, due, _few(random)))
    table = "\n".join("  ".join(map(str, row)) for row in rows)
    fleet = f"{random.choice((1, 3, 25, 10**6))} {random.randint(5, 20)}"
    return (
        f"STRANGE\n\nVEHICLE\nNUMBER CAPACITY\n{fleet}\n\nCUSTOMER\n"
        f"CUST NO. XCOORD. YCOORD. DEMAND READY TIME DUE DATE SERVICE TIME\n\n{table}\n"
    )


def vrplib_file(random: Random) -> str:
    """Any layout of weights, any of the sections, fleets with and without their own rows."""
    size, vehicles = random.randint(1, 7), random.randint(1, 4)
    lines = ["NAME: strange", f"DIMENSION : {size}"]
    sections: list[tuple[str, list[str]]] = []
    if random.random() < 0.5:
        lines.append("EDGE_WEIGHT_TYPE: EUC_2D")
        points = (_point(random) for _ in range(size))
        sections.append(
            ("NODE_COORD_SECTION", [f"{n} {x} {y / 2}" for n, (x, y) in _from_1(points)])
        )
    else:
        layout, cells = random.choice(
            (("FULL_MATRIX", size**2), ("LOWER_ROW", size * (size - 1) // 2))
        )
        lines += ["EDGE_WEIGHT_TYPE: EXPLICIT", f"EDGE_WEIGHT_FORMAT: {layout}"]
        weights = [str(random.randint(0, 9)) for _ in range(cells)]
        sections.append(("EDGE_WEIGHT_SECTION", [" ".join(weights)]))
    clients = range(2, size + 1)
    sections.append(("DEMAND_SECTION", ["1 0", *(f"{n} {_few(random)}" for n in clients)]))
    if random.random() < 0.6:
        windows = [(n, random.randint(0, 20)) for n in clients]
        sections.append(
            (
                "TIME_WINDOW_SECTION",
                ["1 0 300", *(f"{n} {a} {a + _few(random)}" for n, a in windows)],
            )
        )
    if random.random() < 0.5:
        sections.append(
            ("SERVICE_TIME_SECTION", ["1 0", *(f"{n} {_few(random)}" for n in clients)])
        )
    if random.random() < 0.7:
        lines.append(f"VEHICLES: {vehicles}")
        if random.random() < 0.5:
            lines.append(f"VEHICLES_MAX_DURATION: {random.choice((0, 100, 300))}")
        able = [
            random.choice((clients, random.sample(clients, len(clients) // 2)))
            for _ in range(vehicles)
        ]
        rows = [" ".join(map(str, (k, *sorted(nodes)))) for k, nodes in _from_1(able)]
        sections.append(("VEHICLES_ALLOWED_CLIENTS_SECTION", rows))
    lines.append(f"CAPACITY: {random.choice((0, 5, 20, 50, 50))}")
    random.shuffle(sections)
    for name, rows in sections:
        lines += [name, *rows]
    return "\n".join([*lines, "EOF"]) + "\n"


def trsp_file(random: Random) -> str:
    """A few technicians, some with nothing on board, and requests that ask for much or nothing."""
    crew, kinds, parts = random.randint(1, 4), random.randint(0, 3), random.randint(0, 3)
    rows = [_trsp_row(random, 0, (0, random.choice((300, 10_000))), random.choice((0, 0, 5)))]
    for id_ in range(1, crew + random.randint(1, 7)):
        opens = random.randint(0, 60)
        window = (opens, opens + random.choice((0, 60, 300)))
        service = 0 if id_ <= crew else _few(random)
        lists = _kinds(random, kinds), _kinds(random, kinds), _stock(random, parts)
        rows.append(_trsp_row(random, id_, window, service, *lists))
    table = "\n".join(rows)
    return (
        "STRANGE\n\nINFO\nCREW COUNT  SKILLS  TOOLS   SPARE PARTS\n"
        f"{crew} {kinds} {kinds} {parts}\n\nDEPOT TECHNICIANS AND REQUESTS\n"
        f"ID   X     Y     TWS    TWE    Serv   SKILLS   TOOLS    SPARE PARTS\n{table}\n"
    )


STRANGE: dict[str, Callable[[Random], str]] = {
    "dispatch": dispatch_file,
    "vroom": vroom_file,
    "solomon": solomon_file,
    "vrplib": vrplib_file,
    "trsp": trsp_file,
}


def _trsp_row(
    random: Random, id: int, window: tuple[int, int], service: int, *lists: list[int]
) -> str:
    numbers = (*_point(random), *window, service)
    groups = [f"[{','.join(map(str, group))}]" for group in (lists or ([], [], []))]
    return "  ".join((str(id), *(f"{number / 2:g}" for number in numbers), *groups))


def _kinds(random: Random, count: int) -> list[int]:
    return random.sample(range(count), random.randint(0, count)) if random.random() < 0.5 else []


def _stock(random: Random, count: int) -> list[int]:
    return random.choice(([], [random.choice((0, 0, 1, 9)) for _ in range(count)]))


def _price_legs(document: Document, random: Random, places: int, scale: int) -> None:
    """Give the legs costs, and take from the vehicles what would contradict them."""
    for matrices in document["matrices"].values():
        matrices["costs"] = _square(random, places, scale)
    for vehicle in document["vehicles"]:
        vehicle.get("costs", {}).pop("per_hour", None)


def _vroom_vehicle(random: Random, number: int, places: int, size: int, scale: int) -> Document:
    vehicle: Document = {
        "id": number,
        "start_index": _index(random, places),
        "start": _lonlat(random),
    }
    if random.random() < 0.6:
        vehicle |= {"end_index": _index(random, places), "end": _lonlat(random)}
    shift = sorted(random.choices(range(0, 60), k=2))
    options: Document = {
        "time_window": [shift[0] * scale, shift[1] * scale + 40],
        "skills": random.sample(range(4), random.randint(0, 4)),
        "speed_factor": random.choice((0.01, 0.3, 1, 1.25, 5)),
        "type": random.choice(("van", "bike", "")),
        "max_tasks": random.choice((0, 1, 3)),
        "max_travel_time": random.choice((0, 10 * scale)),
        "costs": {"fixed": _few(random), "per_hour": random.choice((0, 1, 3_600, 10**6))},
        "breaks": [
            {"id": k, "service": _few(random), "time_windows": _windows(random, scale)}
            for k in range(random.randint(0, 2))
        ],
        "description": "\u00fc\u4f60\U0001f600",
    }
    vehicle |= {key: options[key] for key in options if random.random() < 0.3}
    return vehicle | ({"capacity": _amount(random, size)} if size else {})


def _vroom_job(random: Random, id: int, places: int, size: int, scale: int) -> Document:
    job: Document = {
        "id": id,
        "location_index": _index(random, places),
        "location": _lonlat(random),
    }
    options: Document = {
        "setup": _few(random),
        "service": random.choice((0, 3, scale)),
        "setup_per_type": {"van": _few(random)},
        "service_per_type": {"bike": _few(random)},
        "skills": random.sample(range(4), random.randint(0, 2)),
        "priority": random.choice((0, 1, 99, 100)),
        "time_windows": _windows(random, scale),
    }
    job |= {key: options[key] for key in options if random.random() < 0.4}
    if size:
        job |= {
            key: _amount(random, size) for key in ("delivery", "pickup") if random.random() < 0.6
        }
    return job


def _propose_routes(document: Document, random: Random) -> None:
    jobs = [job["id"] for job in document["jobs"]]
    for vehicle in document["vehicles"]:
        if random.random() < 0.3:
            chosen = random.sample(jobs, random.randint(0, len(jobs)))
            vehicle["steps"] = [{"type": "job", "id": id_} for id_ in chosen]


def _windows(random: Random, scale: int) -> list[list[int]]:
    first = random.randint(0, 40) * scale
    windows = [[first, first + random.choice((0, 5, 20 * scale))]]
    if random.random() < 0.3:
        windows.append([windows[0][1] + 5, windows[0][1] + 30 * scale])
    return windows


def _square(random: Random, size: int, scale: int) -> list[list[int]]:
    most = random.choice((0, 9, 9 * scale))
    return [[random.randint(0, most) for _ in range(size)] for _ in range(size)]


def _amount(random: Random, size: int) -> list[int]:
    return [random.choice((0, 1, 2, 10**6)) for _ in range(size)]


def _index(random: Random, places: int) -> int:
    return random.randrange(places)


def _lonlat(random: Random) -> list[float]:
    return random.choice(([0, 0], [180, 90], [2.35, 48.71], [2.36, 48.72], [2.35001, 48.71001]))


def _point(random: Random) -> tuple[int, int]:
    return random.choice(((0, 0), (3, 4), (random.randint(-50, 50), random.randint(-50, 50))))


def _few(random: Random) -> int:
    return random.choice((0, 1, 7))


def _from_1(items: Any) -> Any:
    return enumerate(items, start=1)
