"""The first page of the settings, and the list of what can be set: one line a card.

A further page of settings adds its line to `CARDS` and lets its template extend `settings/base.html`: the hub and the
navigation beside every page follow.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.coverage.permissions import CoveragePermission as Coverage
from twingrid.kit import clock
from twingrid.kit.refusals import NotAllowed
from twingrid.notices.permissions import NoticesPermission as Notices
from twingrid.people import queries as people_queries
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person
from twingrid.work.permissions import WorkPermission as Work

PEOPLE, PLACES, CITY, MESSAGES, SYSTEMS = "people", "places", "city", "messages", "systems"
SECTIONS: tuple[tuple[str, Promise], ...] = (
    (PEOPLE, _("Who works here")),
    (PLACES, _("Who answers where")),
    (CITY, _("How this city speaks and counts")),
    (MESSAGES, _("What leaves the house")),
    (SYSTEMS, _("Other systems")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One page of settings: its section, the name of its address, its words, what it is for, its icon, who may."""

    section: str
    page: str
    words: Promise
    about: Promise
    icon: str
    right: str

    @property
    def href(self) -> str:
        """Where it leads."""
        return reverse(self.page)


CARDS: tuple[Card, ...] = (
    Card(
        PEOPLE,
        "settings:people",
        _("People"),
        _("Who signs in, what they hold, their numbers"),
        "users",
        May.POSTING_SEE,
    ),
    Card(
        PEOPLE,
        "settings:units",
        _("Units"),
        _("Companies, centres, teams, and their numbers"),
        "sitemap",
        May.UNIT_CHANGE,
    ),
    Card(
        CITY,
        "settings:materials",
        _("Materials"),
        _("What workers may write down as used up"),
        "box",
        Work.KIND_PUBLISH,
    ),
    Card(
        CITY,
        "settings:retention",
        _("How long personal data stay"),
        _("Periods with their reasons, what is held back, what each night took away"),
        "shield-check",
        Work.RETENTION_SET,
    ),
    Card(
        CITY,
        "settings:calendars",
        _("Calendars"),
        _("Holidays and make-up working days, for deadlines in working days"),
        "calendar",
        May.CALENDAR_SET,
    ),
    Card(
        CITY,
        "settings:texts",
        _("Words and texts"),
        _("What roles are called here; the lines of plates and notices"),
        "abc",
        May.TEXT_SET,
    ),
    Card(
        CITY,
        "settings:kinds",
        _("Kinds of requests"),
        _("What may be reported, what is asked about it, which steps are used"),
        "list-details",
        Work.KIND_PUBLISH,
    ),
    Card(
        CITY,
        "settings:clocks",
        _("Clocks"),
        _("How long things may take, by place and by day; quiet hours"),
        "clock",
        Work.CLOCK_PUBLISH,
    ),
    Card(
        CITY,
        "settings:companies",
        _("Companies of joint cases"),
        _("Who takes part at the joint counter, and how many working days each has"),
        "building-community",
        Work.COMPANY_CHANGE,
    ),
    Card(
        PLACES,
        "settings:hours",
        _("Hours without anybody"),
        _("The coming week, and filling it"),
        "clock",
        May.SHIFT_PLAN,
    ),
    Card(
        PLACES,
        "settings:patterns",
        _("Regular hours"),
        _("Who is there each week, and changing it for one person"),
        "calendar",
        May.SHIFT_PLAN,
    ),
    Card(
        CITY,
        "settings:aliases",
        _("Other names"),
        _("What callers call a place, to approve or refuse"),
        "map-pin",
        Coverage.ALIAS_APPROVE,
    ),
    Card(
        PLACES,
        "settings:groups",
        _("Groups of areas"),
        _("Areas of both sides that are run together"),
        "layers-intersect",
        May.GROUP_CHANGE,
    ),
    Card(
        PLACES,
        "settings:exceptions",
        _("Exceptions"),
        _("Premises that another area serves, and why"),
        "arrows-split",
        Coverage.OVERRIDE_SEE,
    ),
    Card(
        MESSAGES,
        "settings:channels",
        _("Channels"),
        _("Robots, mail and SMS: by which ways messages leave the house"),
        "send",
        Notices.CHANNEL_MANAGE,
    ),
    Card(
        MESSAGES,
        "settings:deliveries",
        _("Messages"),
        _("What went to whom, and what waits for a decision"),
        "mail",
        Notices.DELIVERY_SEE,
    ),
    Card(
        SYSTEMS,
        "settings:platform",
        _("Grid platform"),
        _("Events and registry of the government: connection, what was sent"),
        "building-community",
        Work.PLATFORM_MANAGE,
    ),
    Card(
        SYSTEMS,
        "settings:webhooks",
        _("Subscriptions (webhooks)"),
        _("Who hears of which events, signed; the log, sent again where needed"),
        "rss",
        Work.PLATFORM_MANAGE,
    ),
    Card(
        SYSTEMS,
        "settings:exchange",
        _("Registry by file"),
        _("Grids and workers out and in, after a look at what changes"),
        "file-text",
        May.POSTING_CHANGE,
    ),
    Card(
        SYSTEMS,
        "settings:event_files",
        _("Events by file"),
        _("The platform's events in, what became of them out, what was returned"),
        "file-text",
        Work.PLATFORM_MANAGE,
    ),
    Card(
        SYSTEMS,
        "settings:deltas",
        _("Nightly deliveries"),
        _("What the marketing and HR systems changed, and what waits for a word"),
        "database",
        Work.DELTA_DECIDE,
    ),
    Card(
        SYSTEMS,
        "settings:keys",
        _("Keys of other systems"),
        _("Who may ask and send, since when, last used"),
        "key",
        May.KEY_MANAGE,
    ),
)


def cards_of(person: Person) -> list[tuple[Promise, list[Card]]]:
    """The cards that this person may open, by section; sections without any are left out."""
    grants = people_queries.grants_of(person, at=clock.now())
    mine = [card for card in CARDS if grants.may(card.right)]
    found = ((words, [card for card in mine if card.section == section]) for section, words in SECTIONS)
    return [(words, cards) for words, cards in found if cards]


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """What this person may set, as cards."""
    assert request.user.is_authenticated
    sections = cards_of(request.user)
    if not sections:
        raise NotAllowed(str(_("Your role may not do this here. Ask your leader if you need it.")))
    return render(request, "settings/hub.html", {"sections": sections})
