"""Numbers of a staff list. A number that changes ends, so that old plates can be found."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import Refused
from twingrid.kit.staging import Changes
from twingrid.people.actions.staff_row import StaffRow
from twingrid.people.choices import ContactKind, Side
from twingrid.people.models import Contact, Unit, User
from twingrid.territory import actions as territory_actions


@transaction.atomic
def set_supervision_number(*, number: str, at: datetime) -> None:
    """Publish the number for complaints about the service: the power company's own. The former one ends today."""
    day = clock.today(at)
    unit = Unit.objects.filter(side=Side.POWER, parent__isnull=True).order_by("id").first()
    if unit is None:
        raise Refused(_("There is no power unit yet. Import the staff first."))
    open_ = Contact.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), kind=ContactKind.SUPERVISION)
    former = list(open_.order_by("id"))
    if [contact.number for contact in former] == [number]:
        return
    for contact in former:
        _end(contact, day)
    Contact.objects.create(unit=unit, kind=ContactKind.SUPERVISION, number=number, verified_on=day, valid_from=day)
    territory_actions.bump("people")
    journal_actions.record("people.supervision.set", unit, by=None, at=at)


def take_over(rows: Sequence[StaffRow], *, users: Mapping[str, User], day: date) -> Changes:
    """Bring the duty and personal numbers of the listed people to what the list says."""
    people = [users[row.employee_no].pk for row in rows]
    open_ = Contact.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), user_id__in=people)
    held = {(contact.user_id, contact.kind): contact for contact in open_.order_by("valid_from", "id")}
    fresh: list[Contact] = []
    changed: list[Contact] = []
    unchanged = ended = 0
    for wanted in _wanted(rows, users):
        now = held.pop((wanted.user_id, wanted.kind), None)
        if now is not None and now.number == wanted.number:
            if (now.print_consent, now.verified_on) == (wanted.print_consent, wanted.verified_on):
                unchanged += 1
            else:
                now.print_consent, now.verified_on = wanted.print_consent, wanted.verified_on
                changed.append(now)
            continue
        if now is not None:
            _end(now, day)
            ended += 1
            wanted.valid_from = day
        fresh.append(wanted)
    for gone in held.values():
        if gone.kind != ContactKind.SUPERVISION:
            _end(gone, day)
            ended += 1
    Contact.objects.bulk_create(fresh, batch_size=1000)
    Contact.objects.bulk_update(changed, ("print_consent", "verified_on"), batch_size=500)
    return Changes(len(fresh), len(changed), unchanged, ended)


def _wanted(rows: Sequence[StaffRow], users: Mapping[str, User]) -> Iterator[Contact]:
    """One contact for each number, the first row of a person counts."""
    said: set[tuple[str, str]] = set()
    for row in rows:
        for kind, number in ((ContactKind.DUTY, row.duty_number), (ContactKind.PERSONAL, row.personal_number)):
            if not number or (row.employee_no, kind) in said:
                continue
            said.add((row.employee_no, kind))
            yield Contact(
                user=users[row.employee_no],
                kind=kind,
                number=number,
                print_consent=row.print_consent and kind == ContactKind.PERSONAL,
                verified_on=row.verified_on,
                valid_from=row.valid_from,
            )


def _end(contact: Contact, day: date) -> None:
    """End a number on `day`; one that began today was a slip and goes."""
    if contact.valid_from >= day:
        contact.delete()
    else:
        contact.valid_to = day
        contact.save(update_fields=("valid_to",))
