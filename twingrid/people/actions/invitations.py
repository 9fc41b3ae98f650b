"""Invitations: a person is entered and gets a link that opens once, to set a password; it can be revoked."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import tokens
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.actions.administrators import check_password
from twingrid.people.models import Invitation, User
from twingrid.people.permissions import PeoplePermission as May

HOLDS = timedelta(days=3)
LENGTH = 32  # about 158 bits


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def enter_user(*, name: str, employee_no: str, username: str, email: str, by: User, at: datetime) -> User:
    """Enter somebody who cannot sign in yet. `BadInput` for a number or sign-in name that somebody has already."""
    people_queries.require(by, May.USER_INVITE, at=at)
    name, employee_no, username = name.strip(), employee_no.strip(), username.strip()
    if not name or not employee_no:
        raise BadInput(_("Give the name and the employee number."), field="name" if not name else "employee_no")
    username = username or employee_no
    if User.objects.filter(employee_no__iexact=employee_no).exists():
        raise BadInput(
            _("Somebody has this employee number already. Search the list of people for it."), field="employee_no"
        )
    if User.objects.filter(username__iexact=username).exists():
        raise BadInput(_("Somebody signs in with this name already. Choose another one."), field="username")
    user = User(name=name, employee_no=employee_no, username=username, email=email.strip())
    user.set_unusable_password()
    user.save()
    journal_actions.record("people.user.entered", user, by=by, at=at)
    return user


@transaction.atomic
def invite_user(*, user_id: int, by: User, at: datetime) -> str:
    """A fresh link for somebody, as its secret, which nobody can read again; a former link is void from now on.

    Raises `Refused` for somebody who may not sign in.
    """
    people_queries.require(by, May.USER_INVITE, at=at)
    user = User.objects.select_for_update(of=("self",)).filter(pk=user_id, is_machine=False).first()
    if user is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    if not user.is_active:
        raise Refused(_("This person may not sign in. Let them sign in again first."))
    Invitation.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
    secret = tokens.token(LENGTH)
    Invitation.objects.create(user=user, digest=_digest(secret), made_by=by, made_at=at, expires_at=at + HOLDS)
    journal_actions.record("people.user.invited", user, by=by, at=at)
    return secret


@transaction.atomic
def revoke_invitation(*, user_id: int, by: User, at: datetime) -> None:
    """The open link of a person is void from now on."""
    people_queries.require(by, May.USER_INVITE, at=at)
    if people_queries.person_by_id(user_id) is None:
        raise NotFound(_("There is nobody with this number. Search by name."))
    for row in Invitation.objects.select_for_update(of=("self",)).filter(
        user_id=user_id, used_at__isnull=True, revoked_at__isnull=True
    ):
        row.revoked_at = at
        row.save(update_fields=("revoked_at",))
        journal_actions.record("people.invitation.revoked", row, by=by, at=at)


def invited(secret: str, *, at: datetime) -> User:
    """Whom a link belongs to; `NotFound` for one that is unknown, used, revoked or too old: all say the same."""
    return _open(secret, at=at).user


@transaction.atomic
def accept_invitation(*, secret: str, password: str, at: datetime) -> User:
    """Set the password of the invited person; the link is used up. `BadInput` for a password that is too weak."""
    row = _open(secret, at=at, lock=True)
    check_password(username=row.user.username, name=row.user.name, password=password)
    row.user.set_password(password)
    row.user.save(update_fields=("password",))
    row.used_at = at
    row.save(update_fields=("used_at",))
    journal_actions.record("people.invitation.accepted", row, by=row.user, at=at)
    return row.user


def _open(secret: str, *, at: datetime, lock: bool = False) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)) if lock else Invitation.objects.all()
    row = (
        rows.filter(
            digest=_digest(secret),
            used_at__isnull=True,
            revoked_at__isnull=True,
            expires_at__gt=at,
            user__is_active=True,
        )
        .select_related("user")
        .first()
    )
    if row is None:
        raise NotFound(_("This link is used, void or too old. Ask your administrator for a new one."))
    return row
