"""Weights in 4 bits, rounded so that what comes out of a layer stays near what it was (GPTQ; Frantar et al., 2023).

A matrix is rounded column by column, and what a column's rounding changes in the outcome is made up for by the columns
that are not yet rounded. Each block of weights in a row has a scale and a zero of its own.
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

BLOCK, WIDE_BLOCK = 64, 128
"""Weights. The narrow ones for what is rounded before the rest learns on top of it."""
MOST = 15
"""The greatest of the whole numbers that 4 bits hold."""
DAMPING = 0.01
SHRUNK = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""How much of a block's range is kept: what loses least is taken. A few outliers would make all others coarse."""


def scale_and_zero(block: Tensor) -> tuple[Tensor, Tensor]:
    """Of each row of rows x weights; the scale as 16 bits hold it."""
    low, high = block.amin(-1, keepdim=True).clamp(max=0), block.amax(-1, keepdim=True).clamp(min=0)
    best, scale, zero = None, torch.ones_like(low), torch.zeros_like(low)
    for share in SHRUNK:
        here = ((high - low) * share / MOST).clamp(min=1e-5).half().float()
        none = (-low * share / here).round().clamp(0, MOST)
        lost = ((rounded(block, here, none) - block) ** 2).sum(-1, keepdim=True)
        better = lost < best if best is not None else torch.ones_like(lost, dtype=torch.bool)
        best = lost if best is None else torch.minimum(lost, best)
        scale, zero = torch.where(better, here, scale), torch.where(better, none, zero)
    return scale, zero


def whole(block: Tensor, scale: Tensor, zero: Tensor) -> Tensor:
    return (block / scale + zero).round().clamp(0, MOST)


def rounded(block: Tensor, scale: Tensor, zero: Tensor) -> Tensor:
    return (whole(block, scale, zero) - zero) * scale


def plain(weight: Tensor) -> Tensor:
    """Each weight to its nearest."""
    blocks = weight.reshape(-1, BLOCK)
    return rounded(blocks, *scale_and_zero(blocks)).reshape(weight.shape)


def gptq(weight: Tensor, products: Tensor, block_weights: int) -> Tensor:
    """`weight` is outputs x inputs, `products` the inputs' mean products with each other (inputs x inputs)."""
    weight, products = weight.clone(), products.clone()
    count = weight.shape[1]
    products += DAMPING * products.diagonal().mean() * torch.eye(count)
    undo = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(products)), upper=True)
    for first in range(0, count, block_weights):
        span = slice(first, first + block_weights)
        block, new = weight[:, span], torch.empty_like(weight[:, span])
        scale, zero = scale_and_zero(block)
        lost = torch.empty_like(block)
        for at in range(block.shape[1]):
            column = block[:, at : at + 1]
            new[:, at : at + 1] = rounded(column, scale, zero)
            lost[:, at] = ((column - new[:, at : at + 1]) / undo[first + at, first + at])[:, 0]
            block[:, at:] -= lost[:, at : at + 1] * undo[first + at, first + at : span.stop]
        weight[:, span] = new
        weight[:, span.stop :] -= lost @ undo[span, span.stop :]
    return weight


def grid_of(blocks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Of rounded blocks x weights: the whole numbers that stand for them, 0 to MOST, each block's scale and zero."""
    steps = blocks.sort(-1).values.diff(dim=-1)
    steps = torch.where(steps > blocks.abs().amax(-1, keepdim=True) * 1e-3, steps, torch.inf).amin(
        -1, keepdim=True
    )
    steps = torch.where(steps.isinf(), 1.0, steps)
    scale = torch.ones_like(steps)
    fits = torch.zeros_like(steps, dtype=torch.bool)
    for parts in (1, 2, 3, 4, 5):
        here = (steps / parts).half().float()
        counts = blocks / here
        good = ((counts - counts.round()).abs().amax(-1, keepdim=True) < 0.02) & ~fits
        scale, fits = torch.where(good, here, scale), fits | good
    assert fits.all(), "not rounded"
    counts = (blocks / scale).round()
    zero = -counts.amin(-1, keepdim=True).clamp(max=0)
    return counts + zero, scale, zero


class Products:
    """Gathers the products of what goes into a layer's matrices."""

    def __init__(self, matrices: Iterable[nn.Linear]) -> None:
        self.sums: dict[nn.Linear, Tensor] = {}
        self.hooks = [one.register_forward_pre_hook(self._add) for one in matrices]

    def _add(self, matrix: nn.Linear, given: tuple[Tensor, ...]) -> None:
        inputs = given[0].detach().float().reshape(-1, matrix.in_features)
        inputs = inputs[inputs.abs().sum(-1) > 0]
        sums = self.sums.setdefault(matrix, torch.zeros(matrix.in_features, matrix.in_features))
        sums += inputs.T @ inputs / 1e4

    def end(self) -> dict[nn.Linear, Tensor]:
        for hook in self.hooks:
            hook.remove()
        return self.sums
