"""Units and open invitations, for the pages of settings."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from twingrid.people.models import Contact, Invitation, Unit, User

UnitRow = Unit


@dataclass(frozen=True, slots=True)
class Leaf:
    """A unit in the tree: how deep it lies, how many people are posted there on the day."""

    unit: Unit
    depth: int
    people: int


def unit_tree(*, on: date) -> list[Leaf]:
    """Every unit, those below after the one above, by name (one query)."""
    today = Q(postings__valid_from__lte=on) & (Q(postings__valid_to__isnull=True) | Q(postings__valid_to__gt=on))
    rows = list(Unit.objects.annotate(people=Count("postings__user", filter=today, distinct=True)).order_by("name"))
    below: dict[int | None, list[Unit]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[Leaf] = []

    def walk(parent: int | None, depth: int) -> None:
        for row in below.get(parent, ()):
            found.append(Leaf(row, depth, row.people))  # type: ignore[attr-defined]  # annotated
            walk(row.pk, depth + 1)

    walk(None, 0)
    return found


@dataclass(frozen=True, slots=True)
class Branch:
    """One fold of the tree: the units right below one, or those that a search found wherever they lie.

    `rows` are (unit, how many units lie below it, the names above it); `above` the units over this fold, topmost first.
    """

    rows: tuple[tuple[Leaf, int, tuple[str, ...]], ...]
    above: tuple[Unit, ...]
    total: int


def branch(tree: list[Leaf], *, under: int | None, text: str = "") -> Branch:
    """The fold under a unit (None: the topmost ones), or with `text` every unit whose name holds it."""
    by_id = {leaf.unit.pk: leaf.unit for leaf in tree}
    below: dict[int, int] = {}
    for leaf in tree:
        for unit_above in _above(leaf.unit, by_id):
            below[unit_above.pk] = below.get(unit_above.pk, 0) + 1
    wanted = [leaf for leaf in tree if (text in leaf.unit.name if text else leaf.unit.parent_id == under)]
    rows = ((leaf, below.get(leaf.unit.pk, 0), tuple(u.name for u in _above(leaf.unit, by_id))) for leaf in wanted)
    here = by_id.get(under or 0)
    return Branch(tuple(rows), (*_above(here, by_id), here) if here else (), len(tree))


def _above(row: Unit, by_id: dict[int, Unit]) -> list[Unit]:
    """The units above one, topmost first."""
    found: list[Unit] = []
    while row.parent_id in by_id and len(found) < len(by_id):
        row = by_id[row.parent_id]
        found.insert(0, row)
    return found


def unit(unit_id: int) -> Unit | None:
    """One unit with the one above it."""
    return Unit.objects.filter(pk=unit_id).select_related("parent").first()


def unit_numbers(unit_id: int, *, on: date) -> dict[str, list[str]]:
    """The numbers of a unit on a day, by kind."""
    found: dict[str, list[str]] = {}
    for row in Contact.objects.on(on).filter(unit_id=unit_id).order_by("id"):
        found.setdefault(row.kind, []).append(row.number)
    return found


def open_invitation(user: User, *, at: datetime) -> datetime | None:
    """Until when the open link of a person holds; None if there is none."""
    row = Invitation.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at).first()
    return row.expires_at if row else None
