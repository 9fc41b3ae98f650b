"""Handing over the open work of somebody who is away: one request, some, or all of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput, NotAllowed
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.work.actions import lead
from twingrid.work.actions.steps import lock
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.handover import hand_over_to
from twingrid.work.states import OPEN


@transaction.atomic
def hand_over_tickets(
    *, numbers: Sequence[str], holder_id: int, to: int, by: User, at: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give these open requests of `holder_id` to the person with user id `to`, who has to accept each.

    A leader may for the areas led; the holder only to somebody who stands in (deputy of an absence or of the posting)
    or leads. Gives (handed over, no longer there): a request that somebody else has taken or that is finished
    meanwhile stays as it is. Safe to repeat. Raises `BadInput` for nobody chosen, `NotAllowed`.
    """
    if not numbers:
        raise BadInput(_("Choose at least one request."), field="chosen")
    person = User.objects.filter(pk=to, is_active=True).first()
    if person is None or to == holder_id or not people_queries.grants_of(person, at=at).may(May.TICKET_ACCEPT):
        raise BadInput(_("This person does not take requests. Choose a worker or a leader."), field="to")
    stands_in = by.pk == holder_id and to in dict(hand_over_to(by, at=at))
    handed, left = [], []
    for number in sorted(set(numbers)):
        held = lock(number, by=by, at=at)
        if not stands_in and not held.may(May.TICKET_REASSIGN):
            raise NotAllowed(_("You can hand your work to your deputy or your leader. Others are for your leader."))
        if held.ticket.state not in OPEN or held.ticket.holder_id not in (holder_id, to):
            left.append(number)
            continue
        if held.ticket.holder_id == holder_id:
            lead.pass_on(held, person, at=at)
        handed.append(number)
    return tuple(handed), tuple(left)
