"""A resident changed their mind about a rating: the original stays and counts, the change stands beside it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound
from twingrid.people.models import User
from twingrid.work.actions.steps import lock, needed_words, say
from twingrid.work.models import Rating, RatingRevision, RemarkKind
from twingrid.work.permissions import WorkPermission as May


@transaction.atomic
def revise_rating(*, number: str, stars: int, reason: str, by: User, at: datetime) -> RatingRevision:
    """Write down another rating beside the last one, with the reason; figures go on counting the original.

    Never by whoever did the work. The same stars as the last revision change nothing, so it is safe to repeat.
    """
    held = lock(number, by=by, at=at)
    held.require(May.TICKET_CLOSE)
    if held.ticket.holder_id == by.pk:
        raise NotAllowed(_("Whoever did the work does not change its rating. Ask your leader."))
    rating = Rating.objects.filter(ticket=held.ticket).order_by("-round").first()
    if rating is None:
        raise NotFound(_("Nobody has rated this request, so there is nothing to revise."))
    if stars not in range(1, 6):
        raise BadInput(_("Please choose one to five stars."), field="stars")
    words = needed_words(reason, field="reason")
    last = RatingRevision.objects.filter(rating=rating).order_by("-id").first()
    if last is not None and last.stars == stars:
        return last
    if last is None and rating.stars == stars:
        raise BadInput(_("This is the original rating already."), field="stars")
    event = journal_actions.record(
        "work.rating.revised", held.ticket, by=by, at=at, facts={"stars": stars, "original": rating.stars}
    )
    say(held.ticket, words=words, kind=RemarkKind.REASON, by=by, at=at, event=event)
    return RatingRevision.objects.create(rating=rating, stars=stars, by=by, at=at, event_id=event.pk)
