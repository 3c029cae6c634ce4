"""The small convolutions that the net is made of, each beside its plain definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from test_faces import PORTRAIT

from kiosk.content.darkroom.planes import (
    Floats,
    Plane,
    add_doubled,
    blank,
    clear_border,
    convolved,
    halved,
    mixed,
)
from kiosk.content.darkroom.yunet import evidence, net

channels = st.integers(1, 5)
evens = st.integers(1, 9).map(lambda half: 2 * half)
seeds = st.integers(0, 2**32)


def chance(seed: int, *shape: int) -> Floats:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def plane(inner: Floats) -> Plane:
    made = blank(len(inner), inner.shape[2], inner.shape[1])
    made.inner[:] = inner
    return made


@given(channels, channels, st.integers(1, 5000), seeds)
def test_mixing_is_the_matrix_product(outward: int, inward: int, length: int, seed: int) -> None:
    weights, rows = chance(seed, outward, inward), chance(seed + 1, inward, length)
    assert np.allclose(mixed(weights, rows), weights @ rows, atol=1e-5)


@given(channels, evens, evens, seeds)
def test_a_convolution_weighs_nine_neighbours(
    count: int, width: int, height: int, seed: int
) -> None:
    inner, weights = chance(seed, count, height, width), chance(seed + 1, 3, count, 3)
    padded = np.pad(inner, ((0, 0), (1, 1), (1, 1)))
    expected = np.zeros_like(inner)
    for x in range(3):
        for y in range(3):
            part = padded[:, y : y + height, x : x + width]
            expected += weights[x, :, y, None, None] * part
    assert np.allclose(convolved(plane(inner), weights).inner, expected, atol=1e-5)


@given(channels, evens, evens, seeds)
def test_halving_keeps_the_largest_and_doubling_repeats(
    count: int, width: int, height: int, seed: int
) -> None:
    inner = chance(seed, count, height, width)
    half = halved(plane(inner))
    blocks = inner.reshape(count, height // 2, 2, width // 2, 2)
    assert np.array_equal(half.inner, blocks.max(axis=(2, 4)))
    whole = plane(np.zeros_like(inner))
    add_doubled(whole, half)
    assert np.array_equal(whole.inner, half.inner.repeat(2, axis=1).repeat(2, axis=2))


@given(channels, evens, evens)
def test_a_cleared_border_is_zero_and_nothing_else_is(count: int, width: int, height: int) -> None:
    full = Plane(np.ones((count, (width + 2) * (height + 2)), np.float32), width, height)
    clear_border(full)
    assert full.rows.sum() == full.inner.sum() == count * width * height


def test_the_weights_are_those_of_the_file_to_the_last() -> None:
    weights = net()
    units = (*weights.body, *weights.neck, *weights.heads)
    parts = [
        part for unit in units for part in (unit.mix, unit.mix_bias, unit.depth, unit.depth_bias)
    ]
    assert sum(part.size for part in (*weights.stem, *parts)) == 53_104


def test_the_net_sees_what_its_authors_own_program_sees() -> None:
    # yuface 2023.5.1 on this picture at 512 x 512: the box 178, 63, 89, 112.
    level, cell = evidence(np.asarray(PORTRAIT.resize((512, 512))))[2], 32
    row, column = divmod(int((level[0] + level[1]).argmax()), 512 // cell)
    right, below, wide, high = level[2:6, row, column]
    width, height = np.exp(wide) * cell, np.exp(high) * cell
    box = (column + right) * cell - width / 2, (row + below) * cell - height / 2, width, height
    assert box == pytest.approx((178, 63, 89, 112), abs=2)


def test_evidence_has_a_cell_for_each_8_16_and_32_pixels() -> None:
    pixels = np.asarray(Image.effect_noise((96, 64), 50).convert("RGB"))
    shapes = [level.shape for level in evidence(pixels)]
    assert shapes == [(16, 8, 12), (16, 4, 6), (16, 2, 3)]
