"""Keys of other systems: made and shown once, used with every request, taken back."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit import clock, tokens
from twingrid.kit.refusals import BadInput, NotFound, Refused, TooMany
from twingrid.people import queries as people_queries
from twingrid.people.models import ApiKey, User
from twingrid.people.permissions import PeoplePermission as May
from twingrid.territory.models import Area

LENGTH = 40  # about 198 bits
# The count and the look-up are one statement, so that a key is never used more often than it may be.
_USE = """
UPDATE people_apikey SET
    asked = CASE WHEN minute = %(minute)s THEN asked + 1 ELSE 1 END, minute = %(minute)s, last_used_on = %(day)s
WHERE digest = %(digest)s AND revoked_at IS NULL AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)
RETURNING id, user_id, system, asked, per_minute
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Another system that has shown its key: who acts for it, and whose numbers it brings."""

    key_id: int
    user: User
    system: str


def bundles() -> Mapping[str, frozenset[str]]:
    """What a key may be made for: name → rights, from the project's page of rights."""
    found: Mapping[str, frozenset[str]] = import_string(settings.KEY_RIGHTS)
    return found


def digest(key: str) -> str:
    """What is kept of a key. It is long and random, so a plain digest cannot be turned back."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_key(
    *,
    name: str,
    purposes: Collection[str],
    by: User | None,
    at: datetime,
    system: str = "grid",
    area_codes: Sequence[str] = (),
    valid_to: date | None = None,
    per_minute: int = 120,
) -> tuple[ApiKey, str]:
    """Make a key for another system; returns it and its text, which nobody can read again.

    `purposes` are names of `bundles`; `area_codes` are `community:CODE` or `power:CODE` (none: the whole city); `by`
    is an administrator (None: whoever runs the machine). Raises `BadInput`, `Refused` for a name that is taken.
    """
    if by is not None:
        people_queries.require(by, May.KEY_MANAGE, at=at)
    day, title = clock.today(at), name.strip()
    rights = _rights(purposes)
    _check_frame(title=title, system=system, day=day, valid_to=valid_to, per_minute=per_minute)
    _check_areas(area_codes)
    if ApiKey.objects.filter(name=title).exists():
        raise Refused(_("There is a key of this name already. Revoke it first, or choose another name."))
    text = tokens.token(LENGTH)
    user = User(username=f"key-{tokens.token(12)}", name=title, is_machine=True)
    user.set_unusable_password()
    user.save()
    key = ApiKey.objects.create(
        user=user,
        name=title,
        system=system,
        digest=digest(text),
        hint=text[:4],
        rights=sorted(rights),
        area_codes=list(area_codes),
        per_minute=per_minute,
        valid_from=day,
        valid_to=valid_to,
        made_by=by,
        made_at=at,
    )
    journal_actions.record("people.key.made", key, by=by, at=at, facts={"rights": len(rights)})
    return key, text


@transaction.atomic
def revoke_key(*, name: str, by: User | None, at: datetime) -> ApiKey:
    """Take a key back at once. Safe to repeat; its name is free again."""
    if by is not None:
        people_queries.require(by, May.KEY_MANAGE, at=at)
    key: ApiKey | None = ApiKey.objects.select_for_update().filter(name=name).first()
    if key is None:
        raise NotFound(_("There is no key of this name. List the keys and choose one."))
    if key.revoked_at is None:
        key.revoked_at, key.name = at, f"{name} {at:%Y%m%d-%H%M%S}"
        key.save(update_fields=("revoked_at", "name"))
        User.objects.filter(pk=key.user_id).update(is_active=False)
        journal_actions.record("people.key.revoked", key, by=by, at=at)
    return key


def use_key(*, key: str, at: datetime) -> Visitor | None:
    """Let a system in by its key, and count that it asked: None for a key that does not hold here and now.

    Raises `TooMany` over the key's limit of a minute.
    """
    minute = int(at.timestamp()) // 60
    with connection.cursor() as cursor:
        cursor.execute(_USE, {"minute": minute, "day": clock.today(at), "digest": digest(key)})
        row = cursor.fetchone()
    if row is None:
        return None
    key_id, user_id, system, asked, per_minute = row
    if asked > per_minute:
        raise TooMany(
            _("This key may ask {n} times a minute. Wait until the next minute and go on.").format(n=per_minute)
        )
    return Visitor(key_id=key_id, user=User.objects.get(pk=user_id), system=system)


def visitor_of(*, name: str) -> Visitor:
    """The system of a key by the key's name: for files that come under it. `NotFound` for none that holds."""
    key = ApiKey.objects.filter(name=name, revoked_at__isnull=True).select_related("user").first()
    if key is None:
        raise NotFound(_("There is no key of this name. List the keys and choose one."))
    return Visitor(key_id=key.pk, user=key.user, system=key.system)


def _rights(purposes: Collection[str]) -> frozenset[str]:
    known = bundles()
    wrong = [purpose for purpose in purposes if purpose not in known]
    if wrong or not purposes:
        raise BadInput(_("Say what the key is for: {known}.").format(known=", ".join(sorted(known))), field="purposes")
    return frozenset(str(right) for purpose in purposes for right in known[purpose])


def _check_frame(*, title: str, system: str, day: date, valid_to: date | None, per_minute: int) -> None:
    if not title or len(title) > 40:
        raise BadInput(_("Give the system a name of at most 40 characters."), field="name")
    if slugify(system) != system or not 0 < len(system) <= 9:
        raise BadInput(_("A system's short name has at most 9 lower-case letters or digits."), field="system")
    if valid_to is not None and valid_to <= day:
        raise BadInput(_("The key would be over before it begins. Choose a later day."), field="valid_to")
    if per_minute < 1:
        raise BadInput(_("A key may ask at least once a minute."), field="per_minute")


def _check_areas(area_codes: Sequence[str]) -> None:
    for text in area_codes:
        partition, _colon, code = text.partition(":")
        if not Area.objects.filter(partition=partition, code=code).exists():
            raise BadInput(
                _("There is no area {code}. Write community:CODE or power:CODE.").format(code=text), field="area_codes"
            )
