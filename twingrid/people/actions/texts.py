"""The city's own words and texts: written, and taken back to what is shipped. Every version is kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import slots, stale
from twingrid.kit.refusals import BadInput
from twingrid.kit.slots import Slot
from twingrid.people import queries as people_queries
from twingrid.people import text_queries
from twingrid.people.models import CityText, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory import actions as territory_actions


@transaction.atomic
def set_text(*, slot: Slot, words: str, seen: str, by: User, at: datetime) -> CityText | None:
    """Let `words` stand in this slot, as a new version. `seen` is the stamp of the words on the screen. Safe to repeat.

    Raises `BadInput` for an empty or endless text and for a place that nothing fills.
    """
    people_queries.require(by, May.TEXT_SET, at=at)
    text = words.strip()
    if not text:
        raise BadInput(_("Write the words, or take the shipped ones back."), field="words")
    if len(text) > slot.most:
        raise BadInput(
            _("This is {n} characters long; at most {most} fit. Shorten it.").format(n=len(text), most=slot.most),
            field="words",
        )
    unknown = slots.unknown_places(text, slot.places)
    if unknown:
        known = " ".join(f"{{{name}}}" for name in sorted(slot.places)) or _("none")
        raise BadInput(
            _("Nothing fills {unknown}. The places of this text are: {known}.").format(unknown=unknown[0], known=known),
            field="words",
        )
    return _write(slot.key, text, seen=seen, by=by, at=at, event="people.text.set")


@transaction.atomic
def reset_text(*, slot: Slot, seen: str, by: User, at: datetime) -> CityText | None:
    """Let the shipped words hold again; the city's own stay among the versions. Safe to repeat."""
    people_queries.require(by, May.TEXT_SET, at=at)
    return _write(slot.key, "", seen=seen, by=by, at=at, event="people.text.reset")


def _write(key: str, words: str, *, seen: str, by: User, at: datetime, event: str) -> CityText | None:
    territory_actions.bump(text_queries.GENERATION)  # its row is the lock: one writer of texts at a time
    last = CityText.objects.filter(key=key).order_by("-version").first()
    now = last.words if last else ""
    if now == words:
        return last
    stale.require_fresh(seen, now)
    number = last.version + 1 if last else 1
    row = CityText.objects.create(key=key, version=number, words=words, set_by=by, set_at=at)
    journal_actions.record(event, row, by=by, at=at, facts={"key": key, "version": number, "length": len(words)})
    return row
