"""Whom somebody may give their own open work to."""

from datetime import datetime

from twingrid.kit import clock
from twingrid.people import queries as people_queries
from twingrid.people.models import Absence, Posting, User
from twingrid.work.permissions import WorkPermission as May


def hand_over_to(user: User, *, at: datetime) -> list[tuple[int, str]]:
    """(user id, name) of those who take requests and stand in for `user`: first the deputy of a running or coming
    absence, then the deputies and the leaders of the postings."""
    away = Absence.objects.filter(user=user, ends_at__gt=at).order_by("starts_at").values_list("deputy_id", flat=True)
    posted = list(Posting.objects.on(clock.today(at)).filter(user=user).order_by("id"))
    ids = [*away, *(p.deputy_id for p in posted), *(p.leader_id for p in posted)]
    wanted = [pk for pk in dict.fromkeys(ids) if pk is not None and pk != user.pk]
    people = User.objects.filter(is_active=True).in_bulk(wanted)
    takers = [people[pk] for pk in wanted if pk in people]
    return [(one.pk, one.name) for one in takers if people_queries.grants_of(one, at=at).may(May.TICKET_ACCEPT)]
