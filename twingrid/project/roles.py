"""Which role holds which right: the whole answer, on one page.

A posting with an area holds its rights for that area, one without an area for the whole city.
"""

from twingrid.people.models import Role
from twingrid.people.permissions import PeoplePermission as People

RIGHTS: dict[str, frozenset[str]] = {
    Role.POWER_WORKER: frozenset({People.CONTACT_SEE, People.ABSENCE_RECORD}),
    Role.POWER_LEADER: frozenset({People.POSTING_SEE, People.CONTACT_SEE, People.ABSENCE_RECORD}),
    Role.ACCOUNTABLE_LEAD: frozenset({People.POSTING_SEE, People.CONTACT_SEE}),
    Role.COMMUNITY_WORKER: frozenset({People.CONTACT_SEE}),
    Role.DISPATCHER: frozenset({People.POSTING_SEE, People.CONTACT_SEE}),
    Role.CLERK: frozenset({People.CONTACT_SEE}),
    Role.MANAGER: frozenset({People.POSTING_SEE}),
    Role.ADMINISTRATOR: frozenset({People.POSTING_SEE, People.POSTING_CHANGE}),
}

# Who signs in with a second factor in production: those who see a whole city or move other people's work.
SECOND_FACTOR: frozenset[str] = frozenset(
    {Role.DISPATCHER, Role.POWER_LEADER, Role.ACCOUNTABLE_LEAD, Role.MANAGER, Role.ADMINISTRATOR}
)
