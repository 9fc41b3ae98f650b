"""The lines of plates that a city may write itself: what is offered, opening hours, the supervision line."""

from twingrid.kit import slots
from twingrid.kit.slots import Slot
from twingrid.people import text_queries

# A plate's foot holds about so many characters on one line of A5.
SLOTS: tuple[Slot, ...] = (
    Slot("plate.services", "", 40),
    Slot("plate.hours", "", 40),
    Slot("plate.supervision", "", 40, frozenset({"number"})),
)


def line(name: str, **values: str) -> str:
    """The city's own line, with its places filled; "" where it has none."""
    return slots.fill(text_queries.city_text(f"plate.{name}"), values)
