"""Who is told next of a step that is stuck or late. Plain values: ids of people."""

from collections.abc import Collection, Sequence


def ladder_of_step(own: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    """The people above a step: those of its own side first; then the leader and the lead of the other side, since one
    side alone cannot settle what belongs to both."""
    return tuple(dict.fromkeys((*own, *other)))


def next_above(people: Sequence[int], told: Collection[int]) -> tuple[int | None, bool]:
    """The next person to tell, and whether somebody comes after."""
    left = [person for person in people if person not in told]
    return (left[0] if left else None), len(left) > 1
