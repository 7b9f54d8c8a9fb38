"""The ground of the map as SVG tiles, drawn when they are asked for.

Tiles follow the usual scheme: Web Mercator, 256 pixels, x east and y south. They carry
presentation attributes only, no style sheets, so that the strictest content security policy
shows them.
"""

import threading
from html import escape
from typing import Any

import networkx as nx
import numpy as np
import shapely
from numpy.typing import NDArray

from dispatch.travel.cache import LeastRecentlyUsed
from dispatch.travel.ground.labels import Box, Label, LabelSource
from dispatch.travel.ground.layers import Ground
from dispatch.travel.ground.mercator import TILE, project, tile_box
from dispatch.travel.ground.style import (
    ABOVE_ALL,
    AREAS,
    BACKGROUND,
    COUNTRYSIDE,
    FONT,
    STREETS,
    casing_width,
    street_class,
)

_MARGIN = 24.0  # pixels drawn beyond the tile, so that caps and outlines do not show at its edge
_TOLERANCE = 0.35  # pixels that simplified lines may stray
_ARROWS_FROM = 16
_OPEN_JUNCTIONS_FROM = 14
_TILES_KEPT_BYTES = 64_000_000

Shapes = NDArray[np.object_]
Ints = NDArray[np.intp]


class TileRenderer:
    """Draws tiles of one ground; safe between threads, recent tiles are remembered."""

    def __init__(self, ground: Ground) -> None:
        self._levels = LeastRecentlyUsed[_Level](24)
        self._labels = LeastRecentlyUsed[_PlacedLabels](24)
        self._tiles = LeastRecentlyUsed[str](_TILES_KEPT_BYTES, len)
        self._plot = _Plot(ground)
        self._label_source = LabelSource(ground)
        self._placing = threading.Lock()

    @classmethod
    def of_streets(cls, graph: "nx.DiGraph[Any]") -> "TileRenderer":
        """Return a renderer of any street graph, without water or parks."""
        return cls(Ground.of_streets(graph))

    def svg(self, zoom: int, x: int, y: int, language: str = "en") -> str:
        """Return one tile as an SVG document, labelled in "en" or "zh".

        Raises `ValueError` for a tile outside the world.
        """
        if not (0 <= zoom <= 24 and 0 <= x < 2**zoom and 0 <= y < 2**zoom):
            raise ValueError(f"there is no tile {zoom}/{x}/{y}")
        key = (zoom, x, y, language)
        return self._tiles.get(key, lambda: self._draw(zoom, x, y, language))

    def _draw(self, zoom: int, x: int, y: int, language: str) -> str:
        with self._placing:  # a map asks for many tiles at once: prepare their zoom only once
            level = self._levels.get(zoom, lambda: _Level(self._plot, zoom))
            labels = self._labels.get(
                (zoom, language), lambda: _PlacedLabels(self._label_source.place(zoom, language))
            )
        origin = np.array((x * TILE, y * TILE))
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" '
            f'viewBox="0 0 256 256"><rect width="256" height="256" fill="{level.background}"/>',
            *level.draw(tile_box(zoom, x, y, _MARGIN), origin),
            *labels.draw(origin),
            "</svg>",
        ]
        return "".join(parts)


class _Plot:
    """The ground's shapes in world pixels, with search trees."""

    def __init__(self, ground: Ground) -> None:
        self.background = COUNTRYSIDE if ground.areas else BACKGROUND
        self.areas = project([area.shape for area in ground.areas])
        self.area_kind = np.array([area.kind for area in ground.areas])
        self.streets = project([street.line for street in ground.streets])
        self.street_kind = np.array([street_class(s.highway) for s in ground.streets])
        self.bridge = np.array([street.bridge for street in ground.streets], dtype=bool)
        self.oneway = np.array([street.oneway for street in ground.streets], dtype=bool)
        self.area_tree = shapely.STRtree(self.areas)
        self.street_tree = shapely.STRtree(self.streets)


class _Level:
    """The ground at one zoom, simplified to what can be seen there, in pixels of the zoom."""

    def __init__(self, plot: _Plot, zoom: int) -> None:
        self._plot = plot
        self._zoom = zoom
        scale = 2.0**zoom
        self._areas = _simplified(plot.areas, scale)
        self._streets = _simplified(plot.streets, scale)
        self.background = plot.background

    def draw(self, box: Box, origin: NDArray[np.float64]) -> list[str]:
        """Return the elements of the tile at `origin` whose surroundings are `box`."""
        around = shapely.box(*box)
        parts = self._draw_areas(np.sort(self._plot.area_tree.query(around)), origin)
        streets = np.sort(self._plot.street_tree.query(around))
        bridge = self._plot.bridge[streets]
        above = np.isin(self._plot.street_kind[streets], ABOVE_ALL)
        for layer in (~bridge & ~above, bridge & ~above, above):
            parts += self._draw_streets(streets[layer], origin)
        if self._zoom >= _ARROWS_FROM:
            parts += self._draw_arrows(streets[self._plot.oneway[streets]], origin)
        return parts

    def _draw_areas(self, chosen: Ints, origin: NDArray[np.float64]) -> list[str]:
        parts = []
        for kind, style in AREAS.items():
            of_kind = chosen[self._plot.area_kind[chosen] == kind] if len(chosen) else chosen
            if len(of_kind) == 0 or self._zoom < style.first_zoom:
                continue
            path = _area_path(self._clipped(self._areas[of_kind], origin), origin)
            edge = f' stroke="{style.edge}" stroke-width="{style.edge_width}"'
            parts.append(
                f'<path d="{path}" fill="{style.fill}" fill-rule="evenodd"'
                f"{edge if style.edge_width else ''}/>"
            )
        return parts

    def _draw_streets(self, chosen: Ints, origin: NDArray[np.float64]) -> list[str]:
        casings: list[str] = []
        fills: list[str] = []
        bridges = bool(len(chosen)) and bool(self._plot.bridge[chosen].all())
        for kind, style in STREETS.items():
            width = style.width(self._zoom)
            of_kind = chosen[self._plot.street_kind[chosen] == kind] if len(chosen) else chosen
            if width == 0 or len(of_kind) == 0:
                continue
            path = _line_path(self._clipped(self._streets[of_kind], origin), origin)
            if width < 0.8:  # too thin for an edge: the edge is the street
                fills.append(_stroke(path, style.casing, width))
                continue
            casing = casing_width(width) + (0.8 if bridges else 0)
            shade = "#9d9488" if bridges and self._zoom > 12 else style.casing
            casing_line = _stroke(path, shade, casing, "butt" if bridges else "round")
            # far out side streets would break the edges of main roads into dashes
            (fills if self._zoom < _OPEN_JUNCTIONS_FROM else casings).append(casing_line)
            fills.append(_stroke(path, style.fill, width))
        return casings + fills

    def _draw_arrows(self, chosen: Ints, origin: NDArray[np.float64]) -> list[str]:
        """Return small arrows in the middle of one-way streets."""
        lines = self._streets[chosen]
        lines = lines[shapely.length(lines) > 40]
        if len(lines) == 0:
            return []
        at = [
            shapely.get_coordinates(shapely.line_interpolate_point(lines, share, normalized=True))
            for share in (0.49, 0.51)
        ]
        middle = (at[0] + at[1]) / 2 - origin
        ahead = at[1] - at[0]
        ahead /= np.hypot(*ahead.T)[:, None]
        side = np.column_stack((-ahead[:, 1], ahead[:, 0]))
        corners = np.stack(
            (
                middle + ahead * 4,
                middle - ahead * 2.5 + side * 2.4,
                middle - ahead * 2.5 - side * 2.4,
            )
        )
        seen = ((middle > -8) & (middle < TILE + 8)).all(axis=1)
        path = "".join(_ring(corner) for corner in corners[:, seen].transpose(1, 0, 2))
        return [f'<path d="{path}" fill="#b9b0a2"/>'] if path else []

    def _clipped(self, shapes: Shapes, origin: NDArray[np.float64]) -> Shapes:
        (left, top), reach = origin - _MARGIN, TILE + 2 * _MARGIN
        clipped = shapely.clip_by_rect(shapes, left, top, left + reach, top + reach)
        return np.asarray(shapely.get_parts(clipped))


class _PlacedLabels:
    """The labels of one zoom and language, found by where they lie."""

    def __init__(self, labels: list[Label]) -> None:
        self._labels = labels
        self._tree = shapely.STRtree([shapely.box(*label.box) for label in labels])

    def draw(self, origin: NDArray[np.float64]) -> list[str]:
        """Return the labels that reach into the tile at `origin`."""
        (left, top) = origin
        near = self._tree.query(shapely.box(left - 4, top - 4, left + TILE + 4, top + TILE + 4))
        labels = [(int(i), self._labels[i]) for i in np.sort(near)]
        return [_text(number, label, origin) for number, label in labels]


def _simplified(shapes: Shapes, scale: float) -> Shapes:
    slim = shapely.simplify(shapes, _TOLERANCE / scale)
    scaled: Shapes = shapely.transform(slim, lambda xy: xy * scale)
    return scaled


def _text(number: int, label: Label, origin: NDArray[np.float64]) -> str:
    style = label.style
    look = (
        f'font-family="{FONT}" font-size="{label.size:.1f}" font-weight="{style.weight}" '
        f'fill="{style.fill}" stroke="{style.halo}" stroke-width="2.6" stroke-linejoin="round" '
        f'stroke-opacity="0.85" paint-order="stroke" text-anchor="middle"'
    )
    if style.spacing:
        look += f' letter-spacing="{style.spacing}"'
    line = label.line - origin
    if len(line) == 1:
        x, y = line[0]
        place = f'x="{x:.1f}" y="{y:.1f}" dy="0.35em"'
        return f"<text {place} {look}>{escape(label.text)}</text>"
    return (
        f'<path id="s{number}" d="{_open(line)}" fill="none"/><text dy="0.34em" {look}>'
        f'<textPath href="#s{number}" startOffset="50%">{escape(label.text)}</textPath></text>'
    )


def _stroke(path: str, colour: str, width: float, cap: str = "round") -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.2f}" '
        f'stroke-linecap="{cap}" stroke-linejoin="round"/>'
    )


def _line_path(shapes: Shapes, origin: NDArray[np.float64]) -> str:
    coordinates, which = shapely.get_coordinates(shapes, return_index=True)
    lines = np.split(coordinates - origin, np.flatnonzero(np.diff(which)) + 1)
    return "".join(_open(line) for line in lines if len(line) > 1)


def _area_path(shapes: Shapes, origin: NDArray[np.float64]) -> str:
    coordinates, which = shapely.get_coordinates(shapely.get_rings(shapes), return_index=True)
    rings = np.split(coordinates - origin, np.flatnonzero(np.diff(which)) + 1)
    return "".join(_ring(ring[:-1]) for ring in rings if len(ring) > 3)


def _open(line: NDArray[np.float64]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line.tolist())


def _ring(line: NDArray[np.float64]) -> str:
    return _open(line) + "Z"
