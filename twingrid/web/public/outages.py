"""Present and planned outages in residents' words, and "that's mine too"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, NotFound, TooMany
from twingrid.outages import queries as outage_queries
from twingrid.outages.queries import Known
from twingrid.territory import queries as territory_queries
from twingrid.web.public.forms import CallerForm
from twingrid.web.shell import known
from twingrid.web.shell.opening import open_to_all
from twingrid.work import actions as work_actions
from twingrid.work.choices import Channel

SHOWN = 40


@require_safe
@open_to_all
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """What is off now and what is planned: estates, buildings and stairwells, no equipment."""
    at = clock.now()
    present, planned = outage_queries.present_outages(public=True), outage_queries.expected(at=at, public=True)
    places = outage_queries.estates_of([one.id for one in (*present, *planned)[:SHOWN]])
    lists = [(present, _("Off now")), (planned, _("Planned"))]
    context = {
        "lists": [(words, [(one, known.card(one, at=at), places.get(one.id, ())) for one in some[:SHOWN]], len(some))
                  for some, words in lists],
        "at": at,
    }  # fmt: skip
    return render(request, "public/outages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
@never_cache
def mine_too(request: HttpRequest, number: str, building_id: int) -> HttpResponse:
    """One of the many: a telephone number, and nobody has to be sent."""
    at = clock.now()
    place = territory_queries.building(building_id)
    found = next(
        (one for one in outage_queries.known_at(building_id, at=at, public=True) if one.number == number), None
    )
    if place is None or found is None:
        raise NotFound(_("This outage is over or does not reach this building. Report it if the electricity is off."))
    form = CallerForm(request.POST or None, initial={"intake_key": tokens.token(), "unit": request.GET.get("unit", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ticket = work_actions.report_caller(
                report=work_actions.Report(
                    channel=Channel.PAGE,
                    kind="no_power",
                    intake_key=said["intake_key"],
                    building_id=building_id,
                    unit=said["unit"],
                    phone=said["phone"],
                    address=request.META.get("REMOTE_ADDR", ""),
                ),
                outage=number,
                by=None,
                at=at,
            )
        except (BadInput, TooMany) as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return redirect("public:request", token=ticket.token)
    return _mine_too(request, form, found, place.label)


def _mine_too(request: HttpRequest, form: CallerForm, found: Known, label: str) -> HttpResponse:
    context = {"form": form, "label": label, "card": known.card(found, at=clock.now())}
    return render(request, "public/mine_too.html", context, status=422 if form.is_bound else 200)
