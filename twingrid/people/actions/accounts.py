"""Accounts: who may sign in, and a second factor that was lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.people.permissions import PeoplePermission as May


def has_second_factor(user: User) -> bool:
    """Whether the person has set up a second factor."""
    return bool(Authenticator.objects.filter(user=user).exists())


@transaction.atomic
def set_active(*, user_id: int, active: bool, by: User, at: datetime) -> User:
    """Let a person sign in, or end every session of theirs and refuse the next sign-in. Nobody locks themselves out."""
    person = _person(user_id, by=by, at=at)
    if person.pk == by.pk:
        raise Refused(_("You cannot lock yourself out. Ask another administrator."))
    if person.is_active == active:
        return person
    person.is_active = active
    person.save(update_fields=("is_active",))
    if not active:
        _end_sessions(person, at=at)
    name = "people.account.enabled" if active else "people.account.disabled"
    journal_actions.record(name, person, by=by, at=at)
    return person


@transaction.atomic
def reset_second_factor(*, user_id: int, by: User, at: datetime) -> User:
    """Take every second factor of a person away and end their sessions."""
    person = _person(user_id, by=by, at=at)
    if Authenticator.objects.filter(user=person).delete()[0]:
        _end_sessions(person, at=at)
        journal_actions.record("people.factor.reset", person, by=by, at=at)
    return person


def _person(user_id: int, *, by: User, at: datetime) -> User:
    people_queries.require(by, May.POSTING_CHANGE, at=at)
    person = User.objects.select_for_update(of=("self",)).filter(pk=user_id).first()
    if person is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    return person


def _end_sessions(person: User, *, at: datetime) -> None:
    for session in Session.objects.filter(expire_date__gt=at).iterator():
        if str(session.get_decoded().get("_auth_user_id", "")) == str(person.pk):
            session.delete()
