"""Channels on screen: how each fares, making and changing one, trying it. A secret is typed in and never shown."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.notices import actions as notices_actions
from twingrid.notices import queries as notices_queries
from twingrid.notices.choices import ChannelKind
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.settings.channel_forms import ChannelForm

SIGNS = {
    "wecom": "message-circle",
    "dingtalk": "message-circle",
    "feishu": "message-circle",
    "mail": "mail",
    "sms": "message",
    "webhook": "link",
}
# State of a channel → the look of a state that everybody knows.
LOOKS = {"on": "resolved", "off": "paused", "faulty": "late"}


@dataclass(frozen=True, slots=True)
class Row:
    """A channel with how it looks."""

    line: notices_queries.ChannelLine
    icon: str
    look: str
    trouble: str


def _manager(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.CHANNEL_MANAGE, at=clock.now())
    return request.user


@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Every channel: whether it carries, how much of its budget is used, what waits, its last trouble."""
    _manager(request)
    rows = [
        Row(line, SIGNS[line.kind], LOOKS[line.state], notices_queries.sentence_of(line.last_code))
        for line in notices_queries.channel_lines(at=clock.now())
    ]
    return render(request, "settings/channels.html", {"rows": rows, "kinds": ChannelKind.choices})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Make a channel of a kind."""
    manager = _manager(request)
    if kind not in ChannelKind.values:
        raise NotFound(_("There is no such kind of channel. Choose one from the list."))
    form = ChannelForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            channel = notices_actions.make_channel(kind=kind, said=form.said(), by=manager, at=clock.now())
        except (BadInput, Refused) as trouble:
            form.tell(trouble)
        else:
            messages.success(request, _("Made. Send a test message to see that it arrives."))
            return redirect("settings:channel", channel_id=channel.pk)
    context = {"form": form, "kind": kind, "kind_words": ChannelKind(kind).label, "line": None}
    return render(request, "settings/channel.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, channel_id: int) -> HttpResponse:
    """One channel: change it, switch it on or off, try it."""
    manager = _manager(request)
    channel = notices_queries.channel_or_none(channel_id)
    if channel is None:
        raise NotFound(_("There is no such channel. Open the list of channels and choose one."))
    form = ChannelForm(request.POST or None, kind=channel.kind, channel=channel)
    if request.method == "POST" and form.is_valid():
        try:
            notices_actions.change_channel(channel_id=channel_id, said=form.said(), by=manager, at=clock.now())
        except (BadInput, Refused) as trouble:
            form.tell(trouble)
        else:
            messages.success(request, _("Changed."))
            return redirect("settings:channel", channel_id=channel_id)
    line = next(line for line in notices_queries.channel_lines(at=clock.now()) if line.id == channel_id)
    context: dict[str, Any] = {
        "form": form,
        "kind": channel.kind,
        "kind_words": line.kind_words,
        "line": line,
        "badge": LOOKS[line.state],
        "trouble": notices_queries.sentence_of(line.last_code),
        "needs_address": notices_queries.limits_of(channel.kind).needs_address,
    }
    return render(request, "settings/channel.html", context, status=422 if form.errors else 200)


@require_POST
def state(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Switch a channel on or off."""
    on = request.POST.get("on") == "1"
    notices_actions.set_channel_state(channel_id=channel_id, on=on, by=_manager(request), at=clock.now())
    messages.success(request, _("On: what waits goes out now.") if on else _("Off: what comes waits."))
    return redirect("settings:channel", channel_id=channel_id)


@require_POST
def test(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Send a test message and follow it."""
    delivery = notices_actions.send_test(
        channel_id=channel_id, address=request.POST.get("address", ""), by=_manager(request), at=clock.now()
    )
    messages.success(request, _("The test message is on its way. Its state is shown here."))
    return redirect("settings:delivery", delivery_id=delivery.pk)
