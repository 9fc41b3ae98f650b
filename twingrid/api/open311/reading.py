"""What a request says, read strictly: what cannot be used is told, never guessed."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from twingrid.api.open311.door import wrong
from twingrid.api.open311.offered import attributes, kind_of
from twingrid.kit.refusals import BadInput
from twingrid.work import actions as work_actions
from twingrid.work import queries as work_queries
from twingrid.work.rules.kinds import KindView
from twingrid.work.rules.open311 import DAYS, ROWS

NUMBER = re.compile(r"[0-9]{8}-[0-9]{4,9}")
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+ -]\d\d:\d\d)")
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
_ATTRIBUTE = re.compile(r"attribute\[([^\]]{0,40})\](?:\[\])?")
_CJK = re.compile(r"[\u3400-\u9fff]")
_SPAN = timedelta(days=DAYS)

Said = Mapping[str, str]


def form_of(request: HttpRequest) -> dict[str, str]:
    """The fields of a form without control characters; `BadInput` for what is no form."""
    if request.content_type not in _FORM_TYPES:
        raise BadInput(_("Send the report as application/x-www-form-urlencoded, in UTF-8."))
    try:
        said = request.POST
        files = request.FILES
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError) as error:
        raise BadInput(_("This form cannot be read. Send less than one megabyte, in UTF-8.")) from error
    if files:
        raise BadInput(_("Files are not taken here. Send the report without them; a picture can follow later."))
    return {name: _clean(str(value)) for name, value in said.items()}


def wanted_of(request: HttpRequest, *, at: datetime) -> work_queries.Wanted:
    """Which requests are asked for. Numbers come before all else; else 90 days at most."""
    said = {name: _clean(str(value)) for name in request.GET for value in [",".join(request.GET.getlist(name))]}
    numbers = _listed(said, "service_request_id")
    if numbers:
        known = tuple(number for number in numbers if NUMBER.fullmatch(number))
        return work_queries.Wanted(since=at, until=at, numbers=known or ("-",))
    since, until = _span(_moment(said, "start_date"), _moment(said, "end_date"), at=at)
    kinds = tuple(kind_of(code, old=True).key for code in _listed(said, "service_code"))
    return work_queries.Wanted(since=since, until=until, kinds=kinds, open=_status(said))


def sent_of(said: Said) -> work_actions.Sent:
    """A report as it is taken over. `BadInput` and `NotFound` name what to send instead."""
    kind = kind_of(said.get("service_code", ""))
    extra = _attributes(said, kind_attributes={one["code"]: one for one in attributes(kind)})
    words = said.get("description", "")
    if len(words) > 4000:
        raise wrong(_("The description may have 4,000 characters. Shorten it."), field="description")
    if kind.content.needs_words and not words:
        raise wrong(_("Describe in a few words what is wrong, as description."), field="description")
    lon, lat = _point(said)
    safety = extra.get("safety")
    return work_actions.Sent(
        kind=kind.key,
        words=words,
        scope=extra.get("scope", "unknown"),
        safety=True if safety == "yes" else None,
        building_id=_building(said),
        lon=lon,
        lat=lat,
        place_words=_place_words(said, has_point=lat is not None),
        unit=extra.get("unit", ""),
        room=extra.get("room", ""),
        name=_name(said),
        phone=said.get("phone", "")[:40],
        device=said.get("device_id", "")[:200],
        answers=_answers(kind, extra),
    )


def _answers(kind: KindView, extra: Said) -> dict[str, str]:
    """The answers to the questions of the kind; a wrong one is told with its sentence."""
    found = {code: value for code, value in extra.items() if kind.content.field(code) is not None}
    scope = extra.get("scope", "unknown")
    for code, sentence in work_queries.wrong_answers(kind, found, scope=scope, staff=False).items():
        raise wrong(f"attribute[{code}]: {sentence}", field=code)
    return found


def _clean(value: str) -> str:
    return "".join(char for char in value if char in "\n\t" or char.isprintable() or char == "\u3000").strip()


def _listed(said: Said, name: str) -> list[str]:
    found = [part.strip() for part in said.get(name, "").split(",") if part.strip()]
    if len(found) > ROWS:
        raise wrong(_("Ask for at most 1,000 at once."), field=name)
    return found


def _status(said: Said) -> bool | None:
    found = set(_listed(said, "status"))
    if found - {"open", "closed"}:
        raise wrong(_("The status is open or closed. Send one of them, or both with a comma."), field="status")
    return "open" in found if len(found) == 1 else None


def _moment(said: Said, name: str) -> datetime | None:
    text = said.get(name, "")
    if not text:
        return None
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        zone = "+00:00" if match[2] == "Z" else match[2].replace(" ", "+")  # an unescaped + arrives as a space
        found = datetime.fromisoformat(match[1] + zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        sentence = _("Write {name} with its zone, for example 2026-01-31T00:00:00Z or 2026-01-31T08:00:00+08:00.")
        raise wrong(sentence.format(name=name), field=name) from error
    if not 2000 <= found.year <= 2100:
        raise wrong(_("Write {name} as a moment between 2000 and 2100.").format(name=name), field=name)
    return found


def _span(since: datetime | None, until: datetime | None, *, at: datetime) -> tuple[datetime, datetime]:
    if since is None:
        until = until or at
        return until - _SPAN, until
    if until is None:
        return since, since + _SPAN
    if until < since:
        raise wrong(_("end_date is before start_date. Swap them."), field="end_date")
    if until - since > _SPAN:
        raise wrong(_("Ask for at most 90 days at once; then for the next 90."), field="end_date")
    return since, until


def _point(said: Said) -> tuple[float | None, float | None]:
    lat, lon = said.get("lat", ""), said.get("long", "")
    if not lat and not lon:
        return None, None
    try:
        y, x = float(lat), float(lon)
        if not (math.isfinite(x) and math.isfinite(y) and abs(y) <= 90 and abs(x) <= 180):
            raise ValueError
    except ValueError as error:
        raise wrong(_("Send lat and long together, as degrees of WGS-84."), field="lat") from error
    return x, y


def _building(said: Said) -> int | None:
    text = said.get("address_id", "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise wrong(
            _("There is no building with this address_id. Leave it out and send address_string."), field="place"
        )
    return int(text)


def _place_words(said: Said, *, has_point: bool) -> str:
    words = said.get("address_string", "")
    if len(words) > 200:
        raise wrong(_("The address_string may have 200 characters. Shorten it."), field="address_string")
    if not words and not has_point and not said.get("address_id"):
        raise wrong(_("Say where it is: lat and long, address_string, or address_id."), field="place")
    return words


def _name(said: Said) -> str:
    """Chinese names have the family's first, without a space."""
    first, last = said.get("first_name", ""), said.get("last_name", "")
    return (f"{last}{first}" if _CJK.search(first + last) else f"{first} {last}".strip())[:40]


def _attributes(said: Said, *, kind_attributes: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    found = {}
    for name, value in said.items():
        match = _ATTRIBUTE.fullmatch(name)
        if match is None or not value:
            continue
        code = match[1]
        asked = kind_attributes.get(code)
        if asked is None or not asked["variable"]:
            raise wrong(
                _("This service does not ask for one of your attributes. Get its definition."), field="attribute"
            )
        _check_value(code, value, asked)
        found[code] = value
    for code, asked in kind_attributes.items():
        if asked["required"] and code not in found:
            raise wrong(
                _("Send attribute[{code}]; the definition of the service lists its values.").format(code=code),
                field=code,
            )
    return found


def _check_value(code: str, value: str, asked: Mapping[str, object]) -> None:
    values = asked.get("values")
    if isinstance(values, list) and value not in {one["key"] for one in values}:
        raise wrong(
            _("Send attribute[{code}] as one of the values that the definition lists.").format(code=code), field=code
        )
    if values is None and code in ("unit", "room") and len(value) > 20:
        raise wrong(_("attribute[{code}] may have 20 characters. Shorten it.").format(code=code), field=code)
