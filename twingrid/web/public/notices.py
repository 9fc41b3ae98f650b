"""Notices for everybody, and being told of them: SMS or mail after a confirmation, calendar and feed without one."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from twingrid.cities.addresses import public_base
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.notices.actions import subscribing
from twingrid.notices.composing import SubscriptionKind
from twingrid.notices.queries import open_notices as open_queries
from twingrid.territory import queries as territory_queries
from twingrid.web.public import limits
from twingrid.web.shell.opening import open_to_all


class SubscribeForm(forms.Form):
    """By which way, where to, and which stairwell."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How shall we tell you?"), choices=SubscriptionKind.choices, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label=gettext_lazy("Mobile number or mail address"),
        max_length=120,
        help_text=gettext_lazy("Used for these notices only. Erased as soon as you stop."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Which stairwell?"), required=False)

    def __init__(self, *args: object, units: list[str], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]  # Django's own
        if settings.DEMO:
            shown = _("In the demo: 10012345678, a number that nobody has.")
            self.fields["address"].help_text = f"{self.fields['address'].help_text} {shown}"
        whole = [("", _("The whole building"))]
        self.fields["unit"].choices = whole + [(unit, unit) for unit in units]  # type: ignore[attr-defined]  # a choice


@require_safe
@open_to_all
def listing(request: HttpRequest) -> HttpResponse:
    """What is told at present."""
    return render(request, "public/notices.html", {"notices": open_queries.open_notices(at=clock.now())})


@require_safe
@open_to_all
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """One notice and the homes it is about."""
    return render(request, "public/notice.html", {"one": open_queries.open_notice(number, at=clock.now())})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
@never_cache
def subscribe(request: HttpRequest, building_id: int) -> HttpResponse:
    """Ask to be told of a building; nothing comes before the link in the message was followed."""
    row = territory_queries.building(building_id)
    if row is None:
        raise NotFound(_("This building is not known here. Search for it by its estate and number."))
    units = list(row.units)
    form = SubscribeForm(
        request.POST or None, units=units, initial={"kind": "sms", "unit": request.GET.get("unit", "")}
    )
    status = 200
    if request.method == "POST":
        limits.count_search(request)
        status = 422
        if form.is_valid():
            try:
                link = f"{public_base()}{reverse('public:told', args=('TOKEN',))}".replace("TOKEN", "{token}")
                given = form.cleaned_data | {"building_id": building_id, "link": link}
                found = subscribing.subscribe(at=clock.now(), **given)
            except BadInput as error:
                form.add_error(error.field if error.field in form.fields else None, error.sentence)
            except Refused as error:
                form.add_error(None, error.sentence)
            else:
                return render(request, "public/asked.html", {"place": row, "hint": found.address_hint})
    context = {"form": form, "place": row, "base": public_base()}
    return render(request, "public/subscribe.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
@never_cache
@csrf_exempt  # a mail program's one-click stop (RFC 8058) knows no token of ours; the link itself is the secret
def told(request: HttpRequest, token: str) -> HttpResponse:
    """The private link of a subscription: confirm it, stop it. A mail program's one-click stop posts here too."""
    if request.method == "POST":
        if request.POST.get("act") == "confirm":
            subscribing.confirm_subscription(token=token, at=clock.now())
        else:
            subscribing.stop_subscription(token=token, at=clock.now())
        return redirect("public:told", token=token)
    return render(request, "public/told.html", {"one": open_queries.subscription(token)})
