"""Numbers as people use them: a call in vain, and a number that is replaced by another."""

import re
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, stale
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import duty_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions.duty import DOUBTED_AFTER, _contact
from twingrid.people.models import Contact, FailedCall, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory import actions as territory_actions

SAME_CALL = timedelta(minutes=10)
NUMBER = re.compile(r"^[0-9+][0-9+() \-]{4,29}$")


@transaction.atomic
def note_failed_call(*, contact_id: int, by: User, at: datetime) -> Contact:
    """Nobody answered a published number. After the second time it is doubted: somebody has to verify it.

    Safe to repeat: the same person counts once in ten minutes, so that an impatient finger is not two calls.
    """
    contact: Contact | None = Contact.objects.select_for_update(of=("self",)).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound(_("There is no such number. Open the place again."))
    people_queries.require(by, May.CONTACT_SEE, at=at)
    if FailedCall.objects.filter(contact=contact, by=by, at__gt=at - SAME_CALL, at__lte=at).exists():
        return contact
    FailedCall.objects.create(contact=contact, by=by, at=at)
    contact.failed_calls += 1
    contact.save(update_fields=("failed_calls",))
    name = "people.contact.doubted" if contact.failed_calls == DOUBTED_AFTER else "people.contact.failed"
    journal_actions.record(name, contact, by=by, at=at, facts={"failed": contact.failed_calls})
    return contact


@transaction.atomic
def date_contact(*, contact_id: int, until: date | None, seen: str, by: User, at: datetime) -> Contact:
    """Until when a number holds: `until` is the first day it no longer does (None: open), tomorrow at the earliest.

    By its owner, and by who may verify it. `seen` is the stamp of what was on the screen (`contact_values`). Safe to
    repeat. Raises `BadInput`, `NotFound`, `NotAllowed`, `Refused`.
    """
    contact = _contact(contact_id, by=by, at=at)
    if contact.valid_to == until:
        return contact
    stale.require_fresh(seen, *duty_queries.contact_values(contact))
    if until is not None and until <= max(contact.valid_from, clock.today(at)):
        raise BadInput(_("A number ends tomorrow at the earliest. To change it today, replace it."), field="until")
    contact.valid_to = until
    contact.save(update_fields=("valid_to",))
    territory_actions.bump("people")
    facts = {"to": until.isoformat() if until else None}
    journal_actions.record("people.contact.dated", contact, by=by, at=at, facts=facts)
    return contact


@transaction.atomic
def replace_contact(*, contact_id: int, number: str, by: User, at: datetime) -> Contact:
    """Another number from today on; the former ends, so that the plates that show it are listed for reprinting.

    Consent for print stays with the old number: a personal one is not printed until its owner says so again. Safe to
    repeat. Raises `BadInput` for what is no number, `NotFound`, `NotAllowed`.
    """
    old = _contact(contact_id, by=by, at=at)
    number, day = number.strip(), clock.today(at)
    if not NUMBER.match(number):
        raise BadInput(
            _("Write the number with digits, spaces and dashes, for example 0531-000 01203."), field="number"
        )
    known: Contact | None = Contact.objects.on(day).filter(user_id=old.user_id, kind=old.kind, number=number).first()
    if known is not None:
        return known
    if old.valid_to is not None and old.valid_to <= day:
        raise BadInput(_("This number has ended already. Open the list again."), field="number")
    until = old.valid_to
    if old.valid_from >= day:
        old.delete()
    else:
        old.valid_to = day
        old.save(update_fields=("valid_to",))
    fresh = Contact.objects.create(
        user_id=old.user_id, unit_id=old.unit_id, kind=old.kind, number=number, valid_from=day, valid_to=until
    )
    territory_actions.bump("people")
    journal_actions.record("people.contact.replaced", fresh, by=by, at=at)
    return fresh
