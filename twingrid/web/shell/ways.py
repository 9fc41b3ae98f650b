"""The ways from one staff page to the others, as far as a person may go."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from twingrid.coverage.permissions import CoveragePermission
from twingrid.notices.permissions import NoticesPermission
from twingrid.outages.permissions import OutagePermission
from twingrid.people import queries as people_queries
from twingrid.people.permissions import PeoplePermission
from twingrid.people.queries import Person
from twingrid.web.shell import cards
from twingrid.work.permissions import WorkPermission


def ways_of(person: Person, *, at: datetime) -> list[cards.Tab]:
    """Coverage, hours, plates, notices and settings: those that this person may open."""
    grants = people_queries.grants_of(person, at=at)
    places = (
        (CoveragePermission.STATEMENT_SEE, _("Coverage"), "shield-check", "dashboard:coverage"),
        (PeoplePermission.SHIFT_PLAN, _("Hours"), "clock", "settings:hours"),
        (PeoplePermission.PAIRING_PROPOSE, _("Pairs"), "users-group", "leader:pairs"),
        (PeoplePermission.CONTACT_VERIFY, _("Numbers"), "phone", "leader:numbers"),
        (WorkPermission.TICKET_SEE, _("Lists"), "list-details", "workbench:filtered"),
        (WorkPermission.HAZARD_SEE, _("Hazards"), "alert-triangle", "workbench:hazards"),
        (WorkPermission.MATTER_SEE, _("Coordination"), "heart-handshake", "workbench:matters"),
        (WorkPermission.JOINT_SEE, _("Joint cases"), "receipt", "counter:cases"),
        (OutagePermission.OUTAGE_SEE, _("Outages"), "bolt-off", "outages:page"),
        (CoveragePermission.PLATE_SEE, _("Plates"), "qrcode", "plates:page"),
        (NoticesPermission.NOTICE_SEE, _("Notices"), "speakerphone", "composer:page"),
        (NoticesPermission.GROUP_SEE, _("Groups"), "message-circle", "groups:page"),
        (PeoplePermission.POSTING_SEE, _("Settings"), "settings", "settings:hub"),
    )
    return [
        cards.Tab(words=words, icon=icon, href=reverse(name))
        for right, words, icon, name in places
        if grants.may(right)
    ]
