"""Problem files with readable defaults, as the JSON documents and texts that people would write."""

import io
import json
from typing import Any

from solver.formats import ProblemFile, read_problem_file

Document = dict[str, Any]


def dispatch_document(**changes: Any) -> Document:
    """Our own format: Ann goes from the office to one boiler; keyword arguments replace parts."""
    document: Document = {
        "format": "dispatch-problem",
        "version": 2,
        "places": [{"id": "office"}, {"id": "bakery"}],
        "travel": {"default": {"seconds": [[0, 900], [900, 0]]}},
        "vehicles": [
            {"id": "Ann", "shift": [0, 28_800], "start_place": "office", "end_place": "office"}
        ],
        "tasks": [{"id": "boiler", "place": "bakery", "duration": 3_600, "skip_price": 50_000}],
    }
    return document | changes


def vroom_document(**changes: Any) -> Document:
    """VROOM: vehicle 1 at index 0, jobs 10 and 20 at 1 and 2, ten minutes between any two."""
    document: Document = {
        "vehicles": [{"id": 1, "start_index": 0, "end_index": 0}],
        "jobs": [{"id": 10, "location_index": 1}, {"id": 20, "location_index": 2}],
        "matrices": {"car": {"durations": [[0, 600, 600], [600, 0, 600], [600, 600, 0]]}},
    }
    return document | changes


SOLOMON = """\
SQUARE

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0      0     0     0     100     0
    1      1      1     5    20      50    10
    2      3      4     6     0      90    10
"""
"""Depot at the origin, one customer at distance sqrt(2), one at distance 5."""


VRPLIB = """\
NAME: small
COMMENT: by hand
TYPE: SDVRPTW
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 3
VEHICLES: 2
VEHICLES_MAX_DURATION: 40
NODE_COORD_SECTION
1 0 0
2 1 1
3 3 4
DEMAND_SECTION
1 0
2 5
3 6
SERVICE_TIME_SECTION
1 0
2 2.5
3 0
TIME_WINDOW_SECTION
1 0 100
2 10 20
3 0 90
CAPACITY_SECTION
1 5
2 9
VEHICLES_ALLOWED_CLIENTS_SECTION
1 2
2 2 3
EOF
"""
"""Clients 1 and 2 as in `SOLOMON`; vehicle 1 may serve client 1 only, vehicle 2 both."""


TRSP = """\
SMALL

INFO
CREW COUNT  SKILLS  TOOLS   SPARE PARTS
2       2       2       2

DEPOT TECHNICIANS AND REQUESTS
ID   X     Y     TWS    TWE    Serv   SKILLS   TOOLS    SPARE PARTS
0    3     4     0      100    1      [] 	[] 	[]
1    0     0     0      100    0      [0,1] 	[0] 	[1,0]
2    10    0     10     90     0      [1] 	[] 	[0,3]
3    1     1     20     50     10     [0] 	[0] 	[1,0]
4    3     0     0      90     5      [1] 	[1] 	[0,2]
5    6     8     40     80     2.5    [] 	[] 	[0,0]
"""
"""Technician 1 at the origin serves all but the tool of request 4; the depot lies at (3, 4)."""


def as_stream(content: Document | list[Any] | str | bytes, name: str = "day.json") -> io.BytesIO:
    """A readable stream with a name, as an open file has."""
    if isinstance(content, dict | list):
        content = json.dumps(content)
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    stream.name = name
    return stream


def read_document(content: Document | str | bytes, **options: Any) -> ProblemFile:
    """Read a document as if it came from a file called `day.json`."""
    return read_problem_file(as_stream(content), **options)
