"""How the ground looks: soft colours that let routes and pins stand out. Pixels by zoom."""

from dataclasses import dataclass

FIRST_ZOOM, LAST_ZOOM = 9, 18
FONT = (
    "Noto Sans, Helvetica Neue, Arial, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
)

BACKGROUND = "#f2efe9"
COUNTRYSIDE = "#f1f1e6"  # behind a ground that has areas of its own


@dataclass(frozen=True)
class AreaStyle:
    """Fill and outline of areas of one kind, and the first zoom that shows them."""

    fill: str
    edge: str = "none"
    edge_width: float = 0.0
    first_zoom: int = 0


AREAS = {  # in the order of drawing
    "field": AreaStyle("#ebedd6"),
    "built": AreaStyle("#ebe6dc"),
    "wood": AreaStyle("#d3e2c1"),
    "park": AreaStyle("#cfe5bd", "#bcd8a8", 0.8, 11),
    "square": AreaStyle("#f3ecdd", "#e2d8c4", 0.8, 14),
    "water": AreaStyle("#b3d4e3", "#9cc3d6", 0.9),
}


@dataclass(frozen=True)
class StreetStyle:
    """A class of street: colours, and its width in pixels at zooms 9 to 18 (0: not drawn)."""

    fill: str
    casing: str
    widths: tuple[float, ...]

    def width(self, zoom: int) -> float:
        """Return the width of the carriageway; beyond the table it doubles with each zoom."""
        if zoom < FIRST_ZOOM:
            return self.widths[0] * 0.6 if self.widths[0] >= 1.2 else 0.0
        if zoom > LAST_ZOOM:
            return self.widths[-1] * 2.0 ** (zoom - LAST_ZOOM)
        return self.widths[zoom - FIRST_ZOOM]


_RESIDENTIAL = StreetStyle("#ffffff", "#d5cdc0", (0, 0, 0, 0.45, 1.1, 2.3, 4.2, 7.5, 12.5, 20))
_TERTIARY = StreetStyle("#ffffff", "#cbc2b2", (0, 0, 0.5, 0.9, 1.9, 3.4, 5.6, 9.5, 15, 23))
_COUNTRY = StreetStyle("#ffffff", "#c6bcaa", (0.7, 0.9, 1.2, 1.7, 2.4, 3.8, 5.8, 9.5, 15, 23))
_SECONDARY = StreetStyle("#fdf6cf", "#d9cb98", (0.6, 0.8, 1.2, 1.9, 3, 4.6, 7, 11.5, 18, 27))
_PRIMARY = StreetStyle("#fbe7ae", "#dcbd76", (0.9, 1.2, 1.7, 2.5, 3.7, 5.4, 8, 13, 20, 30))
_TRUNK = StreetStyle("#f8cf9c", "#d9a263", (1.3, 1.7, 2.2, 3.1, 4.4, 6.4, 9.5, 15, 23, 34))
_LINK = StreetStyle("#f3b6a0", "#cf826a", (0, 0, 0.8, 1.3, 2.0, 3, 4.8, 8, 13, 20))
_MOTORWAY = StreetStyle("#f0a68f", "#c97861", (1.5, 1.9, 2.1, 2.5, 3.2, 4.2, 6.5, 11, 18, 28))

# by OpenStreetMap's class, in the order of drawing; what is not here looks like "residential"
STREETS = {
    "residential": _RESIDENTIAL,
    "tertiary": _TERTIARY,
    "unclassified": _COUNTRY,
    "secondary": _SECONDARY,
    "primary": _PRIMARY,
    "trunk": _TRUNK,
    "motorway_link": _LINK,
    "motorway": _MOTORWAY,
}
_ALIASES = {
    "tertiary_link": "tertiary",
    "secondary_link": "secondary",
    "primary_link": "primary",
    "trunk_link": "trunk",
}
ABOVE_ALL = ("motorway_link", "motorway")  # drawn last: they pass over what they cross


def street_class(highway: str) -> str:
    """Return the key in `STREETS` for a class in OpenStreetMap's words."""
    known = _ALIASES.get(highway, highway)
    return known if known in STREETS else "residential"


def casing_width(width: float) -> float:
    """Return the width of the dark line under a carriageway: an edge that grows slowly."""
    return width + 0.9 + 0.06 * min(width, 12)


@dataclass(frozen=True)
class LabelStyle:
    """Text of one kind of place: size in pixels, colours, the zooms that show it."""

    size: float
    fill: str
    first_zoom: int
    last_zoom: int
    halo: str = "#ffffff"
    spacing: float = 0.0
    weight: int = 400
    growth: float = 0.0  # pixels per zoom beyond the first

    def size_at(self, zoom: int) -> float:
        """Return the size of the text at a zoom."""
        return self.size + self.growth * (zoom - self.first_zoom)


PLACES = {  # the first take their room first
    "city": LabelStyle(16, "#463f37", 0, 11, weight=600, spacing=0.4),
    "village": LabelStyle(11, "#574f46", 9, 16, weight=500, growth=0.6),
    "district": LabelStyle(10.5, "#6f6574", 12, 16, weight=600, spacing=1.1, growth=0.9),
    "water": LabelStyle(11.5, "#5f8fa8", 11, 18, "#c9e0ea", spacing=0.6, growth=0.4),
    "park": LabelStyle(10, "#58804a", 14, 18, "#e4f0d9", growth=0.5),
}
STREET_LABELS = {
    "trunk": LabelStyle(9.5, "#6b5232", 13, 18, "#fdf3e6", growth=0.5),
    "primary": LabelStyle(9.5, "#63573a", 14, 18, "#fdf9ec", growth=0.5),
    "motorway": LabelStyle(9.5, "#7a3f2e", 13, 18, "#fdeee9", growth=0.4),
    "secondary": LabelStyle(9.5, "#5d5749", 15, 18, growth=0.5),
    "unclassified": LabelStyle(9, "#665e52", 14, 18, growth=0.4),
    "tertiary": LabelStyle(9, "#665e52", 15, 18, growth=0.6),
    "residential": LabelStyle(8.8, "#756c60", 16, 18, growth=0.8),
}
