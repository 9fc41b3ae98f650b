"""Messages of groups: what one seems to say and where, and the answers that wait to be posted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from twingrid.coverage import queries as coverage_queries
from twingrid.kit.refusals import NotFound
from twingrid.notices.composing import GroupState
from twingrid.notices.models import GroupAnswer, GroupMessage, ServiceGroup
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries.composing import doors_of
from twingrid.notices.rules import reading
from twingrid.notices.rules.lexicon import THANKS
from twingrid.notices.rules.pasting import clean
from twingrid.notices.rules.reading import Reading
from twingrid.outages import queries as outages_queries
from twingrid.outages.queries import Known
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import queries as territory_queries
from twingrid.territory.finding.model import Candidate
from twingrid.territory.models import Compound

MINE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rules make of a pasted message: its words without the sender, the reading, the places that may be
    meant (`best` only where one is certain)."""

    words: str
    reading: Reading
    best: Candidate | None
    candidates: tuple[Candidate, ...]


def suggest(group: ServiceGroup, text: str) -> Suggestion:
    """Read a pasted message of a group. It only suggests: a person sees why, corrects and sends. Two queries."""
    pasted = clean(text)
    estates = estates_of(group)
    spoken = pasted.words
    read = reading.read(spoken, estates=estates)
    if pasted.door and not reading.place_words(spoken, estates=estates)[0]:
        spoken = f"{pasted.door} {spoken}"
        read = reading.read(spoken, estates=estates)
    found = reading.locate(read, spoken, find=coverage_queries.find)
    return Suggestion(words=pasted.words, reading=read, best=found.best, candidates=found.candidates[:6])


def estates_of(group: ServiceGroup) -> list[str]:
    """The estates whose people are in a group: its own, else those of its community."""
    rows = Compound.objects.filter(community_id=group.community_id)
    if group.compound_id:
        rows = rows.filter(pk=group.compound_id)
    return list(rows.order_by("name").values_list("name", flat=True).distinct())


def known_here(
    group: ServiceGroup, *, building_id: int | None, compound_id: int | None, unit: str, at: datetime
) -> list[Known]:
    """What is known to be off where a message comes from: at the building; else anywhere in the estate; else anywhere
    in the group's homes. Without what is about one customer's conduct."""
    if building_id:
        return list(outages_queries.known_at(building_id, at=at, unit=unit, public=True))
    if compound_id:
        places = {one.id for one in territory_queries.buildings_of(compound_id, limit=1000)}
    else:
        places = {building for building, _unit in doors_of([group.pk]).get(group.pk, frozenset())}
    found: dict[int, Known] = {}
    for pk in sorted(places & set(outages_queries.known_buildings())):
        for one in outages_queries.known_at(pk, at=at, public=True):
            found.setdefault(one.id, one)
    return sorted(found.values(), key=lambda one: (not one.is_on, one.starts_at))


def place_for_all(group: ServiceGroup, building_id: int | None, compound_id: int | None, unit: str) -> str:
    """A place as a whole group may read it: building and stairwell, else the estate, else the group's own place. Never
    the home."""
    if building_id and (found := territory_queries.building(building_id)):
        return f"{found.label}{unit}"
    estate = territory_queries.compound(compound_id) if compound_id else group.compound
    return estate.name if estate else territory_queries.short_name(group.community.name)


def groups_to_read(user: User, *, at: datetime) -> list[ServiceGroup]:
    """The groups in use that a message may come from: one's own first, then by name."""
    people_queries.require(user, May.GROUP_POST, at=at)
    rows = ServiceGroup.objects.exclude(state=GroupState.CLOSED).order_by("name", "id")
    return sorted(rows, key=lambda group: user.pk not in (group.owner_id, group.deputy_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """A text for a group: where it goes, whose request it is about, whether it is up."""

    id: int
    group: str
    text: str
    use: str
    use_words: str
    number: str
    at: datetime
    posted_at: datetime | None


def answers_for(user: User, *, at: datetime) -> list[AnswerLine]:
    """What this person has to put back into groups, oldest first; and what they posted within a day. One query."""
    people_queries.require(user, May.GROUP_POST, at=at)
    mine = Q(message__by=user) | Q(message__group__owner=user) | Q(message__group__deputy=user)
    live = Q(posted_at__isnull=True) | Q(posted_by=user, posted_at__gt=at - MINE)
    return _lines(GroupAnswer.objects.filter(mine & live).order_by("at", "id"))


def message_for(user: User, message_id: int, *, at: datetime) -> tuple[GroupMessage, list[AnswerLine]]:
    """One message that was brought in, with its answers; `NotFound` for one of somebody else's groups."""
    people_queries.require(user, May.GROUP_POST, at=at)
    rows = GroupMessage.objects.select_related("group", "ticket", "outage", "building")
    if not people_queries.grants_of(user, at=at).may(May.GROUP_MANAGE):
        rows = rows.filter(Q(by=user) | Q(group__owner=user) | Q(group__deputy=user))
    message = rows.filter(pk=message_id).first()
    if message is None:
        raise NotFound(_("There is no such message. Open the list of answers again."))
    return message, _lines(GroupAnswer.objects.filter(message=message).order_by("at", "id"))


def _lines(rows: QuerySet[GroupAnswer]) -> list[AnswerLine]:
    return [
        AnswerLine(
            id=row.pk,
            group=row.message.group.name,
            text=row.text,
            use=row.use,
            use_words=row.get_use_display(),
            number=row.message.ticket.number if row.message.ticket else "",
            at=row.at,
            posted_at=row.posted_at,
        )
        for row in rows.select_related("message__group", "message__ticket")[:100]
    ]


def praise(group_id: int) -> list[GroupMessage]:
    """The last thanks of a group, newest first."""
    return list(GroupMessage.objects.filter(group_id=group_id, kind=THANKS, erased_at__isnull=True).order_by("-at")[:5])
