"""Recording that somebody is away, and who stands in."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import Absence, Posting, User
from twingrid.people.permissions import PeoplePermission
from twingrid.territory import actions as territory_actions

PEOPLE = "people"


@transaction.atomic
def record_absence(
    *,
    user: User,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    at: datetime,
    deputy: User | None = None,
    reason: str = "",
) -> Absence:
    """Record that `user` is away from `starts_at` to `ends_at` and that `deputy` stands in.

    Without `deputy` the one of the posting stands in. One may record one's own absence and, with the right for one of
    the person's areas, somebody else's. Safe to repeat. Raises `BadInput`, `NotAllowed`, and `Refused` when the person
    is already recorded as away or the deputy is away too.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _require(user, by=by, at=at)
    if ends_at <= starts_at:
        raise BadInput(_("The end lies before the beginning. Choose a later end."), field="ends_at")
    deputy = deputy or _posted_deputy(user, at=starts_at)
    if deputy is not None and deputy.pk == user.pk:
        raise BadInput(_("Nobody stands in for themselves. Choose somebody else."), field="deputy")
    same = Absence.objects.filter(user=user, deputy=deputy, starts_at=starts_at, ends_at=ends_at).first()
    if same is not None:
        return same
    during = Q(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if Absence.objects.filter(during, user=user).exists():
        raise Refused(_("This person is already recorded as away at that time. Change the dates."))
    if deputy is not None and Absence.objects.filter(during, user=deputy).exists():
        raise Refused(_("%(name)s is away at that time too. Choose somebody else to stand in.") % {"name": deputy.name})
    absence = Absence.objects.create(
        user=user, deputy=deputy, starts_at=starts_at, ends_at=ends_at, reason=reason.strip()[:40]
    )
    territory_actions.bump(PEOPLE)
    journal_actions.record(
        "people.absence.recorded",
        absence,
        by=by,
        at=at,
        facts={
            "user": user.pk,
            "deputy": deputy.pk if deputy else None,
            "from": starts_at.isoformat(),
            "to": ends_at.isoformat(),
        },
    )
    return absence


@transaction.atomic
def end_absence(*, absence_id: int, by: User, at: datetime) -> Absence | None:
    """Somebody is back before the planned end: from `at` on they answer again. One that has not begun never was.

    Gives None then. Safe to repeat. Raises `NotFound` for an absence that is not one's own or of one's own people.
    """
    absence = Absence.objects.select_for_update(of=("self",)).filter(pk=absence_id).first()
    if absence is None or not _may_for(absence.user, by=by, at=at):
        raise NotFound(_("There is no such absence any more. Open the list again."))
    if absence.ends_at <= at:
        return absence
    facts = {"user": absence.user_id, "to": at.isoformat()}
    journal_actions.record("people.absence.ended", absence, by=by, at=at, facts=facts)
    territory_actions.bump(PEOPLE)
    if absence.starts_at >= at:
        absence.delete()
        return None
    absence.ends_at = at
    absence.save(update_fields=("ends_at",))
    return absence


def _may_for(user: User, *, by: User, at: datetime) -> bool:
    try:
        _require(user, by=by, at=at)
    except NotAllowed:
        return False
    return True


def _require(user: User, *, by: User, at: datetime) -> None:
    if by.pk == user.pk:
        return people_queries.require(by, PeoplePermission.ABSENCE_RECORD, at=at)
    postings = Posting.objects.on(clock.today(at)).filter(user=user, area__isnull=False)
    areas = list(postings.order_by("area_id").values_list("area_id", flat=True))
    # Somebody without an area is reported by those whose right holds for the whole city: no area has the number 0.
    return people_queries.require(by, PeoplePermission.ABSENCE_RECORD, at=at, areas=areas or [0])


def _posted_deputy(user: User, *, at: datetime) -> User | None:
    posting = (
        Posting.objects.on(clock.today(at))
        .filter(user=user, deputy__isnull=False)
        .select_related("deputy")
        .order_by("valid_from", "id")
        .last()
    )
    return posting.deputy if posting else None
