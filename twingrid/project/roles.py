"""Which role holds which right: the whole answer, on one page.

A posting with an area holds its rights for that area, one without an area for the whole city.
"""

from twingrid.coverage.permissions import CoveragePermission as Coverage
from twingrid.notices.permissions import NoticesPermission as Notices
from twingrid.outages.permissions import OutagePermission as Outage
from twingrid.people.choices import Role
from twingrid.people.permissions import PeoplePermission as People
from twingrid.supply.permissions import SupplyPermission as Supply
from twingrid.work.permissions import WorkPermission as Work

# Requests: those who see and tell, those who go, those who decide who goes, those who hear whether it is solved.
_TELL = {Work.TICKET_SEE, Work.TICKET_REPORT, Work.TICKET_REMARK}
_GO = {
    *_TELL,
    Work.REPORTER_SEE,
    Work.TICKET_AMEND,
    Work.TICKET_ACCEPT,
    Work.TICKET_DEPART,
    Work.TICKET_ARRIVE,
    Work.TICKET_ANSWER,
    Work.TICKET_RESOLVE,
    Work.TICKET_RETURN,
    Work.TICKET_PAUSE,
    Work.TICKET_RESUME,
    Work.TICKET_CLEAR,
    Work.TICKET_REPLY,
}
# Hazards: those who come by tell of them, those who handle them, those who look again.
_FIND = {Work.HAZARD_SEE, Work.HAZARD_FIND}
_MEND = {*_FIND, Work.HAZARD_GRADE, Work.HAZARD_NOTIFY, Work.HAZARD_REMOVE, Work.HAZARD_INSPECT}
# Matters and projects: those who know of them; those of either side who talk, agree and do their own steps; those who
# do the work; those who answer for it.
_HEED = {Work.MATTER_SEE, Work.PROJECT_SEE, Work.CASE_LINK}
_TALK = {*_HEED, Work.MATTER_OPEN, Work.MATTER_TALK, Work.STEP_ADD, Work.STEP_DO}
_WORK = {*_TALK, Work.MATTER_START, Work.MATTER_FINISH, Work.PROJECT_COUNT}
_ANSWER = {Work.MATTER_CLOSE, Work.MATTER_REOPEN, Work.MATTER_CANCEL, Work.PROJECT_CLOSE}
_BUILD = {*_WORK, *_ANSWER, Work.PROJECT_MAKE, Work.PROJECT_RUN}
# Joint cases (water, power, gas, heat): those who take them in and see them through; a company does its own legs only.
_RECEIVE = {Work.JOINT_SEE, Work.JOINT_OPEN, Work.JOINT_CLOSE, Work.JOINT_CANCEL, Work.LEG_SEND}
_DO_LEG = {Work.JOINT_SEE, Work.LEG_DO}
# Hours, numbers and pairs of other people.
_PLAN = {People.SHIFT_PLAN, People.CONTACT_VERIFY, People.PAIRING_PROPOSE}
# How a city is set up: its units, who is invited, its calendar, its words, its kinds of requests, its groups of areas.
_SET = {
    People.UNIT_CHANGE,
    People.USER_INVITE,
    People.CALENDAR_SET,
    People.TEXT_SET,
    People.GROUP_CHANGE,
    Work.KIND_PUBLISH,
    Work.CLOCK_PUBLISH,
    Work.COMPANY_CHANGE,
    Work.RETENTION_SET,
}
# Contact plates: on one's own wall, and for everybody's.
_HANG = {Coverage.PLATE_SEE, Coverage.PLATE_REPLACE}
_PRINT = {*_HANG, Coverage.PLATE_PRINT}
# Figures and the statement of coverage.
_SEE = {Work.FIGURES_SEE, Coverage.STATEMENT_SEE, Coverage.OVERRIDE_SEE}
# Messages out: the log of what went to whom, and what to do when nobody knows whether it arrived.
_SETTLE = {Notices.DELIVERY_SEE, Notices.DELIVERY_SETTLE, Notices.ADDRESS_SEE}
# What passes between us and other systems.
_EXCHANGE = {Work.PLATFORM_MANAGE, Work.DELTA_DECIDE, Work.DELTA_PUSH}
# Exceptions to the areas: leaders propose, the city decides.
_EXCEPT = {Coverage.OVERRIDE_GRANT, Coverage.OVERRIDE_REFUSE, Coverage.OVERRIDE_END}
_DECIDE = {
    Work.TICKET_LOCATE,
    Work.TICKET_REASSIGN,
    Work.TICKET_CANCEL,
    Work.TICKET_JOIN,
    Work.TICKET_ATTACH,
    Work.TICKET_DETACH,
}
_HEAR = {Work.REPORTER_SEE, Work.TICKET_AMEND, Work.TICKET_CLOSE, Work.TICKET_REOPEN, Work.TICKET_REPLY}
# Outages: those who answer people know of them, those who lead enter them and say when the electricity is back.
_OFF = {
    Outage.OUTAGE_SEE,
    Outage.OUTAGE_MAKE,
    Outage.OUTAGE_ANNOUNCE,
    Outage.OUTAGE_START,
    Outage.OUTAGE_REVISE,
    Outage.OUTAGE_RESTORE,
    Outage.OUTAGE_CLOSE,
    Outage.OUTAGE_CANCEL,
    Outage.FREQUENT_SEE,
    Outage.CUSTOMER_SEE,
}
# Notices and groups: those who read and post, those who write, those who answer for what goes out.
_POST = {Notices.NOTICE_SEE, Notices.GROUP_SEE, Notices.GROUP_POST}
_WRITE = {*_POST, Notices.NOTICE_WRITE, Notices.GROUP_MANAGE, Notices.CALL_ANSWER}
_VOUCH = {*_POST, Notices.NOTICE_APPROVE, Notices.NOTICE_ACCEPT, Notices.CALL_ANSWER}
_KNOW = {Outage.OUTAGE_SEE, Outage.FREQUENT_SEE}
_LEAD = {*_GO, *_DECIDE, *_HEAR, Work.TICKET_TAKE_OVER, Work.TICKET_CORRECT, *_SEE}

RIGHTS: dict[str, frozenset[str]] = {
    Role.POWER_WORKER: frozenset(
        {
            People.CONTACT_SEE,
            People.ABSENCE_RECORD,
            People.PAIRING_CONFIRM,
            *_GO,
            *_MEND,
            *_WORK,
            *_DO_LEG,
            *_HANG,
            Outage.OUTAGE_SEE,
            *_POST,
            Notices.CALL_ANSWER,
        }
    ),
    Role.POWER_LEADER: frozenset(
        {
            Coverage.OVERRIDE_PROPOSE,
            People.POSTING_SEE,
            People.CONTACT_SEE,
            People.ABSENCE_RECORD,
            *_PLAN,
            *_LEAD,
            *_MEND,
            *_BUILD,
            *_RECEIVE,
            *_DO_LEG,
            Work.HAZARD_CANCEL,
            *_PRINT,
            *_OFF,
            *_WRITE,
            *_VOUCH,
        }
    ),
    Role.ACCOUNTABLE_LEAD: frozenset(
        {
            People.POSTING_SEE,
            People.CONTACT_SEE,
            *_TELL,
            *_HEAR,
            Work.TICKET_REASSIGN,
            Work.HAZARD_SEE,
            Work.HAZARD_INSPECT,
            *_HEED,
            *_ANSWER,
            *(_RECEIVE - {Work.JOINT_OPEN}),
            *_SEE,
            Coverage.PLATE_SEE,
            *_KNOW,
            *_VOUCH,
        }
    ),
    Role.COMMUNITY_WORKER: frozenset(
        {
            People.CONTACT_SEE,
            People.ABSENCE_RECORD,
            People.PAIRING_CONFIRM,
            *_TELL,
            *_FIND,
            *_TALK,
            Work.JOINT_SEE,
            *_HANG,
            Outage.OUTAGE_SEE,
            *_POST,
        }
    ),
    Role.DISPATCHER: frozenset(
        {
            Supply.CUSTOMER_FIND,
            People.POSTING_SEE,
            People.CONTACT_SEE,
            *_TELL,
            *_FIND,
            *_HEED,
            *_RECEIVE,
            Work.MATTER_OPEN,
            Work.HAZARD_CANCEL,
            *_DECIDE,
            Work.ORDER_MOVE,
            *_HEAR,
            *_SEE,
            *_SETTLE,
            Coverage.PLATE_SEE,
            *_OFF,
            *_WRITE,
            Notices.NOTICE_APPROVE,
        }
    ),
    Role.CLERK: frozenset(
        {
            Supply.CUSTOMER_FIND,
            People.CONTACT_SEE,
            *_TELL,
            *_FIND,
            *_HEED,
            *_RECEIVE,
            Outage.OUTAGE_SEE,
            Notices.NOTICE_SEE,
            Notices.GROUP_SEE,
        }
    ),
    Role.MANAGER: frozenset(
        {
            People.POSTING_SEE,
            Work.TICKET_SEE,
            Work.HAZARD_SEE,
            Work.MATTER_SEE,
            Work.PROJECT_SEE,
            Work.JOINT_SEE,
            *_SEE,
            Notices.DELIVERY_SEE,
            Notices.NOTICE_SEE,
            Notices.GROUP_SEE,
            Coverage.PLATE_SEE,
            *_KNOW,
            Outage.FREQUENT_CHOOSE,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Coverage.ALIAS_APPROVE,
            Coverage.ALIAS_REFUSE,
            People.POSTING_SEE,
            People.POSTING_CHANGE,
            People.KEY_MANAGE,
            Notices.CHANNEL_MANAGE,
            Notices.DELIVERY_SEE,
            Notices.DELIVERY_SETTLE,
            *_EXCHANGE,
            *_SET,
            Notices.GROUP_SEE,
            Notices.GROUP_MANAGE,
            Notices.NOTICE_SEE,
            *_PLAN,
            *_EXCEPT,
            *_SEE,
            *_PRINT,
        }
    ),
    Role.PARTNER: frozenset({Work.LEG_DO}),
}

# Who signs in with a second factor in production: those who see a whole city or move other people's work.
SECOND_FACTOR: frozenset[str] = frozenset(
    {Role.DISPATCHER, Role.POWER_LEADER, Role.ACCOUNTABLE_LEAD, Role.MANAGER, Role.ADMINISTRATOR}
)

# What the key of another system may be made for.
_EVENTS = {Work.TICKET_SEE, Work.TICKET_REPORT, Work.TICKET_REOPEN, Work.ORDER_MOVE}
# It writes for whoever holds the request, as a leader may; that is what taking over means here.
_MOVES = {
    Work.TICKET_SEE,
    Work.TICKET_ACCEPT,
    Work.TICKET_DEPART,
    Work.TICKET_ARRIVE,
    Work.TICKET_ANSWER,
    Work.TICKET_RESOLVE,
    Work.TICKET_RETURN,
    Work.TICKET_REASSIGN,
    Work.TICKET_TAKE_OVER,
    Work.TICKET_CLOSE,
    Work.TICKET_REOPEN,
}
KEY_RIGHTS: dict[str, frozenset[str]] = {
    "coverage": frozenset({Coverage.STATEMENT_SEE}),
    "registry": frozenset({People.POSTING_SEE}),
    "registry-change": frozenset({People.POSTING_SEE, People.POSTING_CHANGE}),
    "deliveries": frozenset({Work.DELTA_PUSH}),
    "events": frozenset(_EVENTS),
    "joint": frozenset({Work.LEG_DO}),
    "open311": frozenset({Work.TICKET_SEE, Work.TICKET_REPORT}),
    "requests": frozenset({Work.TICKET_SEE, Work.TICKET_REPORT}),
    "requests-move": frozenset(_MOVES),
    "hazards": frozenset(
        {Work.HAZARD_SEE, Work.HAZARD_FIND, Work.HAZARD_GRADE, Work.HAZARD_NOTIFY, Work.HAZARD_REMOVE}
        | {Work.HAZARD_INSPECT}
    ),
    "personal": frozenset({Work.REPORTER_SEE}),
    "outages": frozenset(_OFF - {Outage.CUSTOMER_SEE, Outage.FREQUENT_SEE}),
}
