"""Recording that somebody is away, and who stands in."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, Refused
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
    the person's areas, somebody else's. Raises `BadInput`, `NotAllowed`, and `Refused` when the person is already
    recorded as away or the deputy is away too.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _require(user, by=by, at=at)
    if ends_at <= starts_at:
        raise BadInput(_("The end lies before the beginning. Choose a later end."), field="ends_at")
    deputy = deputy or _posted_deputy(user, at=starts_at)
    if deputy is not None and deputy.pk == user.pk:
        raise BadInput(_("Nobody stands in for themselves. Choose somebody else."), field="deputy")
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
