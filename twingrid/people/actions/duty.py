"""Keeping who answers true: who holds an area from a day on, hours, pairs, numbers."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.choices import ContactKind, ShiftSource
from twingrid.people.models import Contact, Pairing, Posting, Shift, ShiftExchange, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory import actions as territory_actions

PEOPLE = "people"
LONGEST_SHIFT = timedelta(hours=24)
DOUBTED_AFTER = 2


@transaction.atomic
def replace_holder(*, posting_id: int, to: int, since: date, by: User, at: datetime) -> Posting:
    """Let `to` hold the area of a posting from the day `since`; the present holder's posting ends that day.

    The pairs of the former holder are proposed to the new one: both still have to confirm them. Safe to repeat.
    Raises `BadInput` for a day in the past or a person who cannot take it, `NotAllowed`, `NotFound`.
    """
    old = Posting.objects.select_for_update(of=("self",)).filter(pk=posting_id).first()
    if old is None:
        raise NotFound(_("There is no such posting. Open the list of people again."))
    people_queries.require(by, May.POSTING_CHANGE, at=at, areas=[old.area_id])
    if since < clock.today(at):
        raise BadInput(_("The change cannot lie in the past. Choose today or a later day."), field="since")
    person = User.objects.filter(pk=to, is_active=True).first()
    if person is None:
        raise BadInput(_("Choose somebody who can sign in."), field="to")
    known: Posting | None = Posting.objects.filter(
        user=person, role=old.role, area_id=old.area_id, valid_from=since
    ).first()
    if known is not None:
        return known
    if person.pk == old.user_id:
        raise BadInput(_("This person holds the area already. Choose somebody else."), field="to")
    if since <= old.valid_from or (old.valid_to is not None and old.valid_to <= since):
        raise BadInput(_("On this day the present posting does not hold. Choose a day within it."), field="since")
    until, old.valid_to = old.valid_to, since
    old.save(update_fields=("valid_to",))
    fresh = Posting.objects.create(
        user=person,
        role=old.role,
        side=old.side,
        title=old.title,
        unit=old.unit,
        manager_unit=old.manager_unit,
        area_id=old.area_id,
        division_id=old.division_id,
        leader_id=old.leader_id,
        deputy_id=old.deputy_id if old.deputy_id != person.pk else old.user_id,
        valid_from=since,
        valid_to=until,
    )
    _propose_pairs(old.user, person, side=old.side, since=since)
    territory_actions.bump(PEOPLE)
    facts = {"area": old.area_id, "from": old.user_id, "to": person.pk, "since": since.isoformat()}
    journal_actions.record("people.posting.replaced", fresh, by=by, at=at, facts=facts)
    return fresh


def _propose_pairs(former: User, person: User, *, side: str, since: date) -> None:
    """The counterparts of the former holder, proposed to the new one, not yet confirmed."""
    own, other = ("power_id", "community_id") if side == "power" else ("community_id", "power_id")
    held = Pairing.objects.on(since).filter(**{own: person.pk}).values_list(other, flat=True)
    for pair in Pairing.objects.on(since).filter(**{own: former.pk}).exclude(**{f"{other}__in": list(held)}):
        values = {own: person.pk, other: getattr(pair, other), "valid_from": since}
        Pairing.objects.get_or_create(**values, defaults={"rank": pair.rank})


@transaction.atomic
def confirm_pairing(*, pairing_id: int, by: User, at: datetime) -> Pairing:
    """One of the two says that they know each other and work together: dated today, stale after ninety days."""
    pair: Pairing | None = Pairing.objects.select_for_update(of=("self",)).filter(pk=pairing_id).first()
    if pair is None or by.pk not in (pair.power_id, pair.community_id):
        raise NotFound(_("This pair is not yours. Open your own page again."))
    people_queries.require(by, May.PAIRING_CONFIRM, at=at)
    field = "confirmed_by_power_on" if by.pk == pair.power_id else "confirmed_by_community_on"
    if getattr(pair, field) == clock.today(at):
        return pair
    setattr(pair, field, clock.today(at))
    pair.save(update_fields=(field,))
    territory_actions.bump(PEOPLE)
    journal_actions.record("people.pairing.confirmed", pair, by=by, at=at)
    return pair


@transaction.atomic
def plan_shift(*, user_id: int, kind: str, starts_at: datetime, ends_at: datetime, by: User, at: datetime) -> Shift:
    """Give somebody hours in which they answer. Safe to repeat.

    Raises `BadInput` for hours that end before they begin or last more than a day, `Refused` when they overlap hours
    or an absence of the person.
    """
    person = User.objects.select_for_update(of=("self",)).filter(pk=user_id, is_active=True).first()
    if person is None:
        raise BadInput(_("Choose somebody of the team."), field="user_id")
    require_for(person, May.SHIFT_PLAN, by=by, at=at)
    if not starts_at < ends_at <= starts_at + LONGEST_SHIFT:
        raise BadInput(_("Hours end after they begin, and within a day. Correct the times."), field="ends_at")
    same = Shift.objects.filter(user=person, starts_at=starts_at, ends_at=ends_at).first()
    if same is not None:
        return same
    during = Q(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if Shift.objects.filter(during, user=person).exists():
        raise Refused(_("This person has hours at that time already. Choose other hours or somebody else."))
    if person.absences.filter(during).exists():
        raise Refused(_("This person is away at that time. Choose somebody else."))
    shift = Shift.objects.create(user=person, kind=kind[:12], starts_at=starts_at, ends_at=ends_at)
    territory_actions.bump(PEOPLE)
    facts = {"user": person.pk, "from": starts_at.isoformat(), "to": ends_at.isoformat()}
    journal_actions.record("people.shift.planned", shift, by=by, at=at, facts=facts)
    return shift


@transaction.atomic
def ask_exchange(*, shift_id: int, against_id: int, by: User, at: datetime) -> ShiftExchange:
    """Ask a colleague to swap: the own shift against theirs. Nothing changes until they agree."""
    shift = Shift.objects.filter(pk=shift_id, user=by, starts_at__gt=at).first()
    against = Shift.objects.filter(pk=against_id, starts_at__gt=at).exclude(user=by).first()
    if shift is None or against is None:
        raise BadInput(_("Choose one of your coming shifts and one of a colleague's."), field="against_id")
    asked, made = ShiftExchange.objects.get_or_create(
        shift=shift, against=against, answered_at=None, defaults={"asked_by": by, "asked_at": at}
    )
    if made:
        journal_actions.record("people.exchange.asked", asked, by=by, at=at)
    return asked


@transaction.atomic
def answer_exchange(*, exchange_id: int, agree: bool, by: User, at: datetime) -> ShiftExchange:
    """The colleague agrees or not; agreed shifts change hands at once, both or none."""
    asked = ShiftExchange.objects.select_for_update(of=("self",)).filter(pk=exchange_id).first()
    # After a swap the shift that was asked for is the asker's: the one who agreed holds the other.
    if asked is None or by.pk != (asked.shift if asked.agreed else asked.against).user_id:
        raise NotFound(_("Nobody asks you for this exchange. Open your own page again."))
    if asked.answered_at is not None:
        if asked.agreed == agree:
            return asked
        raise Refused(_("This exchange is answered already. Ask for another one."))
    both = Shift.objects.select_for_update(of=("self",)).filter(pk__in=(asked.shift_id, asked.against_id))
    shifts = {row.pk: row for row in both.order_by("pk")}
    mine, theirs = shifts[asked.against_id], shifts[asked.shift_id]
    if agree:
        # Only now, with both locked, is it sure who holds them: the same shift may have been asked for by two.
        if (mine.user_id, theirs.user_id) != (by.pk, asked.asked_by_id):
            raise Refused(_("One of the shifts has changed hands meanwhile. Look at your hours and ask again."))
        if mine.starts_at <= at or theirs.starts_at <= at:
            raise Refused(_("One of the shifts has begun. It can no longer be exchanged."))
        _swap(theirs, mine)
        territory_actions.bump(PEOPLE)
    asked.answered_at, asked.agreed = at, agree
    asked.save(update_fields=("answered_at", "agreed"))
    journal_actions.record("people.exchange.answered", asked, by=by, at=at, facts={"agreed": agree})
    return asked


def _swap(left: Shift, right: Shift) -> None:
    """Let two shifts change hands, unless either person would then be on two shifts at once."""
    for shift, person in ((left, right.user_id), (right, left.user_id)):
        during = Q(starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at)
        if Shift.objects.filter(during, user_id=person).exclude(pk__in=(left.pk, right.pk)).exists():
            raise Refused(_("One of you has other hours at that time. Choose another shift."))
    left.user_id, right.user_id = right.user_id, left.user_id
    for shift, former in ((left, right.user_id), (right, left.user_id)):
        if shift.source in (ShiftSource.PATTERN, ShiftSource.IMPORT):
            shift.planned_for_id = former
        shift.source = ShiftSource.SWAP
        shift.save(update_fields=("user", "source", "planned_for"))


@transaction.atomic
def verify_contact(*, contact_id: int, by: User, at: datetime) -> Contact:
    """A number was called and answered by the right person: verified today, its failed calls are forgotten."""
    contact = _contact(contact_id, by=by, at=at)
    if contact.verified_on == clock.today(at) and not contact.failed_calls:
        return contact
    contact.verified_on, contact.failed_calls = clock.today(at), 0
    contact.save(update_fields=("verified_on", "failed_calls"))
    territory_actions.bump(PEOPLE)
    journal_actions.record("people.contact.verified", contact, by=by, at=at)
    return contact


@transaction.atomic
def set_print_consent(*, contact_id: int, consent: bool, by: User, at: datetime) -> Contact:
    """The owner of a personal number lets it be printed on plates, or no longer. Nobody does so for others."""
    contact: Contact | None = Contact.objects.select_for_update(of=("self",)).filter(pk=contact_id, user=by).first()
    if contact is None or contact.kind != ContactKind.PERSONAL:
        raise NotFound(_("This is not your personal number. Open your own page again."))
    if contact.print_consent == consent:
        return contact
    contact.print_consent = consent
    contact.save(update_fields=("print_consent",))
    territory_actions.bump(PEOPLE)
    journal_actions.record("people.consent.set", contact, by=by, at=at, facts={"consent": consent})
    return contact


def _contact(contact_id: int, *, by: User, at: datetime) -> Contact:
    contact: Contact | None = Contact.objects.select_for_update(of=("self",)).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound(_("There is no such number. Open the list again."))
    if contact.user_id != by.pk:
        require_for(contact.user, May.CONTACT_VERIFY, by=by, at=at)
    return contact


def require_for(person: User | None, right: May, *, by: User, at: datetime) -> None:
    """The right for one of the person's areas; for somebody without an area the right for the whole city."""
    grants = people_queries.grants_of(by, at=at)
    held = Posting.objects.on(clock.today(at)).filter(user=person, area__isnull=False)
    areas = list(held.order_by("area_id").values_list("area_id", flat=True))
    if not grants.may(right, areas=areas or [0]):
        raise NotAllowed(_("Your role may not do this here. Ask your leader if you need it."))
