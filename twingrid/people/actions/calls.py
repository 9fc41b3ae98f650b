"""Calls of other systems that change something: each is done once, under the key that the system gives it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from twingrid.kit.refusals import Refused
from twingrid.people.models import KeyCall, User

KEPT = timedelta(days=30)
"""For how long the answer to a call is kept."""
_CLAIM = """
INSERT INTO people_keycall (user_id, key, digest, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (user_id, key) DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of another system: the key that it gave it, and a digest of what it asks for."""

    key: str
    digest: str

    @classmethod
    def of(cls, key: str, *said: str) -> "Call":
        """The call under `key` that says this, word for word."""
        return cls(key, hashlib.sha256("\x1f".join(said).encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Answered:
    """What a call is answered; `fresh` is False where it had come before."""

    answer: Mapping[str, Any]
    fresh: bool


@transaction.atomic
def answer_once(*, call: Call, act: Callable[[], Mapping[str, Any]], by: User, at: datetime) -> Answered:
    """Do what a call asks for and keep the answer, in one transaction; the same call again is only answered.

    Of two at once the second waits for the first. What is refused is not kept, so it may be sent again. Raises
    `Refused` when the key came before with something else.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [by.pk, call.key, call.digest, at])
        row = cursor.fetchone()
    if row is None:
        known = KeyCall.objects.get(user=by, key=call.key)
        if known.digest != call.digest:
            raise Refused(
                _("This Idempotency-Key came before with something else. Give each call a key of its own."),
                field="Idempotency-Key",
            )
        return Answered(known.answer, fresh=False)
    answer = act()
    KeyCall.objects.filter(pk=row[0]).update(answer=answer)
    return Answered(answer, fresh=True)


def forget_calls(*, at: datetime) -> int:
    """Drop the answers to calls that are old enough. How many were dropped."""
    return KeyCall.objects.filter(at__lt=at - KEPT).delete()[0]
