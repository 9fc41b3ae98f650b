"""What a change would move, as counts: how many customers, how many postings, from which area to which."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Movement:
    """`moved` customers get another area or another worker, `gone` ones are no customers any more.

    `examples` are the largest movements: (from, to, how many), areas as "grid / power area". No personal data.
    """

    customers: int
    moved: int
    gone: int
    new: int
    postings: int
    ended: int
    begun: int
    examples: tuple[tuple[str, str, int], ...]

    @property
    def percent(self) -> float:
        """The larger share: of the customers that move or go, and of the postings that end (0 to 100)."""
        customers = 100 * (self.moved + self.gone) / self.customers if self.customers else 0.0
        postings = 100 * self.ended / self.postings if self.postings else 0.0
        return max(customers, postings)


def compare(
    before: Mapping[str, tuple[str, str]],
    after: Mapping[str, tuple[str, str]],
    *,
    held_before: Mapping[tuple[str, str], frozenset[int]],
    held_after: Mapping[tuple[str, str], frozenset[int]],
    postings_before: frozenset[tuple[int, str, str]],
    postings_after: frozenset[tuple[int, str, str]],
) -> Movement:
    """Compare two moments: customers by account number → (community grid, power area); holders of each area."""
    turned = {key for key in {*held_before, *held_after} if held_before.get(key) != held_after.get(key)}
    moves: Counter[tuple[str, str]] = Counter()
    moved = gone = 0
    for account, old in before.items():
        new = after.get(account)
        if new is None:
            gone += 1
        elif new != old or ("community", new[0]) in turned or ("power", new[1]) in turned:
            moved += 1
            moves[_named(old), _named(new)] += 1
    return Movement(
        customers=len(before),
        moved=moved,
        gone=gone,
        new=sum(account not in before for account in after),
        postings=len(postings_before),
        ended=len(postings_before - postings_after),
        begun=len(postings_after - postings_before),
        examples=tuple((*pair, n) for pair, n in moves.most_common(SHOWN)),
    )


def _named(pair: tuple[str, str]) -> str:
    return " / ".join(code or "–" for code in pair)
