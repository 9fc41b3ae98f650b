"""Cutting weighted points into connected, balanced groups."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from twingrid.cli.demo import partition
from twingrid.cli.demo.partition import Graph, graph_of


def lattice(width: int, height: int) -> tuple[np.ndarray, Graph]:
    number = np.arange(width * height).reshape(height, width)
    pairs = np.vstack(
        [
            np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()]),
            np.column_stack([number[:-1].ravel(), number[1:].ravel()]),
        ]
    )
    y, x = np.divmod(np.arange(width * height), width)
    return np.column_stack([x, y]).astype(float), graph_of(pairs, count=width * height)


@given(seed=st.integers(0, 10_000), groups=st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_connect_leaves_every_group_in_one_piece(seed: int, groups: int) -> None:
    rng = np.random.default_rng(seed)
    _, graph = lattice(12, 9)
    labels = partition.connect(graph, rng.integers(0, groups, 108), rng.random(108))
    assert len(np.unique(partition.pieces(graph, labels))) == len(np.unique(labels))


@given(seed=st.integers(0, 10_000), groups=st.integers(2, 6))
@settings(max_examples=25, deadline=None)
def test_evening_out_improves_balance_and_keeps_groups_connected(seed: int, groups: int) -> None:
    rng = np.random.default_rng(seed)
    points, graph = lattice(12, 9)
    mass = rng.random(108)
    labels = partition.connect(graph, partition.bisect(points, groups), mass)
    target = np.full(groups, mass.sum() / groups)
    evened = partition.Evener(graph, labels, mass, target).run()
    before, after = (np.bincount(x, mass, minlength=groups) for x in (labels, evened))
    assert ((after / target - 1) ** 2).sum() <= ((before / target - 1) ** 2).sum() + 1e-9
    assert len(np.unique(partition.pieces(graph, evened))) == groups


@given(seed=st.integers(0, 10_000), groups=st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_bisect_leaves_no_group_empty(seed: int, groups: int) -> None:
    rng = np.random.default_rng(seed)
    labels = partition.bisect(rng.random((20, 2)), groups, mass=rng.random(20) ** 6)
    assert set(labels.tolist()) == set(range(groups))


def test_balance_meets_unequal_shares() -> None:
    points, _ = lattice(60, 60)
    seeds = np.array([(10.0, 10.0), (50.0, 10.0), (30.0, 50.0)])
    labels, _, _ = partition.balance(points, np.ones(3600), np.array([1.0, 2.0, 6.0]), seeds)
    held = np.bincount(labels) / 400
    assert np.allclose(held, [1, 2, 6], rtol=0.05)


def test_induced_keeps_only_neighbours_inside() -> None:
    _, graph = lattice(3, 1)
    ends = partition.induced(graph, np.array([0, 2]))
    assert len(ends.targets) == 0
    pair = partition.induced(graph, np.array([1, 2]))
    assert pair.neighbours(0).tolist() == [1]
