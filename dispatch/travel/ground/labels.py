"""Where labels go: placed once for a whole zoom, so that they match across tile borders."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString
from shapely.ops import linemerge

from dispatch.travel.ground.layers import Ground
from dispatch.travel.ground.mercator import project
from dispatch.travel.ground.style import (
    PLACES,
    STREET_LABELS,
    STREETS,
    LabelStyle,
    street_class,
)

_REPEAT = 700.0  # pixels along a street from one label to the next
_CELL = 64.0
_SHARPEST = 0.55  # radians that a label may turn by from one letter group to the next

Box = tuple[float, float, float, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Label:
    """One placed text. `line` [k, 2] is the curve it runs along, or its one middle point [1, 2].

    In pixels of the zoom, from the corner of the world.
    """

    text: str
    style: LabelStyle
    size: float
    line: Floats
    box: Box


class _Room:
    """The boxes taken so far, in a grid of cells."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, boxes: list[Box]) -> bool:
        """Take the boxes if all of them are free."""
        for box in boxes:
            for cell in _cells(box):
                if any(_overlap(box, other) for other in self._cells.get(cell, ())):
                    return False
        for box in boxes:
            for cell in _cells(box):
                self._cells[cell].append(box)
        return True


@dataclass(frozen=True)
class _Course:
    """A street's name, its line in world pixels, and the way along it to each point."""

    name: str
    line: Floats
    along: Floats

    def part(self, start: float, end: float, step: float, zoom: int) -> Floats:
        """Return evenly spaced points along the street, all in pixels of the zoom."""
        scale = 2.0**zoom
        at = np.linspace(start, end, max(2, int((end - start) / step) + 1)) / scale
        x, y = (np.interp(at, self.along, self.line[:, axis]) for axis in (0, 1))
        return np.column_stack((x, y)) * scale


class LabelSource:
    """The labels of a ground, placed for a zoom and a language when asked."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._points = shapely.get_coordinates(project([place.at for place in ground.places]))
        self._streets = _named_streets(ground)

    def place(self, zoom: int, language: str) -> list[Label]:
        """Return the labels of a zoom: places first, then streets, the largest first."""
        room = _Room()
        labels = list(self._place_names(zoom, language, room))
        for kind, style in STREET_LABELS.items():
            if style.first_zoom <= zoom:
                for course in self._streets[kind]:
                    labels += _along_street(course, style, zoom, room)
        return labels

    def _place_names(self, zoom: int, language: str, room: _Room) -> Iterable[Label]:
        for kind, style in PLACES.items():
            if not style.first_zoom <= zoom <= style.last_zoom:
                continue
            size = style.size_at(zoom)
            for place, point in zip(self._ground.places, self._points, strict=True):
                if place.kind != kind:
                    continue
                text = place.name(language)
                x, y = point * 2.0**zoom
                half = text_width(text, size, style.spacing) / 2
                box = (x - half, y - size * 0.7, x + half, y + size * 0.7)
                if room.take([box]):
                    yield Label(text, style, size, np.array([(x, y)]), box)


def text_width(text: str, size: float, spacing: float = 0.0) -> float:
    """Return about how wide a text is: Chinese characters are square, others about half."""
    letters = sum(1.0 if ord(letter) > 0x2E80 else 0.56 for letter in text)
    return letters * size + len(text) * spacing


def _named_streets(ground: Ground) -> dict[str, list[_Course]]:
    """Return by class the named streets, each as its longest lines."""
    named = [street for street in ground.streets if street.name and street.name != "Slip road"]
    pieces: dict[tuple[str, str], list[LineString]] = defaultdict(list)
    for street, line in zip(named, project([street.line for street in named]), strict=True):
        pieces[street_class(street.highway), street.name].append(line)
    streets: dict[str, list[_Course]] = {kind: [] for kind in STREETS}
    for (kind, name), group in pieces.items():
        for merged in shapely.get_parts(linemerge(group)):
            line = shapely.get_coordinates(merged)
            along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
            streets[kind].append(_Course(name, line, along))
    return streets


def _along_street(course: _Course, style: LabelStyle, zoom: int, room: _Room) -> Iterable[Label]:
    size = style.size_at(zoom)
    width = text_width(course.name, size, style.spacing) * 1.06
    length = float(course.along[-1]) * 2.0**zoom
    if length < width * 1.15:
        return
    count = max(1, int(length / _REPEAT))
    for k in range(count):
        middle = length * (k + 0.5) / count
        path = _readable(course.part(middle - width / 2, middle + width / 2, size * 1.5, zoom))
        if _bends(path) <= _SHARPEST and room.take(_boxes(path, size)):
            (left, top), (right, bottom) = path.min(axis=0) - size, path.max(axis=0) + size
            yield Label(course.name, style, size, path, (left, top, right, bottom))


def _readable(line: Floats) -> Floats:
    """Return a line that runs from left to right."""
    return line if line[0, 0] <= line[-1, 0] else line[::-1]


def _bends(line: Floats) -> float:
    steps = np.diff(line, axis=0)
    turns = np.diff(np.arctan2(steps[:, 1], steps[:, 0]))
    return float(np.abs((turns + np.pi) % (2 * np.pi) - np.pi).max(initial=0.0))


def _boxes(line: Floats, size: float) -> list[Box]:
    """Return boxes around the points of a line that cover a text of `size` on it."""
    reach = size * 0.8
    return [(x - reach, y - reach, x + reach, y + reach) for x, y in line.tolist()]


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
