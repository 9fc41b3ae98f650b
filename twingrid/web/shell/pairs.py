"""From a responsibility to what a page shows: the pair of people, the line of the place, what is missing."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.coverage.queries import Responsibility, SideOf
from twingrid.coverage.rules import Answering, Person, Why
from twingrid.people import text_queries
from twingrid.territory.finding.model import Candidate as Found
from twingrid.territory.finding.model import PlaceKind
from twingrid.web.shell import cards

_SHIPPED = {
    "power_worker": gettext_lazy("Power grid worker"),
    "power_leader": gettext_lazy("Power grid leader"),
    "accountable_lead": gettext_lazy("Accountable lead"),
    "community_worker": gettext_lazy("Community grid worker"),
    "dispatcher": gettext_lazy("Dispatcher"),
    "clerk": gettext_lazy("Counter clerk"),
    "manager": gettext_lazy("Centre manager"),
    "administrator": gettext_lazy("Administrator"),
    "partner": gettext_lazy("Partner company"),
}


def _said_here(role: str) -> str:
    return text_queries.role_word(role) or str(_SHIPPED[role])


# A city's own word for a role wins wherever the role is named; it is read when the page is drawn.
_own: Any = lazy(_said_here, str)
ROLE_WORDS: dict[str, Any] = {role: _own(role) for role in _SHIPPED}
SIDE_ROLE_WORDS = {"power": ROLE_WORDS["power_worker"], "community": ROLE_WORDS["community_worker"]}
ELDER_ROLE_WORDS = {"power": gettext_lazy("Your electrician"), "community": gettext_lazy("Your community worker")}
WHY_WORDS = {
    Why.STANDBY: gettext_lazy("On standby, answers the phone"),
    Why.LEADER: gettext_lazy("The leader answers now"),
    Why.OFF_SHIFT: gettext_lazy("Off duty, the number is still open"),
    Why.NOBODY: gettext_lazy("Nobody can be reached right now"),
}
MISSING_WORDS = {
    "gap.power": gettext_lazy("This place lies in no power service area yet. Call the desk: they will find somebody."),
    "gap.community": gettext_lazy("This place lies in no community grid yet."),
    "overlap.power": gettext_lazy("Two power service areas claim this place. Both leaders have been told."),
    "overlap.community": gettext_lazy("Two community grids claim this place."),
    "nobody.power": gettext_lazy("Nobody is posted here on the power side. Call the desk: they will find somebody."),
    "nobody.community": gettext_lazy("Nobody is posted here on the community side."),
}
REASON_LOOKS = {
    "exact": "exact",
    "alias": "alias",
    "same_sound": "sound",
    "literal": "letters",
    "partial": "part",
    "numbers": "exact",
    "near_number": "letters",
    "whole_building": "part",
    "same_name": "letters",
    "within": "part",
}
REASON_WORDS = {
    "exact": gettext_lazy("as written"),
    "alias": gettext_lazy("another name"),
    "same_sound": gettext_lazy("same sound"),
    "literal": gettext_lazy("similar"),
    "partial": gettext_lazy("part of the name"),
    "numbers": gettext_lazy("by number"),
    "near_number": gettext_lazy("a number nearby"),
    "whole_building": gettext_lazy("whole building"),
    "same_name": gettext_lazy("same name"),
    "within": gettext_lazy("inside it"),
}


def shipped_role_word(role: str) -> str:
    """The word for a role that is shipped, whatever the city says."""
    return str(_SHIPPED[role])


def person_card(
    side: SideOf, *, words: str, elder: bool = False, actions: Sequence[tuple[str, str]] = (), staff: bool = False
) -> cards.PersonCard:
    """The card of one side: the holder, and who stands in when somebody else answers now."""
    answering = side.answering
    holder, answers = answering.holder, answering.answering
    shown = holder or answers
    role = (ELDER_ROLE_WORDS if elder else SIDE_ROLE_WORDS)[words]
    if shown is None:
        return cards.PersonCard(
            name=_("Nobody posted"), role=role, side=words, area=side.area_name, note=WHY_WORDS[Why.NOBODY]
        )
    stands_in = answers if answers is not None and holder is not None and answers.user_id != holder.user_id else None
    return cards.PersonCard(
        name=shown.name,
        role=role if holder else ROLE_WORDS.get(shown.role, role),
        side=words,
        area="" if elder else side.area_name,
        number=shown.phone,
        on_duty=_on_duty(answering),
        until=answering.until,
        stands_in=stands_in.name if stands_in else "",
        stands_in_number=stands_in.phone if stands_in else "",
        note=WHY_WORDS.get(answering.why, ""),
        verified_on=None if elder else shown.verified_on,
        demo=shown.is_demo,
        failed_url=reverse("desk:failed_call", args=((stands_in or shown).user_id,)) if staff else "",
        actions=actions,
    )


def _on_duty(answering: Answering) -> bool | None:
    if answering.why is Why.ON_SHIFT:
        return True
    return None if answering.why is Why.STANDBY else False


def pair_cards(found: Responsibility, *, elder: bool = False, staff: bool = False) -> list[cards.PersonCard]:
    """Power first, then community; a side in a gap has no card (see `missing_sentences`). `staff` may tell of calls
    in vain."""
    return [
        person_card(side, words=words, elder=elder, staff=staff)
        for words, side in (("power", found.power), ("community", found.community))
        if side is not None
    ]


def missing_sentences(found: Responsibility) -> list[str]:
    """What is not there, as sentences for anybody."""
    return [str(MISSING_WORDS[reason]) for reason in found.missing]


def place_parts(found: Responsibility) -> list[cards.PlacePart]:
    """市中区 · 舜耕街道 · 舜雅社区 · 第 3 网格 / 供电 12 区, each part a link where it leads somewhere."""
    area_map = reverse("public:map")
    parts = [cards.PlacePart(words=name, href=wide_url(name)) for _code, name in found.divisions]
    if found.community is not None:
        grid = cards.PlacePart(
            words=found.community.area_name, href=f"{area_map}?area={found.community.area_code}", side="community"
        )
        parts.append(grid)
    if found.power is not None:
        parts.append(
            cards.PlacePart(words=found.power.area_name, href=f"{area_map}?area={found.power.area_code}", side="power")
        )
    return parts


def person_words(person: Person | None) -> str:
    """A name, or that nobody is there."""
    return person.name if person else _("nobody")


def place_url(found: Found) -> str:
    """Where a candidate leads."""
    if found.kind is PlaceKind.BUILDING:
        query = f"?unit={found.unit}" if found.unit else ""
        return reverse("public:building", args=(found.id,)) + query
    if found.kind is PlaceKind.COMPOUND:
        return reverse("public:compound", args=(found.id,))
    if found.kind is PlaceKind.STATION:
        return f"{reverse('public:stations')}#s{found.id}"
    if found.kind is PlaceKind.LANDMARK:
        return reverse("public:landmark", args=(found.id,))
    return wide_url(found.label)


def wide_url(name: str) -> str:
    """The page of a place that is too large for one answer: it asks for the estate and the building."""
    return f"{reverse('public:find')}?{urlencode({'q': name, 'wide': 1})}"


def candidate(found: Found, *, href: str = "", value: str = "") -> cards.Candidate:
    """A search candidate with its reason, as the page lists it."""
    return cards.Candidate(
        words=" ".join(part for part in (found.label, found.unit) if part),
        href=href or place_url(found),
        detail=" · ".join(found.parents),
        reason=REASON_LOOKS.get(found.reason, ""),
        reason_words=REASON_WORDS.get(found.reason, ""),
        score=found.score,
        value=value,
    )
