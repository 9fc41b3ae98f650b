"""What is missing in the leader's areas: as words on the morning page, and the lists behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.coverage import plate_counts, team_queries
from twingrid.coverage.permissions import CoveragePermission
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people import duty_queries
from twingrid.people import queries as people_queries
from twingrid.people.actions import numbers as number_actions
from twingrid.people.actions import pairing as pairing_actions
from twingrid.people.duty_queries import ContactRow
from twingrid.people.permissions import PeoplePermission as May
from twingrid.people.queries import Person

LACK_WORDS = {
    "gap.community": gettext_lazy("customers in no community grid"),
    "gap.power": gettext_lazy("customers in no power service area"),
    "overlap.community": gettext_lazy("customers claimed by several community grids"),
    "overlap.power": gettext_lazy("customers claimed by several power service areas"),
    "nobody.community": gettext_lazy("community grids without anybody posted"),
    "nobody.power": gettext_lazy("power service areas without anybody posted"),
    "no_deputy.community": gettext_lazy("community grids without a deputy"),
    "no_deputy.power": gettext_lazy("power service areas without a deputy"),
    "no_shift.community": gettext_lazy("community grids with hours that nobody answers"),
    "no_shift.power": gettext_lazy("power service areas with hours that nobody answers"),
    "stale.community": gettext_lazy("community grids with a number not verified for 90 days"),
    "stale.power": gettext_lazy("power service areas with a number not verified for 90 days"),
    "not_paired": gettext_lazy("neighbouring pairs not confirmed by both"),
}


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A count in words and the list behind it."""

    n: int
    words: str
    href: str


def cover_lines(user: Person, *, at: datetime) -> list[CoverLine]:
    """What is missing today in the areas of a leader, with the way to mend it; absences and doubted numbers too."""
    grants, on = people_queries.grants_of(user, at=at), clock.today(at)
    if not grants.may(CoveragePermission.STATEMENT_SEE):
        return []
    areas = grants.areas_by_right[CoveragePermission.STATEMENT_SEE]
    lines = []
    verifies = grants.may(May.CONTACT_VERIFY)
    for lack in team_queries.lacks(on, areas=areas):
        if verifies and lack.reason.startswith("stale"):
            continue  # counted below, person by person, as the page of numbers lists them
        n = lack.customers if lack.reason.startswith(("gap", "overlap")) else lack.places
        lines.append(CoverLine(n, str(LACK_WORDS[lack.reason]), _way(lack.reason, grants)))
    if verifies:
        found = doubtful(grants.areas_by_right[May.CONTACT_VERIFY], on=on)
        counts = (
            (len(found.doubted), _("numbers failed twice: to verify")),
            (len(found.stale), _("numbers not verified for 90 days")),
            (len(found.without), _("people without a published number")),
        )
        lines += [CoverLine(n, words, reverse("leader:numbers")) for n, words in counts if n]
    if n := plate_counts.to_print_again(user, at=at):
        words = ngettext("plate to print again", "plates to print again", n)
        lines.append(CoverLine(n, words, f"{reverse('plates:page')}?standing=changed"))
    return lines


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The numbers on which some areas depend and that want a call, and the holders who have none."""

    doubted: list[ContactRow]
    stale: list[ContactRow]
    without: frozenset[int]


def doubtful(areas: frozenset[int] | None, *, on: date) -> Doubtful:
    """What is doubtful among the people of these areas and their neighbours of the other side (None: in the city)."""
    holders = team_queries.stale_holders(on, areas=areas)
    doubted, stale = duty_queries.doubtful_in(areas, on=on, also=holders)
    return Doubtful(doubted, stale, holders - {one.user_id for one in (*doubted, *stale)})


def _way(reason: str, grants: people_queries.Grants) -> str:
    if reason.startswith("no_shift") and grants.may(May.SHIFT_PLAN):
        return reverse("settings:hours")
    if reason == "not_paired" and grants.may(May.PAIRING_PROPOSE):
        return reverse("leader:pairs")
    return f"{reverse('dashboard:coverage')}?reason={reason}"


def scope(request: HttpRequest, right: May) -> tuple[Person, frozenset[int] | None, list[Person]]:
    """Who asks, the areas of the right, and the people posted there."""
    assert request.user.is_authenticated
    user, at = request.user, clock.now()
    people_queries.require(user, right, at=at)
    areas = people_queries.grants_of(user, at=at).areas_by_right[right]
    return user, areas, duty_queries.team_of(user, on=clock.today(at), areas=areas)


# --- numbers ------------------------------------------------------------------------------------------
@require_safe
@never_cache
def numbers(request: HttpRequest) -> HttpResponse:
    """Numbers that failed twice, those that nobody has verified for ninety days, and who has none at all.

    The people of the other side who share customers with one's areas are among them: one may call, they confirm.
    """
    return _numbers(request)


def _numbers(request: HttpRequest, *, wrong: tuple[int, str, str] = (0, "", ""), status: int = 200) -> HttpResponse:
    _user, areas, _team = scope(request, May.CONTACT_VERIFY)
    on = clock.today(clock.now())
    found, own = doubtful(areas, on=on), duty_queries.posted_ids(areas, on=on)
    context = {
        "doubted": [(one, own is None or one.user_id in own) for one in found.doubted],
        "stale": [(one, own is None or one.user_id in own) for one in found.stale[:200]],
        "more": max(len(found.stale) - 200, 0),
        "without": sorted(people_queries.names_of(found.without).items(), key=lambda one: one[1]),
        "wrong": wrong,
    }
    return render(request, "leader/numbers.html", context, status=status)


@require_POST
def replace_number(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Another number from today on."""
    user, _areas, _team = scope(request, May.CONTACT_VERIFY)
    said = request.POST.get("number", "")[:40]
    try:
        number_actions.replace_contact(contact_id=contact_id, number=said, by=user, at=clock.now())
    except BadInput as error:
        return _numbers(request, wrong=(contact_id, said, error.sentence), status=422)
    messages.success(request, _("Replaced. Verify it by a call; plates that show the old one are to be reprinted."))
    return redirect("leader:numbers")


# --- pairs --------------------------------------------------------------------------------------------
@require_safe
@never_cache
def pairs(request: HttpRequest) -> HttpResponse:
    """Who should be paired because they share customers, what is not confirmed or stale, and all pairs."""
    _user, areas, team = scope(request, May.PAIRING_PROPOSE)
    on = clock.today(clock.now())
    rows = duty_queries.pairings_of(None if areas is None else [one.pk for one in team], on=on)
    open_ = [row for row in rows if not duty_queries.is_confirmed(row, on=on)]
    missing = team_queries.unpaired(on, areas=areas)
    context: dict[str, Any] = {
        "missing": missing[:100],
        "more": max(len(missing) - 100, 0),
        "total": len(missing),
        "open": [(row, *duty_queries.words_missing(row, on=on)) for row in open_[:200]],
        "open_total": len(open_),
        "confirmed": [row for row in rows if row not in open_][:200],
        "confirmed_total": len(rows) - len(open_),
        "powers": duty_queries.side_people(team, "power", on=on),
        "communities": duty_queries.side_people(None, "community", on=on),
    }
    return render(request, "leader/pairs.html", context)


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Propose one pair, or (`all`) every one that shares customers."""
    user, areas, _team = scope(request, May.PAIRING_PROPOSE)
    at = clock.now()
    if request.POST.get("all"):
        wanted = [(one.power, one.community) for one in team_queries.unpaired(clock.today(at), areas=areas)]
        if not wanted:
            return redirect("leader:pairs")
    else:
        said = [request.POST.get(name, "") for name in ("power", "community")]
        if not all(text.isdigit() for text in said):
            raise BadInput(_("Choose a power person and a community person."))
        wanted = [(int(said[0]), int(said[1]))]
    made = pairing_actions.propose_pairings(pairs=wanted, by=user, at=at)
    n = len(made)
    words = ngettext("{n} pair proposed; both confirm it.", "{n} pairs proposed; both confirm them.", n).format(n=n)
    messages.success(request, words)
    return redirect("leader:pairs")


@require_POST
def end_pair(request: HttpRequest, pairing_id: int) -> HttpResponse:
    """A pair holds no more."""
    user, _areas, _team = scope(request, May.PAIRING_PROPOSE)
    pairing_actions.end_pairing(pairing_id=pairing_id, by=user, at=clock.now())
    messages.success(request, _("Ended."))
    return redirect("leader:pairs")
