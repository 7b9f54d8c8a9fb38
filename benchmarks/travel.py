"""Measure travel: great circle against geopy, the sample city, its matrices, its tiles.

Run: python benchmarks/travel.py [seed]
"""

import random
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
from geopy.distance import great_circle

from dispatch.domain.geography import Coordinates
from dispatch.sample.city import City, build_city, ground_of
from dispatch.travel import GreatCircle, StreetTimes
from dispatch.travel.tiles import TileRenderer


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of several runs."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return min(taken)


def report(what: str, seconds: float, note: str = "") -> None:
    print(f"{what:<44}{seconds * 1e3:>10.1f} ms  {note}")


def measure_great_circle(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = [Coordinates(49.9 + y, -9.0 + x) for x, y in rng.normal(0, 0.2, (1000, 2))]
    ours = best_of(5, lambda: GreatCircle().matrix(points))
    pairs = [
        ((a.latitude, a.longitude), (b.latitude, b.longitude))
        for a in points[:100]
        for b in points[:20]
    ]
    theirs = best_of(1, lambda: [great_circle(*pair).m for pair in pairs])
    ratio = (theirs / len(pairs)) / (ours / len(points) ** 2)
    report("great circle 1000 x 1000", ours, f"{ratio:.0f} times faster a pair than geopy")


def measure_streets(city: City, seed: int) -> None:
    rng = random.Random(seed)
    places = city.everywhere
    points = [city.random_address(rng, rng.choice(places)).coordinates for _ in range(200)]
    report("compile the street graph", best_of(2, lambda: StreetTimes(city.graph)))
    times = StreetTimes(city.graph)
    report("street matrix 200 x 200", best_of(3, lambda: times.matrix(points)))
    legs = list(zip(points[:100], points[100:], strict=True))
    report("street paths, 100 legs", best_of(1, lambda: [times.path(*leg) for leg in legs]))


def measure_tiles(city: City) -> None:
    report("prepare the ground", best_of(1, lambda: TileRenderer(ground_of(city))))
    renderer = TileRenderer(ground_of(city))
    for zoom in range(9, 19):
        column, row = tile_of(city.base, zoom)
        span = range(-3, 4)
        around = [(column + x, row + y) for x in span for y in span]
        first = best_of(1, lambda: renderer.svg(zoom, *around[0]))  # noqa: B023
        taken = [best_of(1, lambda: renderer.svg(zoom, *at)) for at in around[1:]]  # noqa: B023
        note = f"slowest {max(taken) * 1e3:.1f} ms, first of its zoom {first * 1e3:.0f} ms"
        report(f"tile at zoom {zoom}", sum(taken) / len(taken), note)


def tile_of(place: Coordinates, zoom: int) -> tuple[int, int]:
    """Return column and row of the tile that shows a place."""
    phi = np.radians(place.latitude)
    x = (place.longitude + 180) / 360
    y = 0.5 - np.arcsinh(np.tan(phi)) / (2 * np.pi)
    return int(x * 2**zoom), int(y * 2**zoom)


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    measure_great_circle(seed)
    city = build_city(seed)
    size = f"{city.graph.number_of_nodes()} nodes, {city.graph.number_of_edges()} edges"
    report("build the city", best_of(3, lambda: build_city(seed)), size)
    measure_streets(city, seed)
    measure_tiles(city)


if __name__ == "__main__":
    main()
