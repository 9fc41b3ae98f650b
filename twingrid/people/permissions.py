"""Rights over people."""

from enum import StrEnum


class PeoplePermission(StrEnum):
    """Rights that this app declares; roles get them in project/roles.py."""

    POSTING_SEE = "people.posting.see"
    POSTING_CHANGE = "people.posting.change"
    CONTACT_SEE = "people.contact.see"
    ABSENCE_RECORD = "people.absence.record"
    SHIFT_PLAN = "people.shift.plan"
    PAIRING_CONFIRM = "people.pairing.confirm"
    PAIRING_PROPOSE = "people.pairing.propose"
    CONTACT_VERIFY = "people.contact.verify"
    KEY_MANAGE = "people.key.manage"
    UNIT_CHANGE = "people.unit.change"
    USER_INVITE = "people.user.invite"
    CALENDAR_SET = "people.calendar.set"
    TEXT_SET = "people.text.set"
    GROUP_CHANGE = "people.group.change"
