"""How we speak with another system: its address and key, whether it answers, and fetching what is new there."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from twingrid.journal import actions as journal_actions
from twingrid.kit.refusals import BadInput, Refused, Turned
from twingrid.kit.sealing import CannotOpen, seal, unseal
from twingrid.people import queries as people_queries
from twingrid.people.actions import keys
from twingrid.people.models import User
from twingrid.people.shapes import checked
from twingrid.work.actions.exchange import receive_event, return_event
from twingrid.work.actions.orders import take_move
from twingrid.work.gateways import platform as gateway
from twingrid.work.models import ExternalCursor, ExternalMissed, ExternalPlatform
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.rules.platform import FIELDS
from twingrid.work.rules.shapes import EventIn, MoveIn, PlatformGreeting, PlatformMove, PlatformReturn

PAGES = 20  # pages of events in one go; what is left comes with the next one


@transaction.atomic
def change_platform(
    *,
    system: str,
    url: str,
    key: str,
    under: str,
    active: bool,
    honours_keys: bool,
    ours: Collection[str],
    by: User,
    at: datetime,
) -> ExternalPlatform:
    """Set how we speak with `system`. An empty `key` keeps the present one; it is kept sealed and never shown.

    `under` is the name of our key for that system, under which its events come in. Raises `BadInput` by field.
    """
    people_queries.require(by, May.PLATFORM_MANAGE, at=at)
    platform = ExternalPlatform.objects.select_for_update().filter(pk=system).first()
    if platform is None:
        platform = ExternalPlatform(system=system, changed_at=at)
    _check(platform, url=url, key=key, under=under, ours=ours, active=active)
    moved = platform.url != url
    platform.url, platform.under, platform.active = url, under, active
    platform.honours_keys, platform.ours = honours_keys, sorted(ours)
    if key:
        platform.sealed_key = seal(key)
    if moved:
        platform.tried_at, platform.try_result, platform.registry_digest = None, "", ""
    platform.changed_at = at
    platform.save()
    journal_actions.record("work.platform.changed", _subject(by), by=by, at=at, facts={"active": active})
    return platform


def try_platform(*, system: str, by: User, at: datetime) -> str:
    """Ask the platform to greet us; the sentence that tells how that went, kept with its moment.

    Raises `Refused` while there is no address yet.
    """
    people_queries.require(by, May.PLATFORM_MANAGE, at=at)
    platform = ExternalPlatform.objects.filter(pk=system).first()
    if platform is None:
        raise Refused(_("Save the address and the key first, then try it."))
    sentence = _greeted(platform)
    with transaction.atomic():
        ExternalPlatform.objects.filter(pk=system).update(tried_at=at, try_result=sentence[:300])
        journal_actions.record("work.platform.tried", _subject(by), by=by, at=at)
    return sentence


def pull_events(*, system: str, at: datetime) -> int:
    """Fetch the new events and returns of a platform, page by page from where we stopped; how many were new.

    A page is taken over before the place is moved on: a process that dies between fetches it again, which changes
    nothing. What does not fit is listed by its number and does not stop the others.
    """
    platform = ExternalPlatform.objects.filter(pk=system, active=True).first()
    if platform is None:
        return 0
    fresh = 0
    for _page in range(PAGES):
        place = ExternalCursor.objects.filter(pk=system).values_list("place", flat=True).first() or ""
        try:
            page = _fetch(platform, since=place)
            fresh += _take(platform, page, at=at)
        except Turned as turned:
            _keep_place(system, place=place, error=turned.sentence, at=at)
            return fresh
        _keep_place(system, place=page["next"], error="", at=at)
        if not page["more"] or page["next"] == place:
            break
    return fresh


@transaction.atomic
def reread_events(*, system: str, by: User, at: datetime) -> None:
    """Fetch everything of theirs again from the beginning: what is known already changes nothing."""
    people_queries.require(by, May.PLATFORM_MANAGE, at=at)
    ExternalCursor.objects.filter(pk=system).update(place="", last_error="")
    ExternalMissed.objects.filter(system=system).delete()


# --- settings --------------------------------------------------------------------------------------------
def _subject(by: User) -> User:
    """The journal's subject: a platform has no number of its own, who changed it has."""
    return by


def _check(platform: ExternalPlatform, *, url: str, key: str, under: str, ours: Collection[str], active: bool) -> None:
    if not gateway.allowed(url, loopback_only=settings.DEMO):
        raise BadInput(
            _("In the demo only an address of this machine can be used, like http://127.0.0.1:9000/api.")
            if settings.DEMO
            else _("Write an address that begins with https://, without questions and names in it."),
            field="url",
        )
    if len(key) > 500 or not key.isascii() or not key.isprintable():
        raise BadInput(_("This key cannot be sent. Copy it again, without spaces around it."), field="key")
    if set(ours) - set(FIELDS):
        raise BadInput(_("Please choose one of the list."), field="ours")
    if active and not (key or platform.sealed_key):
        raise BadInput(_("Write the key that the platform gave you; without it nothing can be sent."), field="key")
    _check_under(under, system=platform.system, active=active)


def _check_under(under: str, *, system: str, active: bool) -> None:
    if under:
        try:
            found = keys.visitor_of(name=under)
        except Turned as turned:
            raise BadInput(turned.sentence, field="under") from turned
        if found.system != system:
            raise BadInput(_("This key belongs to another system. Choose one of the platform."), field="under")
    elif active:
        raise BadInput(_("Choose under which key of ours the platform's events come in."), field="under")


def _ask(platform: ExternalPlatform, path: str) -> gateway.Said:
    try:
        key = unseal(platform.sealed_key).reveal()
    except CannotOpen as trouble:
        raise Refused(_("The key of the platform cannot be read here any more. Write it again.")) from trouble
    try:
        return gateway.ask("GET", platform.url, path, key=key, loopback_only=settings.DEMO)
    except (gateway.NotSent, gateway.InDoubt) as trouble:
        raise Refused(
            _("The platform cannot be reached ({why}). Check the address, or ask its operators.").format(why=trouble)
        ) from trouble


def _answered(said: gateway.Said) -> Any:
    if said.status in {401, 403}:
        raise Refused(_("The platform does not accept our key ({code}). Ask for a new one.").format(code=said.status))
    if said.status != 200:
        raise Refused(_("The platform answered {code}. It is asked again later.").format(code=said.status))
    return said.body


def _greeted(platform: ExternalPlatform) -> str:
    try:
        greeting = checked(PlatformGreeting, _answered(_ask(platform, "/greeting")))
    except BadInput:
        return _("Something answers at this address, but not in the documented shape. Check the address.")
    except Turned as turned:
        return turned.sentence
    if platform.honours_keys and not greeting.idempotency:
        return _("It answers, but does not recognise what is sent twice. Take the tick away, so that nothing doubles.")
    return _("It answers in the documented shape.")


# --- fetching --------------------------------------------------------------------------------------------
def _fetch(platform: ExternalPlatform, *, since: str) -> dict[str, Any]:

    body = _answered(_ask(platform, f"/events?since={quote(since, safe='')}"))
    if not isinstance(body, dict) or not isinstance(body.get("next"), str) or len(body["next"]) > 200:
        raise Refused(_("The list of events does not have the documented shape. Tell the platform's operators."))
    parts = {name: body.get(name, []) for name in ("events", "returns", "moves")}
    if not all(isinstance(part, list) for part in parts.values()):
        raise Refused(_("The list of events does not have the documented shape. Tell the platform's operators."))
    return {**parts, "next": body["next"], "more": body.get("more") is True}


def _take(platform: ExternalPlatform, page: dict[str, Any], *, at: datetime) -> int:
    who = keys.visitor_of(name=platform.under)
    fresh = 0

    def event(given: Any) -> bool:
        return receive_event(event=checked(EventIn, given), system=who.system, by=who.user, at=at).fresh

    def back(given: Any) -> bool:
        one = checked(PlatformReturn, given)
        return_event(system=who.system, number=one.number, given=one, by=who.user, at=at)
        return True

    def moved(given: Any) -> bool:
        one = checked(PlatformMove, given)
        plain = MoveIn(**one.model_dump(exclude={"number"}))
        take_move(system=who.system, number=one.number, given=plain, by=who.user, at=at)
        return True

    steps: tuple[tuple[str, Callable[[Any], bool]], ...] = (
        ("events", event),
        ("returns", back),
        ("moves", moved),
    )
    for name, step in steps:
        for given in page[name]:
            number = _number_of(given, name)
            try:
                with transaction.atomic():
                    fresh += step(given)
                    ExternalMissed.objects.filter(system=platform.system, number=number).delete()
            except Turned as turned:
                _miss(platform.system, number, turned.sentence, at=at)
    return fresh


def _number_of(given: Any, name: str) -> str:
    parts = [str(given.get(key, "")) for key in ("number", "return_no", "move_no")] if isinstance(given, dict) else []
    text = " ".join(part for part in parts if part)[:80]
    return text or name


def _miss(system: str, number: str, reason: str, *, at: datetime) -> None:
    ExternalMissed.objects.update_or_create(system=system, number=number, defaults={"reason": reason[:300], "at": at})


def _keep_place(system: str, *, place: str, error: str, at: datetime) -> None:
    ExternalCursor.objects.update_or_create(
        system=system, defaults={"place": place, "last_error": error[:300], "at": at}
    )
