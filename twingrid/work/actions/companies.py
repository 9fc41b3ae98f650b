"""The companies that take part in joint cases: a city's own list, changed on its settings page."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people import queries as people_queries
from twingrid.people.choices import Side
from twingrid.people.models import Unit, User
from twingrid.work.actions.steps import choice
from twingrid.work.models import Company, Service
from twingrid.work.permissions import WorkPermission as May


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyIn:
    """A company as it is written down; see `Company`. `unit_id` None: our own company."""

    name: str
    service: str
    unit_id: int | None = None
    needs: str = ""
    days: int = 5
    place: int = 0
    active: bool = True


@transaction.atomic
def make_company(*, code: str, given: CompanyIn, by: User | None, at: datetime) -> Company:
    """Add a company (`by` None: whoever runs the machine). The same code again gives the one there is."""
    if by is not None:
        people_queries.require(by, May.COMPANY_CHANGE, at=at)
    known = Company.objects.filter(code=code).first()
    if known is not None:
        return known
    if slugify(code) != code or not 0 < len(code) <= 9:
        raise BadInput(_("A system's short name has at most 9 lower-case letters or digits."), field="code")
    company = Company.objects.create(code=code, **_checked(given, company_id=None))
    journal_actions.record("work.company.made", company, by=by, at=at)
    return company


@transaction.atomic
def change_company(*, code: str, given: CompanyIn, by: User, at: datetime) -> Company:
    """Change a company; its open legs keep the day they have. Safe to repeat."""
    people_queries.require(by, May.COMPANY_CHANGE, at=at)
    company = Company.objects.select_for_update(of=("self",)).filter(code=code).first()
    if company is None:
        raise NotFound(_("There is no such company. Open the list again."))
    wanted = _checked(given, company_id=company.pk)
    if all(getattr(company, name) == value for name, value in wanted.items()):
        return company
    for name, value in wanted.items():
        setattr(company, name, value)
    company.save()
    journal_actions.record("work.company.changed", company, by=by, at=at)
    return company


def _checked(given: CompanyIn, *, company_id: int | None) -> dict[str, object]:
    others = Company.objects.exclude(pk=company_id) if company_id is not None else Company.objects.all()
    name = given.name.strip()
    if not name or len(name) > 40:
        raise BadInput(_("Give the company a name of at most 40 characters."), field="name")
    if others.filter(name=name).exists():
        raise BadInput(_("There is a company of this name already. Choose another name."), field="name")
    choice(given.service, Service, field="service")
    if not 1 <= given.days <= 365:
        raise BadInput(_("Write how many working days it has: 1 to 365."), field="days")
    if given.unit_id is not None:
        if not Unit.objects.filter(pk=given.unit_id, side=Side.PARTNER).exists():
            raise BadInput(_("Choose a unit on the side of the partner companies."), field="unit")
        if others.filter(unit_id=given.unit_id).exists():
            raise BadInput(_("This unit stands for another company already."), field="unit")
    return {**asdict(given), "name": name, "needs": given.needs.strip()[:200]}
