"""Questions about the network."""

from dataclasses import dataclass

from twingrid.supply.models import Equipment, EquipmentKind


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
