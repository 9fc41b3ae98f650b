"""Questions about the network."""

from collections.abc import Iterable
from dataclasses import dataclass

from twingrid.supply.models import Customer, CustomerKind, Equipment, EquipmentKind
from twingrid.territory.finding.spoken import names_in


@dataclass(frozen=True, slots=True)
class TransformerRow:
    """A transformer as a place. Coordinates WGS-84 degrees, None where nobody has measured them."""

    id: int
    code: str
    name: str
    lon: float | None
    lat: float | None


def transformers() -> list[TransformerRow]:
    """The transformers whose end nobody has said yet."""
    rows = Equipment.objects.filter(kind=EquipmentKind.TRANSFORMER, valid_to__isnull=True).order_by("code")
    return [TransformerRow(*row) for row in rows.values_list("id", "code", "name", "lon", "lat")]


def transformer(equipment_id: int) -> TransformerRow | None:
    """One transformer, or nothing."""
    rows = Equipment.objects.filter(pk=equipment_id, kind=EquipmentKind.TRANSFORMER)
    row = rows.values_list("id", "code", "name", "lon", "lat").first()
    return TransformerRow(*row) if row else None


def accounts_in(building_ids: Iterable[int], *, count: int) -> list[str]:
    """At most `count` account numbers in these buildings: businesses first, then public ones, by number."""
    rows = Customer.objects.filter(service_point__building__in=list(building_ids), valid_to__isnull=True)
    order = {CustomerKind.BUSINESS: 0, CustomerKind.PUBLIC: 1}
    found = sorted(rows.order_by().values_list("kind", "account_no"), key=lambda row: (order.get(row[0], 2), row[1]))
    return [account for _kind, account in found[:count]]


def is_a_customer(words: str) -> bool:
    """Whether words are a customer's name, or begin with one (张三丰家): then they are no name of a place."""
    return Customer.objects.filter(name__in=names_in(words)).exists()
