"""The city's own words for roles and its own texts, from this process's memory."""

from twingrid.kit.memo import Remembered
from twingrid.kit.slots import Slot
from twingrid.people.choices import Role
from twingrid.people.models import CityText
from twingrid.territory.queries import generation

GENERATION = "texts"
ROLE_MOST = 16
TextRow = CityText


def _build() -> dict[str, str]:
    rows = CityText.objects.order_by("key", "-version").distinct("key")
    return {key: words for key, words in rows.values_list("key", "words") if words}


_texts = Remembered(_build, lambda: generation(GENERATION))


def city_text(key: str) -> str:
    """The city's own words under a key; "" where the shipped ones hold."""
    return _texts.get().get(key, "")


def role_word(role: str) -> str:
    """What this city calls a role; "" where the shipped word holds."""
    return city_text(f"role.{role}")


def role_slots() -> list[Slot]:
    """The words for roles that a city may choose; the shipped ones come from the dictionaries of the pages."""
    return [Slot(f"role.{role}", "", ROLE_MOST) for role in Role.values]


def versions(key: str, *, limit: int = 20) -> list[CityText]:
    """Every version of a text, newest first, with who wrote it."""
    return list(CityText.objects.filter(key=key).select_related("set_by").order_by("-version")[:limit])
