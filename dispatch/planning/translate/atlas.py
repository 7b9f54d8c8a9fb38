"""The places of a problem and the travel between them."""

from collections.abc import Sequence
from datetime import datetime

from dispatch.domain.geography import Coordinates
from dispatch.travel.times import TravelTimes
from solver.problem import Place, Travel


class Atlas:
    """Numbers points as they are asked for; equal coordinates are one place."""

    def __init__(self) -> None:
        self.points: list[Coordinates] = []
        self.places: list[Place] = []
        self._index: dict[Coordinates, int] = {}

    def place(self, point: Coordinates, name: str) -> int:
        """Number of the place at a point; `name` is what it is called if it is new."""
        if point not in self._index:
            self._index[point] = len(self.points)
            self.points.append(point)
            self.places.append(Place(self._unique(name), point.longitude, point.latitude))
        return self._index[point]

    def _unique(self, name: str) -> str:
        taken = {place.id for place in self.places}
        return name if name not in taken else f"{name}#{len(self.places)}"


def travel_between(
    points: Sequence[Coordinates], travel_times: TravelTimes, departure: datetime
) -> Travel:
    """Nominal seconds and metres between all points, in their order."""
    matrix = travel_times.matrix(points, departure)
    return Travel(matrix.seconds, matrix.metres)
