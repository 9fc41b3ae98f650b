"""The leader's page: what is late, what soon will be, what nobody has taken, and who has how much."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import NotAllowed
from twingrid.people import duty_queries
from twingrid.people import queries as people_queries
from twingrid.people.permissions import PeoplePermission
from twingrid.people.queries import Person
from twingrid.web.leader import cover
from twingrid.web.shell import cards, mapping, rows, ways
from twingrid.web.workbench import cases, hazards
from twingrid.work import queries as work_queries
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import hazards as hazard_queries
from twingrid.work.queries import matters as matter_queries

SHOWN = 50


def leader_of(request: HttpRequest) -> Person:
    """The person of the request, if they may give a request to somebody else; else `NotAllowed`."""
    assert request.user.is_authenticated
    if not people_queries.grants_of(request.user, at=clock.now()).may(May.TICKET_REASSIGN):
        raise NotAllowed(_("This page is for leaders and accountable leads. Your own work is on your first page."))
    return request.user


def _absences(user: Person, board: work_queries.LeaderBoard, *, at: datetime) -> list[duty_queries.AbsenceRow]:
    """Who is away now, of those who hold something here and of those posted in the leader's areas."""
    areas = people_queries.grants_of(user, at=at).areas_by_right.get(PeoplePermission.ABSENCE_RECORD, frozenset())
    return duty_queries.absences_in(areas, [load.holder_id for load in board.load], at=at)


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Five figures, the lists behind them, the people, the map."""
    user = leader_of(request)
    at = clock.now()
    board = work_queries.leader_board(user, at=at)
    absences = _absences(user, board, at=at)
    lists = [
        *([("pressed", _("The hotline presses"), board.pressed)] if board.pressed else []),
        ("late", _("Late"), board.late),
        ("nobody", _("Not accepted by anybody"), board.nobody_accepted),
        ("soon", _("Late soon"), board.soon_late),
        ("returned", _("Returned to you"), board.returned),
        ("call_back", _("To call back"), board.to_call_back),
    ]
    context = {
        "figures": [
            cards.Figure(label=words, value=len(lines), href=f"#{key}" if lines else "") for key, words, lines in lists
        ],
        "hazards": [hazards.row(line, at=at) for line in hazard_queries.late_hazards(user, at=at)[:SHOWN]],
        "matters": [cases.row(line, at=at) for line in matter_queries.late_cases(user, "matter", at=at)[:SHOWN]],
        "steps": [cases.step_row(one, at=at) for one in matter_queries.wrong_steps(user, at=at)[:SHOWN]],
        "lists": [(key, words, rows.rows(lines[:SHOWN], at=at), len(lines)) for key, words, lines in lists],
        "open": board.open,
        "loads": board.load,
        "most": max((load.open for load in board.load), default=1),
        "away": {a.user_id for a in absences},
        "absences": absences,
        "props": mapping.map_props(areas_url=reverse("public:areas"), requests_url=reverse("workbench:markers")),
        "cover": cover.cover_lines(user, at=at),
        "may_record": people_queries.grants_of(user, at=at).may(PeoplePermission.ABSENCE_RECORD),
        "shown": SHOWN,
        "ways": ways.ways_of(user, at=at),
    }
    return render(request, "leader/page.html", context)
