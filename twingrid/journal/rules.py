"""What may be written into the journal."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from twingrid.kit.masking import looks_personal

NAME = re.compile(r"^[a-z_]+(\.[a-z_]+){2}$")
_PLAIN = re.compile(r"^[\w.:+\-/ ]{0,60}$", re.ASCII)


def check_name(name: str) -> None:
    """Raise ValueError unless `name` reads app.noun.happened."""
    if not NAME.match(name):
        raise ValueError(f"An event is named app.noun.happened, not {name!r}.")


def check_facts(facts: Mapping[str, object]) -> None:
    """Raise ValueError for a fact that could carry a person's words, name or number.

    Facts are numbers, flags, ids, short ASCII codes, ISO moments, or lists of those.
    """
    for key, value in facts.items():
        for item in value if isinstance(value, list | tuple) else [value]:
            if item is None or isinstance(item, bool | int | float):
                continue
            if isinstance(item, str) and _PLAIN.match(item) and (not looks_personal(item) or _is_moment(item)):
                continue
            raise ValueError(f"The fact {key} may not enter the journal: keep words and names in an erasable row.")


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def month_of(at: datetime) -> tuple[datetime, datetime]:
    """First moment (UTC) of the month of `at`, and of the next month: the bounds of its partition."""
    start = at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return start, after
