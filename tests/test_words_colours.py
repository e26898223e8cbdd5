"""Every reader can tell the statuses apart, with normal colour vision or without."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from cityops.words.colours import DARK, LIGHT, Tone, contrast, ink_on, tone
from cityops.words.status import Status

Vector = NDArray[np.float64]

# Source: Machado, Oliveira and Fernandes 2009, A Physiologically-based Model for Simulation of Color Vision
# Deficiency, IEEE TVCG 15(6). Severity 1.0, applied to linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# IEC 61966-2-1, linear sRGB to CIE XYZ (D65).
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
TONES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def linear(colour: str) -> Vector:
    channels = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: Vector) -> Vector:
    """CIE L*a*b* of linear RGB; what the simulation puts outside the gamut is cut to it."""
    ratio = XYZ @ np.clip(rgb, 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str) -> float:
    """CIE76 distance of two colours as that vision sees them."""
    seen = [lab(VISION[vision] @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#FFFFFF", (100, 0, 0)),
        ("#000000", (0, 0, 0)),
        ("#FF0000", (53.24, 80.09, 67.20)),
        ("#0000FF", (32.30, 79.19, -107.86)),
    ],
)
def test_lab_agrees_with_known_values(colour: str, expected: tuple[float, float, float]) -> None:
    assert lab(linear(colour)) == pytest.approx(expected, abs=0.02)


def test_protanopia_confuses_what_it_should() -> None:
    assert distance("#FF0000", "#008000", "normal") > 120
    assert distance("#A60000", "#4F4700", "protanopia") < 20


@TONES
@pytest.mark.parametrize("status", Status)
def test_status_stands_out_from_its_card(colours: Tone, status: Status) -> None:
    assert contrast(colours.status[status], colours.card) >= 3


@TONES
@pytest.mark.parametrize("vision", VISION)
def test_any_two_statuses_are_far_apart(colours: Tone, vision: str) -> None:
    pairs = combinations(Status, 2)
    apart = {(a, b): distance(colours.status[a], colours.status[b], vision) for a, b in pairs}
    assert {pair: found for pair, found in apart.items() if found < 18} == {}


@TONES
def test_every_status_has_a_colour_and_nothing_else_has(colours: Tone) -> None:
    assert set(colours.status) == set(Status)


@TONES
@pytest.mark.parametrize("ground", ["card", "page"])
def test_text_is_read_on_card_and_page(colours: Tone, ground: str) -> None:
    assert min(contrast(ink, getattr(colours, ground)) for ink in (colours.ink, colours.sub)) >= 4.5


@TONES
def test_ramp_leaves_the_card_step_by_step(colours: Tone) -> None:
    steps = [contrast(step, colours.card) for step in colours.ramp]
    assert len(steps) == 7
    assert steps == sorted(steps)


@TONES
def test_ink_is_read_on_every_fill(colours: Tone) -> None:
    fills = [*colours.ramp, *colours.status.values()]
    assert {fill: contrast(ink_on(fill), fill) for fill in fills if contrast(ink_on(fill), fill) < 4.5} == {}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#FFFFFF", "#777777", 4.48),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("fill", "expected"), [("#0B3C6F", "#FFFFFF"), ("#F5B942", "#10161D"), ("#FFFFFF", "#10161D")]
)
def test_ink_on(fill: str, expected: str) -> None:
    assert ink_on(fill) == expected


def test_tone() -> None:
    assert (tone(False), tone(True)) == (LIGHT, DARK)
    assert len({LIGHT, DARK}) == 2
