"""The companies of joint cases on screen: the list with a form for a new one, and one company."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import queries as people_queries
from twingrid.people import unit_queries
from twingrid.people.queries import Person
from twingrid.web.settings.company_forms import CompanyForm, NewCompanyForm
from twingrid.work import actions as work_actions
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import joint as joint_queries

READ_WRITE = ["GET", "HEAD", "POST"]


def _setter(request: HttpRequest) -> Person:
    assert request.user.is_authenticated
    people_queries.require(request.user, May.COMPANY_CHANGE, at=clock.now())
    return request.user


def _units() -> list[tuple[int, str]]:
    """The units on the side of the partner companies."""
    tree = unit_queries.unit_tree(on=clock.today(clock.now()))
    return [(leaf.unit.pk, leaf.unit.name) for leaf in tree if leaf.unit.side == "partner"]


@require_http_methods(READ_WRITE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Every company in the order in which the counter offers them, and a form for a new one."""
    by = _setter(request)
    form = NewCompanyForm(request.POST or None, units=_units(), initial={"days": 5, "place": 0, "active": True})
    if request.method == "POST" and form.is_valid():
        try:
            work_actions.make_company(code=form.cleaned_data["code"], given=form.given(), by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("The company is entered; the counter offers it."))
            return redirect("settings:companies")
    context = {"rows": joint_queries.companies(active=False), "form": form}
    return render(request, "settings/companies.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_WRITE)
@never_cache
def page(request: HttpRequest, code: str) -> HttpResponse:
    """One company: its name, its unit, what it needs, how many working days it has."""
    by = _setter(request)
    company = next((one for one in joint_queries.companies(active=False) if one.code == code), None)
    if company is None:
        raise NotFound(_("There is no such company. Open the list again."))
    first = {name: getattr(company, name) for name in ("name", "service", "needs", "days", "place", "active")}
    form = CompanyForm(request.POST or None, units=_units(), initial={**first, "unit": company.unit_id or ""})
    if request.method == "POST" and form.is_valid():
        try:
            work_actions.change_company(code=code, given=form.given(), by=by, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("settings:companies")
    context = {"company": company, "form": form}
    return render(request, "settings/company.html", context, status=422 if form.errors else 200)
