"""The clock rules as their settings show them: every set, one with its versions, and what a draft would do."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from twingrid.kit import clock, stale
from twingrid.kit.refusals import NotFound
from twingrid.people.calendar_queries import work_calendar
from twingrid.territory.models import Area
from twingrid.work.models import ClockSet, ClockSetDraft, ClockSetVersion
from twingrid.work.queries.clocks import timetable
from twingrid.work.queries.kinds import kinds
from twingrid.work.rules import clock_sets as rules
from twingrid.work.rules import clocks as clock_rules
from twingrid.work.rules.clock_sets import CITY, SetContent, SetVersion
from twingrid.work.rules.clocks import ClockValue, Happening, Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """A set in the list; `area` is empty for the city's."""

    id: int
    area: str
    code: str
    present: SetVersion | None
    versions: int
    has_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDraft:
    """The next version while it is written, and the sentences of what has to be mended."""

    content: SetContent
    valid_from: date | None
    changed_by: str
    changed_at: datetime
    troubles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """One set with everything about it, newest version first."""

    line: SetLine
    draft: SetDraft | None
    versions: tuple[ClockSetVersion, ...]
    stamp: str

    @property
    def start(self) -> SetContent:
        """What a draft begins with."""
        if self.draft is not None:
            return self.draft.content
        return self.line.present.content if self.line.present else SetContent()


def set_lines(*, at: datetime) -> tuple[SetLine, ...]:
    """Every set, the city's first: three queries."""
    day, table = clock.today(at), timetable()
    names = dict(Area.objects.order_by("valid_from").values_list("code", "name"))
    drafts = set(ClockSetDraft.objects.values_list("set_id", flat=True))
    found = []
    for row in ClockSet.objects.order_by("partition", "area_code"):
        present = table.valid((row.partition, row.area_code), day)
        area = names.get(row.area_code, row.area_code) if row.partition else ""
        number = present.number if present else 0
        found.append(
            SetLine(
                id=row.pk,
                area=area,
                code=row.area_code,
                present=present,
                versions=number,
                has_draft=row.pk in drafts,
            )
        )
    return tuple(found)


def set_page(pk: int, *, at: datetime) -> SetPage:
    """One set; `NotFound` for one that is not there."""
    line = next((one for one in set_lines(at=at) if one.id == pk), None)
    if line is None:
        raise NotFound(_("There are no such clock rules. Open the list again."))
    draft = ClockSetDraft.objects.select_related("changed_by").filter(set=pk).first()
    return SetPage(
        line=line,
        draft=_draft(draft, whole=not line.area) if draft else None,
        versions=tuple(ClockSetVersion.objects.select_related("made_by").filter(set=pk).order_by("-number")),
        stamp=stale.stamp(*stamped(ClockSet.objects.get(pk=pk))),
    )


def areas_without() -> list[tuple[str, str]]:
    """The areas that have no rules of their own: (partition:code, name)."""
    taken = set(ClockSet.objects.values_list("partition", "area_code"))
    rows = Area.objects.filter(valid_to__isnull=True).order_by("-partition", "code")
    return [
        (f"{partition}:{code}", f"{name} [{code}]")
        for partition, code, name in rows.values_list("partition", "code", "name")
        if (partition, code) not in taken
    ]


def stamped(row: ClockSet) -> tuple[object, ...]:
    """What a stamp is made of: how many versions there are, and the draft."""
    draft = ClockSetDraft.objects.filter(set=row).first()
    content = json.dumps(draft.content, sort_keys=True, ensure_ascii=False) if draft else ""
    return ClockSetVersion.objects.filter(set=row).count(), content, str(draft.valid_from) if draft else ""


def tried(page: SetPage, *, reported_at: datetime, kind: str, channel: str, settlement: str) -> tuple[ClockValue, ...]:
    """The clocks of something reported at this moment if the draft held, as if it were accepted and reached at once."""
    city = timetable().valid(CITY, clock.today(reported_at))
    layers = [city] if page.line.area and city is not None else []
    layers.append(SetVersion(0, CITY, 0, clock.today(reported_at), page.start))
    layers.append(
        SetVersion(0, CITY, 0, clock.today(reported_at), SetContent.model_validate({"settlement": settlement}))
    )
    view = kinds().present(kind)
    matter = Matter(promised=bool(view and view.content.promised), kind=kind, channel=channel)
    events = [Happening("report", reported_at), Happening("arrive", reported_at), Happening("cause_gone", reported_at)]
    chosen = rules.merged(layers)
    first = clock_rules.clocks(events[:1], matter, chosen, work_calendar())
    later = clock_rules.clocks(events, matter, chosen, work_calendar())
    known = {one.key for one in first}
    return (*first, *(one for one in later if one.key not in known))


def _draft(row: ClockSetDraft, *, whole: bool) -> SetDraft:
    content = SetContent.model_validate(row.content)
    return SetDraft(
        content=content,
        valid_from=row.valid_from,
        changed_by=row.changed_by.name,
        changed_at=row.changed_at,
        troubles=tuple(trouble_words(*one) for one in rules.troubles(content, whole=whole)),
    )


def trouble_words(code: str, key: str) -> str:
    """What has to be mended, as a sentence; `key` is the key of a rule or empty."""
    words = _(_TROUBLES[code])
    return f"{key}: {words}" if key else words


_TROUBLES = {
    "words": gettext_noop("Write its name in both languages."),
    "amount": gettext_noop("Write how much time there is in town."),
    "source": gettext_noop("A limit by law needs the place where it is written, in both languages."),
    "key_twice": gettext_noop("This key is taken. Choose another one."),
    "no_accept": gettext_noop("One rule has to say by when somebody accepts; otherwise nobody is told next."),
    "quiet": gettext_noop("Write both quiet hours, or neither."),
}
