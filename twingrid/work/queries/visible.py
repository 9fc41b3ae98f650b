"""Who may see which request. Every other question about requests starts here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from twingrid.kit.refusals import NotFound
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.people.queries import Grants
from twingrid.work.models import (
    Escalation,
    Hazard,
    Material,
    Photo,
    PhotoKind,
    Rating,
    Support,
    Ticket,
    TicketChild,
    TicketMaterial,
)
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries.kinds import kind_of_ticket
from twingrid.work.queries.replies import takes_reply
from twingrid.work.states import TICKET_MOVES, UNFINISHED, TicketState

PUBLIC_PHOTOS = (PhotoKind.REPORT, PhotoKind.DONE)
_PEOPLE = (
    "holder",
    "counterpart",
    "leader",
    "building",
    "power_area",
    "community_area",
    "routing",
    "attachment__outage",
)


def visible(user: User, *, grants: Grants) -> QuerySet[Ticket]:
    """The requests that `user` may see with these rights: of the areas, held, or told of."""
    if not grants.may(May.TICKET_SEE):
        return Ticket.objects.none()
    areas = grants.areas_by_right[May.TICKET_SEE]
    if areas is None:
        return Ticket.objects.all()
    told = Escalation.objects.filter(to_id=user.pk, ticket__isnull=False).values("ticket_id")
    asked = Support.objects.filter(user_id=user.pk).values("ticket_id")
    own = Q(holder_id=user.pk) | Q(counterpart_id=user.pk) | Q(leader_id=user.pk) | Q(pk__in=told) | Q(pk__in=asked)
    return Ticket.objects.filter(own | Q(power_area_id__in=areas) | Q(community_area_id__in=areas))


def tickets_for(user: User, *, at: datetime) -> QuerySet[Ticket]:
    """The requests that `user` may see at this moment; another area's is not among them."""
    return visible(user, grants=people_queries.grants_of(user, at=at))


def ticket_for(user: User, number: str, *, at: datetime) -> Ticket:
    """One request with its people and place, and whether others do a part (`shared`), it is a part or has some
    (`nested`), a hazard was found at it (`dangerous`); `NotFound` for one that this person may not see."""
    this = OuterRef("pk")
    beside = {
        "shared": Exists(Support.objects.filter(ticket_id=this)),
        "nested": Exists(TicketChild.objects.filter(Q(child_id=this) | Q(parent_id=this))),
        "shown": Exists(Photo.objects.filter(ticket_id=this)),
        "supplied": Exists(TicketMaterial.objects.filter(ticket_id=this)),
        "stocked": Exists(Material.objects.filter(active=True)),
        "rated": Exists(Rating.objects.filter(ticket_id=this)),
        "dangerous": Exists(Hazard.objects.filter(ticket_id=this)),
    }
    ticket = tickets_for(user, at=at).select_related(*_PEOPLE).annotate(**beside).filter(number=number).first()
    if ticket is None:
        raise no_such_ticket()
    return ticket


def no_such_ticket() -> NotFound:
    """The answer for a number that does not exist or belongs to other areas."""
    return NotFound(_("There is no such request in your areas. Check the number, or search by address."))


def no_such_link() -> NotFound:
    """The answer for a private link that leads nowhere."""
    return NotFound(
        _("This link leads to no report. Check it, or look your report up by its number and your telephone.")
    )


def is_told(user: User, ticket: Ticket) -> bool:
    """Whether this request was escalated to the person."""
    return Escalation.objects.filter(ticket_id=ticket.pk, to_id=user.pk).exists()


def may_on(grants: Grants, right: str, ticket: Ticket, *, own: bool) -> bool:
    """Whether a right holds for a request: by its areas, or anywhere if it is the person's `own` to handle."""
    if own:
        return right in grants.areas_by_right
    areas = [ticket.power_area_id, ticket.community_area_id]
    if areas == [None, None]:
        return grants.areas_by_right.get(right, frozenset()) is None
    return grants.may(right, areas=areas)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may do with a request now: names of moves in the table's order, and six more rights."""

    moves: tuple[str, ...]
    may_remark: bool
    may_see_reporter: bool
    may_amend: bool
    may_reply: bool
    may_join: bool
    may_answer_hotline: bool
    is_holder: bool


_BY_HOLDER = frozenset({"depart", "arrive", "answer", "resolve", "return", "pause", "resume"})


def options_for(user: User, ticket: Ticket, *, at: datetime) -> Options:
    """The moves that would be accepted from this person at this moment: what a page offers as buttons."""
    grants = people_queries.grants_of(user, at=at)
    is_holder = ticket.holder_id == user.pk
    own = is_holder or is_told(user, ticket)
    leads = may_on(grants, May.TICKET_TAKE_OVER, ticket, own=False)
    content = kind_of_ticket(ticket).content
    moves = [
        move.name
        for move in TICKET_MOVES
        if ticket.state in move.sources
        and move.permission
        and content.allows(move.name)
        and move.name != "attach"  # it needs an outage: offered on the page of the outage
        and may_on(grants, move.permission, ticket, own=own)
        and (move.name not in _BY_HOLDER or is_holder or leads)
        and not (move.name == "resume" and ticket.paused_at is None)
        and not (move.name == "take_over" and is_holder and ticket.state != TicketState.RETURNED)
    ]
    return Options(
        moves=tuple(moves),
        may_remark=may_on(grants, May.TICKET_REMARK, ticket, own=own),
        may_amend=ticket.state in UNFINISHED and may_on(grants, May.TICKET_AMEND, ticket, own=own),
        may_reply=takes_reply(ticket) and may_on(grants, May.TICKET_REPLY, ticket, own=own),
        may_answer_hotline=may_on(grants, May.TICKET_REPLY, ticket, own=own),
        may_join=ticket.state in UNFINISHED and may_on(grants, May.TICKET_JOIN, ticket, own=own),
        may_see_reporter=may_on(grants, May.REPORTER_SEE, ticket, own=own),
        is_holder=is_holder,
    )


def photo_for(user: User, photo_id: int, *, at: datetime) -> Photo:
    """A photo of a request that the person may see; else `NotFound`."""
    photo = Photo.objects.filter(pk=photo_id, ticket__in=tickets_for(user, at=at)).first()
    if photo is None:
        raise NotFound(_("This photo is not there. Open the request again."))
    return photo


def photo_by_token(token: str, photo_id: int) -> Photo:
    """A photo that the resident with this private link may see: their own, or of the finished work."""
    photo = Photo.objects.filter(pk=photo_id, ticket__token=token, kind__in=PUBLIC_PHOTOS).first()
    if photo is None:
        raise NotFound(_("This photo is not there. Open your link again."))
    return photo
