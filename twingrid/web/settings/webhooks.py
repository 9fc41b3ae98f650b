"""Subscriptions of other systems on screen: made, changed, their secret replaced; the log, and sending again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, Refused
from twingrid.web.settings.exchange_forms import ReplayForm, WebhookChangeForm, WebhookForm
from twingrid.web.settings.platform import manager_of
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries

SHOWN = 50
SHOWS = ("", "person", "waiting", "sent")


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The subscriptions, making one, and what was sent."""
    manager_of(request)
    return _page(request)


def _page(
    request: HttpRequest,
    *,
    form: WebhookForm | None = None,
    changing: tuple[int, WebhookChangeForm] | None = None,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    lines = []
    for one in work_queries.webhooks():
        first = {"url": one.url, "events": list(one.events), "active": one.active}
        bound = changing[1] if changing is not None and changing[0] == one.id else None
        lines.append((one, bound or WebhookChangeForm(initial=first, auto_id=f"id_{one.id}_%s")))
    show = request.GET.get("show", "")
    context: dict[str, Any] = {
        "lines": lines,
        "form": form or WebhookForm(),
        "secret": secret,
        "show": show if show in SHOWS else "",
        "tabs": [("", _("All")), ("person", _("For a person")), ("waiting", _("Waiting")), ("sent", _("Sent"))],
        "log": work_queries.deliveries(state=show if show in SHOWS else "", limit=SHOWN),
    }
    return render(request, "settings/webhooks.html", context, status=status)


@require_POST
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Make a subscription; this answer is the only one that shows its secret."""
    manager = manager_of(request)
    form = WebhookForm(request.POST)
    if form.is_valid():
        try:
            _made, secret = work_actions.make_webhook(by=manager, at=clock.now(), **form.cleaned_data)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        except Refused as error:
            form.add_error("name", error.sentence)
        else:
            return _page(request, secret=secret)
    return _page(request, form=form, status=422)


@require_POST
def change(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Another address, other events, on or off."""
    manager = manager_of(request)
    form = WebhookChangeForm(request.POST, auto_id=f"id_{webhook_id}_%s")
    if form.is_valid():
        try:
            work_actions.change_webhook(webhook_id=webhook_id, by=manager, at=clock.now(), **form.cleaned_data)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Kept."))
            return redirect("settings:webhooks")
    return _page(request, changing=(webhook_id, form), status=422)


@require_POST
@never_cache
def rotate(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Replace the secret; this answer is the only one that shows the new one."""
    secret = work_actions.rotate_webhook(webhook_id=webhook_id, by=manager_of(request), at=clock.now())
    return _page(request, secret=secret)


@require_POST
def replay(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Send one message again, or all of a time."""
    manager = manager_of(request)
    form = ReplayForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    n = work_actions.replay_deliveries(
        webhook_id=webhook_id,
        delivery_id=said.get("delivery"),
        since=said.get("since"),
        until=said.get("until"),
        by=manager,
        at=clock.now(),
    )
    messages.success(request, ngettext("{n} message is sent again.", "{n} messages are sent again.", n).format(n=n))
    return redirect("settings:webhooks")
