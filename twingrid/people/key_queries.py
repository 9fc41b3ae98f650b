"""Questions about the keys of other systems."""

from dataclasses import dataclass
from datetime import date

from twingrid.people.models import ApiKey


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as it is listed: never the key itself."""

    name: str
    system: str
    hint: str
    rights: tuple[str, ...]
    area_codes: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    last_used_on: date | None
    per_minute: int
    revoked: bool


def key_lines() -> list[KeyLine]:
    """Every key of the city, those taken back last."""
    return [
        KeyLine(
            name=key.name,
            system=key.system,
            hint=key.hint,
            rights=tuple(key.rights),
            area_codes=tuple(key.area_codes),
            valid_from=key.valid_from,
            valid_to=key.valid_to,
            last_used_on=key.last_used_on,
            per_minute=key.per_minute,
            revoked=key.revoked_at is not None,
        )
        for key in ApiKey.objects.order_by("revoked_at", "name")
    ]
