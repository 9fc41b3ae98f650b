"""The lines of plates that a city may write itself: what is offered, opening hours, the supervision line."""

from twingrid.coverage.choices import PlateKind
from twingrid.coverage.rules.plates import Face
from twingrid.kit import slots
from twingrid.kit.slots import Slot
from twingrid.people import text_queries
from twingrid.people.choices import Role

# A plate's foot holds about so many characters on one line of A5.
SLOTS: tuple[Slot, ...] = (
    Slot("plate.services", "", 40),
    Slot("plate.hours", "", 40),
    Slot("plate.supervision", "", 40, frozenset({"number"})),
)


def line(name: str, **values: str) -> str:
    """The city's own line, with its places filled; "" where it has none."""
    return slots.fill(text_queries.city_text(f"plate.{name}"), values)


def own_words(face: Face) -> tuple[tuple[str, str], ...]:
    """The city's own words that this plate shows, by key: the roles it names, the lines of its foot."""
    found = [(f"role.{role}", text_queries.role_word(role)) for role in _roles(face)]
    found += [("plate.services", line("services")), ("plate.hours", line("hours"))]
    if face.supervision:
        found.append(("plate.supervision", line("supervision", number=face.supervision)))
    return tuple((key, words) for key, words in found if words)


def _roles(face: Face) -> list[str]:
    """The roles a plate names: of its pair; a board has a column for each."""
    if face.kind == PlateKind.BOARD:
        return [Role.COMMUNITY_WORKER, Role.POWER_LEADER, Role.POWER_WORKER]
    shown = [Role.COMMUNITY_WORKER] if face.community else []
    if face.power:
        leads = face.power.person is not None and face.power.person.role == Role.POWER_LEADER
        shown.append(Role.POWER_LEADER if leads else Role.POWER_WORKER)
    return [str(role) for role in shown]
