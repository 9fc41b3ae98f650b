"""Outages of OMS, SCADA, 95598, or of our own export."""

import re
import unicodedata
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from twingrid.cli.imports.headings import Field
from twingrid.cli.imports.reading import Reading, Unusable, parse_day
from twingrid.cli.imports.subject import Load, Prepared, Subject
from twingrid.kit.refusals import BadInput
from twingrid.kit.staging import Changes, Columns
from twingrid.outages import actions as outage_actions
from twingrid.outages import words as outage_words
from twingrid.outages.rules.shapes import OutageIn
from twingrid.people.shapes import checked

SYSTEM = "file"
_MOMENT = re.compile(r"(.+?)(?:日|[T\s])\s*(\d{1,2})[:：时](\d{1,2})(?:分?|[:：]\d{1,2}(?:\.\d+)?)")
_SAFE = "'"


def parse_moment(cell: str) -> datetime | None:
    """A moment as people write it: 2023-02-22 19:00, 2023/2/22 19:00, 2023年2月22日19时30分.

    In the city's zone, unless it says another (+08:00). Raises `Unusable`. None for an empty cell.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = _written(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _written(text: str) -> datetime:
    parts = _MOMENT.fullmatch(text)
    try:
        if parts:
            day = parse_day(parts[1] + ("日" if "月" in parts[1] else ""))
            return datetime.combine(day, time(int(parts[2]), int(parts[3])))
    except (ValueError, Unusable):
        pass
    raise Unusable(_("This is not a day with a time."), _("Write it as 2023-02-22 19:00."))


def _steps(cell: str) -> list[dict[str, Any]]:
    """Steps as `2023-02-22 19:30 B-3;B-4 | 2023-02-22 19:50 B-5`: the moment, then what has electricity again."""
    found = []
    for part in filter(None, (part.strip() for part in cell.split("|"))):
        moment, places = part[:25].partition(" ")[0], part
        if "T" not in moment:
            moment = " ".join(part.split(" ")[:2])
        places = part[len(moment) :].strip()
        at = parse_moment(moment)
        if at is None or not places:
            raise Unusable(
                _("A step is a moment and what has electricity again."), _("Write it as 2023-02-22 19:30 B-3;B-4.")
            )
        found.append({"restored_at": at, "buildings": [one.strip() for one in places.split(";") if one.strip()]})
    return found


def _text(cell: str) -> str:
    """A text as it was before our export marked it as no formula."""
    return cell[1:] if cell[:1] == _SAFE and cell[1:2] in "=+-@" else cell


def _places(names: tuple[str, ...]) -> list[int | str]:
    return [int(one) if one.isdecimal() and len(one) < 10 else one for one in names]


def _read(reading: Reading) -> Prepared:
    codes = reading.code("number")
    systems = [one or SYSTEM for one in reading.text("system", longest=20)]
    titles = reading.text("outage_title", longest=80)
    columns: dict[str, Any] = {
        "number": codes,
        "kind": reading.choice("outage_kind", outage_words.KINDS | {"": ""}),
        "information": reading.choice("information", outage_words.INFORMATION | {"": ""}),
        "state": reading.choice("state", outage_words.STATES, default="announced"),
        "equipment": [list(one) for one in reading.names("equipment")],
        "buildings": [_places(one) for one in reading.names("buildings", longest=120)],
        "steps": [one or [] for one in reading.each("steps", _steps)],
        "title": [_text(one) for one in titles],
        "important": reading.flag("important"),
        "cause": reading.choice("cause", outage_words.CAUSES | {"": ""}),
        "side": reading.choice("ownership", outage_words.SIDES | {"": ""}),
        "boundary": reading.choice("boundary", outage_words.BOUNDARIES, default="internal"),
        "synthetic": reading.flag("synthetic"),
        **{
            name: reading.each(name, parse_moment) for name in ("starts_at", "started_at", "restored_at", "estimate_at")
        },
    }
    reading.once(list(zip(systems, codes, strict=True)), "number")
    rows = [_outage(reading, n, {name: values[n] for name, values in columns.items()}) for n in range(len(reading))]
    return Prepared({"system": systems, "number": codes, "outage": rows})


def _outage(reading: Reading, n: int, row: dict[str, Any]) -> OutageIn | None:
    if n in reading.problems:
        return None
    start = row["started_at"] or row["starts_at"]
    row["kind"] = row["kind"] or outage_words.KIND_OF_INFORMATION.get(row["information"], "")
    if not row["kind"]:
        reading.blame(n, "outage_kind", reason=_("The cell is empty."), remedy=_("Fill it in."))
    elif start is None:
        reading.blame(n, "starts_at", reason=_("The cell is empty."), remedy=_("Fill it in."))
    elif row["restored_at"] and row["restored_at"] < start:
        reading.blame(
            n,
            "restored_at",
            reason=_("The electricity would be back before it was off."),
            remedy=_("Correct one of the two moments."),
        )
    elif not row["equipment"] and not row["buildings"]:
        reading.blame(
            n,
            "equipment",
            reason=_("It is not said what is off."),
            remedy=_("Write codes of equipment, or buildings."),
        )
    else:
        try:
            return checked(OutageIn, row | {"starts_at": row["starts_at"] or start})
        except BadInput as trouble:
            reading.blame(n, "number", reason=trouble.sentence, remedy=_("Correct this row."))
    return None


def _load(columns: Columns, how: Load) -> dict[str, Changes]:
    rows = list(zip(columns["system"], columns["outage"], strict=True))
    return {"outages": outage_actions.import_outages(rows=rows, at=how.at)}


def _not_known() -> tuple[str, str]:
    return (
        _("There is no such equipment or building here, or it is not clear which one is meant."),
        _("Import the network and the customers first, or correct the code or the address."),
    )


def _not_possible() -> tuple[str, str]:
    return _("The moments or the place of this outage cannot be."), _(
        "Correct them: the sentence is in the first cell."
    )


SUBJECT = Subject(
    name="outages",
    fields=(
        Field("number", required=True),
        Field("system"),
        Field("outage_kind"),
        Field("information"),
        Field("state"),
        Field("starts_at"),
        Field("estimate_at"),
        Field("started_at"),
        Field("restored_at"),
        Field("equipment"),
        Field("buildings"),
        Field("steps"),
        Field("outage_title"),
        Field("important"),
        Field("cause"),
        Field("ownership"),
        Field("boundary"),
        Field("synthetic"),
    ),
    read=_read,
    load=_load,
    key="number",
    absent={
        "equipment": _not_known,
        "buildings": _not_known,
        "scope": _not_known,
        "number": _not_possible,
        "estimate_at": _not_possible,
    },
)
