"""The first person of a city: somebody who may appoint the others."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, Refused
from twingrid.people.choices import Role, Side
from twingrid.people.models import Posting, Unit, User


def check_password(*, username: str, name: str, password: str) -> None:
    """Raise `BadInput` when the password is too weak for this person."""
    try:
        validate_password(password, User(username=username, name=name))
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), field="password") from error


@transaction.atomic
def make_administrator(*, username: str, name: str, password: str, unit: str, at: datetime) -> User:
    """Make somebody who signs in with `username` and administers the whole city from today, posted at `unit`.

    Raises `BadInput` for a password that is too weak and `Refused` for a name that somebody has already.
    """
    if not username.strip() or not name.strip():
        raise BadInput(_("Give the sign-in name and the name of the administrator."), field="username")
    if User.objects.filter(username=username).exists():
        raise Refused(_("Somebody signs in as %(name)s already. Choose another sign-in name.") % {"name": username})
    check_password(username=username, name=name, password=password)
    user = User(username=username, name=name)
    user.set_password(password)
    user.save()
    home, _made = Unit.objects.get_or_create(name=unit, defaults={"side": Side.POWER})
    Posting.objects.create(user=user, role=Role.ADMINISTRATOR, side=home.side, unit=home, valid_from=clock.today(at))
    return user
