"""Route colours are told apart by every kind of colour vision, and their letters are legible."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import web

PALETTE = Path(web.__file__).parent / "static" / "css" / "palette.css"
RULE = re.compile(
    r"(\[data-bs-theme=\"dark\"\] )?\.t(\d+) \{ --tech: (#\w+); --on-tech: (#\w+); \}"
)

# Machado, Oliveira, Fernandes (2009), severity 1.0, on linear RGB
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip


def colours(scheme: str) -> dict[int, tuple[str, str]]:
    rules = RULE.findall(PALETTE.read_text("utf-8"))
    return {int(n): (t, on) for dark, n, t, on in rules if bool(dark) == (scheme == "dark")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_the_first_eight_and_all_thirty_can_be_told_apart(scheme, vision):
    shown = [linear(colour) for colour, _ in colours(scheme).values()]
    seen = [oklab(np.clip(VISIONS[vision] @ colour, 0, 1)) for colour in shown]

    assert len(seen) == 30
    assert closest(seen[:8]) > 0.065
    assert closest(seen) > 0.029


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_number_on_a_marker_has_enough_contrast(scheme):
    ratios = [contrast(linear(back), linear(ink)) for back, ink in colours(scheme).values()]

    assert min(ratios) >= 4.5


def closest(colours: list[np.ndarray]) -> float:
    return min(float(np.linalg.norm(a - b)) for a, b in combinations(colours, 2))


def linear(text: str) -> np.ndarray:
    digits = text.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    value = np.array(list(bytes.fromhex(digits))) / 255
    return np.where(value > 0.04045, ((value + 0.055) / 1.055) ** 2.4, value / 12.92)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """WCAG 2.2, relative luminance."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted((float(weights @ one), float(weights @ other)))
    return (high + 0.05) / (low + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Ottosson (2020)."""
    to_cones = np.array(
        [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
         [0.0883024619, 0.2817188376, 0.6299787005]]
    )  # fmt: skip
    to_lab = np.array(
        [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
         [0.0259040371, 0.7827717662, -0.8086757660]]
    )  # fmt: skip
    return to_lab @ np.cbrt(to_cones @ rgb)
