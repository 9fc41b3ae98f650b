"""The notices of a building (or of the city) as a calendar that a phone subscribes to, and as an Atom feed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from twingrid.cities import queries as cities_queries
from twingrid.cities.addresses import public_base
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.notices.queries import open_notices as open_queries
from twingrid.notices.queries.open_notices import OpenNotice
from twingrid.territory import queries as territory_queries
from twingrid.web.shell.opening import open_to_all

if TYPE_CHECKING:
    from icalendar import Event


def _told(building_id: int | None, unit: str, *, at: datetime) -> tuple[str, list[OpenNotice]]:
    """The title and the notices of a building, or of the whole city."""
    if building_id is None:
        return cities_queries.present_city().name, open_queries.open_notices(at=at)
    row = territory_queries.building(building_id)
    if row is None:
        raise NotFound(_("This building is not known here. Search for it by its estate and number."))
    return f"{row.label} {unit}".strip(), open_queries.notices_at(building_id, at=at, unit=unit)


@require_safe
@open_to_all
def calendar(request: HttpRequest, building_id: int | None = None) -> HttpResponse:
    """iCalendar (RFC 5545). A cancelled notice stays as a cancelled event, so that the phone takes it away."""
    from icalendar import Calendar

    at, unit = clock.now(), request.GET.get("unit", "")[:20]
    title, notices = _told(building_id, unit, at=at)
    book = Calendar()
    book.add("prodid", "-//twingrid//notices//ZH")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", _("Electricity notices: {place}").format(place=title))
    book.add("refresh-interval;value=duration", "PT1H")
    for one in notices:
        book.add_component(_event(one))
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(one: OpenNotice) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one.number}@{public_base().partition('//')[2]}")
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("sequence", one.edition - 1)
    event.add("dtstart", one.starts_at)
    event.add("dtend", one.ends_at or one.starts_at + timedelta(hours=1))
    event.add("summary", one.kind_words)
    event.add("description", one.text)
    event.add("url", public_base() + reverse("public:notice", args=(one.number,)))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    return event


@require_safe
@open_to_all
def atom(request: HttpRequest, building_id: int | None = None) -> HttpResponse:
    """Atom (RFC 4287), newest words first."""
    at, unit = clock.now(), request.GET.get("unit", "")[:20]
    title, notices = _told(building_id, unit, at=at)
    base = public_base()
    feed = Atom1Feed(
        title=_("Electricity notices: {place}").format(place=title),
        link=f"{base}{reverse('public:notices')}",
        feed_url=f"{base}{request.path}",
        description="",
        language=request.LANGUAGE_CODE,
    )
    for one in sorted(notices, key=lambda one: one.changed_at, reverse=True):
        feed.add_item(
            title=one.kind_words,
            link=base + reverse("public:notice", args=(one.number,)),
            description=one.text,
            unique_id=f"{base}{reverse('public:notice', args=(one.number,))}",
            pubdate=one.published_at,
            updateddate=one.changed_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
