"""Kinds as those see them who change them: versions with who made them, the draft, what has to be mended."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from twingrid.kit import stale
from twingrid.kit.refusals import NotFound
from twingrid.people.models import User
from twingrid.work.models import Kind, KindDraft, KindVersion
from twingrid.work.queries.kinds import language
from twingrid.work.rules import kinds as kind_rules
from twingrid.work.rules.kinds import Content, KindView


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The next version while it is written, and what has to be mended before it can hold: field and sentence."""

    view: KindView
    changed_by: str
    changed_at: datetime
    troubles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One published version; `by` is empty for the shipped one."""

    number: int
    by: str
    at: datetime | None
    questions: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindPage:
    """A kind with everything that is set about it. `present` is missing until its first version is published."""

    key: str
    family: str
    present: KindView | None
    draft: Draft | None
    versions: tuple[Made, ...]
    stamp: str

    @property
    def start(self) -> KindView:
        """What a draft begins with: the draft itself, else what is in force."""
        if self.draft is not None:
            return self.draft.view
        return self.present or KindView(self.key, self.family, 0, Content())


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """A kind in the list."""

    view: KindView
    versions: int
    has_draft: bool


def kind_lines() -> tuple[KindLine, ...]:
    """Every kind in its present version, or its draft where it has none yet: three queries."""
    kinds = list(Kind.objects.annotate(last=Max("versions__number"), n=Count("versions")).order_by("place", "id"))
    contents = {
        (one.kind_id, one.number): one.content
        for one in KindVersion.objects.filter(number__in={kind.last for kind in kinds if kind.last})
    }
    drafts = dict(KindDraft.objects.values_list("kind_id", "content"))
    found = []
    for kind in kinds:
        content = contents.get((kind.pk, kind.last)) or drafts.get(kind.pk) or {}
        view = KindView(kind.key, kind.family, kind.last or 0, Content.model_validate(content))
        found.append(KindLine(view=view, versions=kind.n, has_draft=kind.pk in drafts))
    return tuple(found)


def kind_page(key: str) -> KindPage:
    """One kind; `NotFound` for a key that is none."""
    kind = Kind.objects.filter(key=key).first()
    if kind is None:
        raise NotFound(_("There is no such kind. Open the list of kinds again."))
    rows = list(KindVersion.objects.filter(kind=kind).select_related("made_by").order_by("-number"))
    row = KindDraft.objects.select_related("changed_by").filter(kind=kind).first()
    last = rows[0].number if rows else 0
    return KindPage(
        key=kind.key,
        family=kind.family,
        present=_view(kind, rows[0].number, rows[0].content) if rows else None,
        draft=_draft(kind, row, last) if row else None,
        versions=tuple(_made(one) for one in rows),
        stamp=stale.stamp(*stamped(last, row.content if row else None)),
    )


def kind_version(key: str, number: int) -> tuple[KindView, Made]:
    """One published version of a kind; `NotFound` for one that is not there."""
    row = KindVersion.objects.select_related("kind", "made_by").filter(kind__key=key, number=number).first()
    if row is None:
        raise NotFound(_("There is no such version. Open the kind again."))
    return _view(row.kind, row.number, row.content), _made(row)


def stamped(last: int, draft: Any) -> tuple[object, ...]:
    """What a stamp is made of: the version in force and the draft."""
    return last, json.dumps(draft, sort_keys=True, ensure_ascii=False)


def _view(kind: Kind, number: int, content: Any) -> KindView:
    return KindView(kind.key, kind.family, number, Content.model_validate(content))


def _draft(kind: Kind, row: KindDraft, last: int) -> Draft:
    view = _view(kind, last + 1, row.content)
    by: User = row.changed_by
    found = kind_rules.troubles(kind.key, view.content)
    return Draft(
        view=view,
        changed_by=by.name,
        changed_at=row.changed_at,
        troubles=tuple((field, trouble_words(code, field)) for code, field in found),
    )


def _made(row: KindVersion) -> Made:
    content = Content.model_validate(row.content)
    by = row.made_by.name if row.made_by else ""
    words = content.words.said(language())
    return Made(number=row.number, by=by, at=row.made_at, questions=len(content.fields), words=words)


def trouble_words(code: str, field: str) -> str:
    """What has to be mended, as a sentence; `field` is the key of a question or empty."""
    words = _(_TROUBLES[code])
    return f"{field}: {words}" if field else words


_TROUBLES = {
    "words": gettext_noop("Write its name in both languages."),
    "about": gettext_noop("Write in both languages what it is about; applications of others show it."),
    "safety_words": gettext_noop("Something here means danger: write in both languages what is to be done first."),
    "needed": gettext_noop("The house itself makes requests of this kind, so it cannot be switched off."),
    "no_end": gettext_noop("Leave one of “Settled by phone” and “Finish” in: otherwise nobody can end it."),
    "no_arrival": gettext_noop("“Finish” comes after “I am there”: leave both in, or take both out."),
    "key_twice": gettext_noop("This key is taken. Choose another one."),
    "label": gettext_noop("Write the question in both languages."),
    "options": gettext_noop("Write at least two answers to choose from."),
    "option_twice": gettext_noop("Two answers have the same key. Change one."),
    "option_words": gettext_noop("Write each answer in both languages."),
    "condition": gettext_noop(
        "It waits for an answer that no earlier question has. Choose the question and its answers."
    ),
}
