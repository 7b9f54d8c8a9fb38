"""What a VRPLIB file may ask for and we cannot do is refused by name, never half understood."""

from solver.formats.faults import FileFaults
from solver.formats.vrplib.text import Text

_HEADERS = frozenset(
    {
        "CAPACITY",
        "DIMENSION",
        "DISTANCE",
        "EDGE_WEIGHT_FORMAT",
        "EDGE_WEIGHT_TYPE",
        "SERVICE_TIME",
        "VEHICLES",
        "VEHICLES_MAX_DISTANCE",
        "VEHICLES_MAX_DURATION",
    }
)
_REMARKS = frozenset({"NAME", "COMMENT", "TYPE", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE"})
_SECTIONS = frozenset(
    {
        "CAPACITY_SECTION",
        "DEMAND_SECTION",
        "DEPOT_SECTION",
        "DISPLAY_DATA_SECTION",
        "EDGE_WEIGHT_SECTION",
        "NODE_COORD_SECTION",
        "SERVICE_TIME_SECTION",
        "TIME_WINDOW_SECTION",
        "VEHICLES_ALLOWED_CLIENTS_SECTION",
        "VEHICLES_MAX_DISTANCE_SECTION",
        "VEHICLES_MAX_DURATION_SECTION",
    }
)
_WEIGHT_TYPES = ("EUC_2D", "EXPLICIT")


def refuse_unsupported(text: Text, faults: FileFaults) -> None:
    """Keys and sections that are not known here, and edge weights of other types."""
    for name, header in text.headers.items():
        if name not in _HEADERS | _REMARKS:
            faults.add(header.line.field, "this key is not supported", name)
    for name, section in text.sections.items():
        if name not in _SECTIONS:
            faults.add(section.heading.field, "this section is not supported", name)
    weights = text.headers.get("EDGE_WEIGHT_TYPE")
    if weights is None:
        faults.add("EDGE_WEIGHT_TYPE", "required, but missing")
    elif weights.value.upper() not in _WEIGHT_TYPES:
        rule = f"EDGE_WEIGHT_TYPE must be one of {', '.join(_WEIGHT_TYPES)}"
        faults.add(weights.line.field, rule, weights.value)
