"""Cut a set of weighted points into compact, contiguous, balanced groups.

The method is a power diagram whose weights are adjusted until every group holds its share, followed by a
repair that makes each group connected and a last exchange of border cells. Plain numpy, no randomness of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Graph:
    """Neighbours in compressed rows: those of node i are `targets[starts[i]:starts[i + 1]]`."""

    starts: Ints
    targets: Ints

    def neighbours(self, node: int) -> Ints:
        return self.targets[self.starts[node] : self.starts[node + 1]]


def graph_of(pairs: Ints, *, count: int) -> Graph:
    """The graph of undirected `pairs` (m, 2) over `count` nodes."""
    both = np.vstack([pairs, pairs[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    starts = np.searchsorted(both[:, 0], np.arange(count + 1)).astype(np.int64)
    return Graph(starts=starts, targets=both[:, 1].astype(np.int64))


def induced(graph: Graph, nodes: Ints) -> Graph:
    """The graph among `nodes` only, renumbered in their order."""
    where = np.full(len(graph.starts) - 1, -1, dtype=np.int64)
    where[nodes] = np.arange(len(nodes))
    source = np.repeat(np.arange(len(graph.starts) - 1), np.diff(graph.starts))
    left, right = where[source], where[graph.targets]
    keep = (left >= 0) & (right > left)
    return graph_of(np.column_stack([left[keep], right[keep]]), count=len(nodes))


def spread_seeds(points: Floats, count: int, rng: np.random.Generator) -> Floats:
    """`count` starting places far from each other: the farthest-point rule on a random start."""
    chosen = [int(rng.integers(len(points)))]
    nearest = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    for _ in range(count - 1):
        far = nearest * rng.uniform(0.5, 1.0, len(points))
        chosen.append(int(far.argmax()))
        nearest = np.minimum(nearest, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    return points[chosen].copy()


def power_labels(points: Floats, seeds: Floats, weights: Floats) -> Ints:
    """For each point the seed with the least squared distance minus weight."""
    square = (seeds**2).sum(axis=1) - weights
    return np.asarray((square[None, :] - 2.0 * points @ seeds.T).argmin(axis=1), dtype=np.int64)


def balance(
    points: Floats,
    mass: Floats,
    shares: Floats,
    seeds: Floats,
    *,
    extent: Floats | None = None,
    rounds: int = 80,
    drift: float = 1.0,
) -> tuple[Ints, Floats, Floats]:
    """Power-diagram labels whose groups hold `shares` of the mass, with the seeds and weights they came from.

    points (n, 2) and seeds (k, 2) in metres; mass (n,); shares (k,) of any positive total; extent (n,) the ground of
    each point in m² (equal when not given). `drift`: how far a seed follows the middle of its group (0: not at all).
    """
    count = len(seeds)
    target = shares / shares.sum() * mass.sum()
    middle = points.mean(axis=0)
    points, seeds = points - middle, seeds - middle
    if extent is None:
        extent = np.full(len(points), float(np.ptp(points, axis=0).prod()) * 0.7 / len(points))
    least = extent.sum() / count / 50
    weights = np.zeros(count)
    best: tuple[float, Ints, Floats, Floats] | None = None
    for step in range(rounds):
        labels = power_labels(points, seeds, weights)
        held = np.bincount(labels, mass, minlength=count)
        worst = float(np.abs(held / target - 1).max())
        if best is None or worst < best[0]:
            best = (worst, labels, seeds, weights.copy())
        if worst < 0.01:
            break
        ground = np.maximum(np.bincount(labels, extent, minlength=count), least)
        ease = 0.6 if step < rounds // 2 else 0.25
        weights += ease * ground * np.clip(np.log(target / np.maximum(held, target * 0.05)), -1.0, 1.0)
        weights -= weights.mean()
        if drift and step < rounds * 2 // 3 and step % 3 == 0:
            seeds = _follow(points, mass, labels, seeds, drift)
    assert best is not None
    return best[1], best[2] + middle, best[3]


def middles(points: Floats, labels: Ints, mass: Floats, count: int) -> Floats:
    """The centre of mass of each of `count` groups, (count, 2); groups without mass come out at 0."""
    held = np.maximum(np.bincount(labels, mass, minlength=count), 1e-9)
    return np.column_stack([np.bincount(labels, mass * points[:, i], minlength=count) / held for i in (0, 1)])


def _follow(points: Floats, mass: Floats, labels: Ints, seeds: Floats, drift: float) -> Floats:
    plain = np.maximum(mass, mass.mean() * 0.05)
    centre = middles(points, labels, plain, len(seeds))
    there = np.bincount(labels, minlength=len(seeds)) > 0
    return np.where(there[:, None], seeds + drift * (centre - seeds), seeds)


def bisect(points: Floats, count: int, *, mass: Floats | None = None) -> Ints:
    """Labels of `count` groups of about equal mass (equal size if none is given), by halving along the longer side."""
    mass = np.ones(len(points)) if mass is None else mass
    labels = np.zeros(len(points), dtype=np.int64)
    waiting = [(np.arange(len(points)), 0, count)]
    while waiting:
        nodes, first, parts = waiting.pop()
        if parts == 1:
            labels[nodes] = first
            continue
        half = parts // 2
        across = int(np.ptp(points[nodes, 1]) > np.ptp(points[nodes, 0]))
        order = nodes[np.argsort(np.round(points[nodes, across], 3), kind="stable")]
        upto = np.cumsum(mass[order])
        at = int(np.searchsorted(upto, upto[-1] * half / parts - 1e-9)) + 1
        at = min(max(at, half), len(order) - (parts - half))
        waiting += [(order[:at], first, half), (order[at:], first + half, parts - half)]
    return labels


def pieces(graph: Graph, labels: Ints) -> Ints:
    """For each node the number of its connected piece of equal label, by spreading the least index."""
    count = len(labels)
    source = np.repeat(np.arange(count), np.diff(graph.starts))
    same = labels[source] == labels[graph.targets]
    left, right = source[same], graph.targets[same]
    root = np.arange(count)
    while True:
        least = root.copy()
        np.minimum.at(least, left, root[right])
        least = least[least]
        if (least == root).all():
            return root
        root = least


def connect(graph: Graph, labels: Ints, mass: Floats) -> Ints:
    """Give every piece of a group that is cut off from its heaviest piece to the neighbour it touches most."""
    labels = labels.copy()
    for _ in range(50):
        root = pieces(graph, labels)
        heavy = np.bincount(root, mass + 1e-6, minlength=len(labels))
        best: dict[int, int] = {}
        for piece in np.unique(root):
            group = int(labels[piece])
            if group not in best or heavy[piece] > heavy[best[group]]:
                best[group] = int(piece)
        kept = np.isin(root, list(best.values()))
        if kept.all():
            return labels
        _hand_over(graph, labels, root, kept)
    raise RuntimeError("the groups did not become connected")


def _hand_over(graph: Graph, labels: Ints, root: Ints, kept: npt.NDArray[np.bool_]) -> None:
    source = np.repeat(np.arange(len(labels)), np.diff(graph.starts))
    crossing = ~kept[source] & kept[graph.targets]
    for piece in np.unique(root[~kept]):
        touched = labels[graph.targets[crossing & (root[source] == piece)]]
        if len(touched):
            labels[root == piece] = np.bincount(touched).argmax()


def holds_together(graph: Graph, labels: Ints, node: int) -> bool:
    """Whether the group of `node` stays connected around it when it leaves (judged among its neighbours)."""
    own = [int(n) for n in graph.neighbours(node) if labels[n] == labels[node]]
    if len(own) <= 1:
        return len(own) == 1
    allowed, seen, queue = set(own), {own[0]}, [own[0]]
    while queue:
        for n in graph.neighbours(queue.pop()):
            if int(n) in allowed and int(n) not in seen:
                seen.add(int(n))
                queue.append(int(n))
    return len(seen) == len(allowed)


@dataclass
class Evener:
    """Moves border nodes from groups above their target to neighbours below it while all stay connected."""

    graph: Graph
    labels: Ints
    mass: Floats
    target: Floats
    held: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.labels = self.labels.copy()
        self.held = np.bincount(self.labels, self.mass, minlength=len(self.target)).astype(np.float64)

    def run(self, *, passes: int = 40) -> Ints:
        """The labels after at most so many rounds, or when nothing helps any more."""
        source = np.repeat(np.arange(len(self.labels)), np.diff(self.graph.starts))
        for _ in range(passes):
            border = np.unique(source[self.labels[source] != self.labels[self.graph.targets]])
            border = border[self.mass[border] > 0]
            fullest = np.argsort(-(self.held / self.target)[self.labels[border]], kind="stable")
            if not sum(self._give(int(node)) for node in border[fullest]):
                break
        return self.labels

    def _give(self, node: int) -> int:
        own = int(self.labels[node])
        near = self.graph.neighbours(node)
        others, counts = np.unique(self.labels[near[self.labels[near] != own]], return_counts=True)
        gains = [(self._gain(own, other, self.mass[node]), other) for other in others[counts >= 2].tolist()]
        gain, best = max(gains, default=(0.0, -1))
        if gain <= 1e-9 or not holds_together(self.graph, self.labels, node):
            return 0
        self.labels[node] = best
        self.held[own] -= self.mass[node]
        self.held[best] += self.mass[node]
        return 1

    def _gain(self, own: int, other: int, weight: float) -> float:
        """By how much the squared misfit of both groups falls when `weight` goes from one to the other."""
        before = self._misfit(own, 0.0) + self._misfit(other, 0.0)
        return before - self._misfit(own, -weight) - self._misfit(other, weight)

    def _misfit(self, group: int, change: float) -> float:
        return float((self.held[group] + change) / self.target[group] - 1) ** 2
