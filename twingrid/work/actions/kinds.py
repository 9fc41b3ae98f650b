"""The kinds of a city: made, drafted, published. A published version stays for ever; what is under it keeps it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from twingrid.journal import actions as journal_actions
from twingrid.kit import stale
from twingrid.kit.refusals import BadInput, NotFound, Refused
from twingrid.people import queries as people_queries
from twingrid.people.models import User
from twingrid.territory import actions as territory_actions
from twingrid.work.models import Family, Kind, KindDraft, KindVersion
from twingrid.work.permissions import WorkPermission as May
from twingrid.work.queries import kind_settings
from twingrid.work.queries.kinds import GENERATION
from twingrid.work.rules import kinds as kind_rules
from twingrid.work.rules.kinds import Content, Words

MOST_FIELDS = 30


@transaction.atomic
def make_kind(*, key: str, words: Words, by: User, at: datetime) -> Kind:
    """Make a kind of request under a new key, with a first draft; it is offered once that is published. The same key
    again by the same person gives the kind that is there while it has no version.

    Raises `BadInput` (field key) for a key that is taken or is none.
    """
    people_queries.require(by, May.KIND_PUBLISH, at=at)
    territory_actions.bump(GENERATION)  # its row is the lock: one writer of kinds at a time
    if not kind_rules.is_key(key) or key in kind_rules.RESERVED or key == "new":
        raise BadInput(_("Write a short name of small letters, for example street_lamp."), field="key")
    known = Kind.objects.filter(key=key).first()
    if known is not None:
        draft = KindDraft.objects.filter(kind=known, changed_by=by).first()
        if draft is not None and not known.versions.exists():
            return known
        raise BadInput(_("There is a kind of this name already. Choose another one."), field="key")
    last = Kind.objects.order_by("-place").values_list("place", flat=True).first()
    kind = Kind.objects.create(key=key, family=Family.REQUEST, place=(last or 0) + 10)
    content = Content(words=words, group="voice").model_dump(mode="json")
    KindDraft.objects.create(kind=kind, content=content, changed_by=by, changed_at=at)
    journal_actions.record("work.kind.made", kind, by=by, at=at, facts={"key": key})
    return kind


@transaction.atomic
def save_draft(*, key: str, content: dict[str, Any], seen: str, by: User, at: datetime) -> KindDraft:
    """Keep the next version of a kind as it stands now; it may still have to be mended. Safe to repeat.

    `seen` is the stamp of what was on the screen (`kind_settings.stamp_of`). Raises `BadInput` for what is no
    content at all, `Refused` when somebody else was faster.
    """
    people_queries.require(by, May.KIND_PUBLISH, at=at)
    kind = _lock(key)
    try:
        read = Content.model_validate(content)
    except ValidationError as error:
        raise BadInput(_("This cannot be kept. Look at the marked questions."), field="") from error
    if len(read.fields) > MOST_FIELDS:
        raise BadInput(_("At most {n} questions; nobody answers more.").format(n=MOST_FIELDS))
    plain = read.model_dump(mode="json")
    draft = KindDraft.objects.filter(kind=kind).first()
    if draft is not None and draft.content == plain:
        return draft
    _require_fresh(kind, draft, seen)
    draft = draft or KindDraft(kind=kind)
    draft.content, draft.changed_by, draft.changed_at = plain, by, at
    draft.save()
    journal_actions.record("work.draft.saved", draft, by=by, at=at, facts={"key": key, "fields": len(read.fields)})
    return draft


@transaction.atomic
def drop_draft(*, key: str, seen: str, by: User, at: datetime) -> None:
    """Throw the draft away; what is in force stays. Safe to repeat."""
    people_queries.require(by, May.KIND_PUBLISH, at=at)
    kind = _lock(key)
    draft = KindDraft.objects.filter(kind=kind).first()
    if draft is None:
        return
    _require_fresh(kind, draft, seen)
    journal_actions.record("work.draft.dropped", draft, by=by, at=at, facts={"key": key})
    draft.delete()


@transaction.atomic
def publish_kind(*, key: str, seen: str, by: User, at: datetime) -> KindVersion:
    """Let the draft hold from now on, as the next version. Requests that are there keep theirs.

    Raises `BadInput` while something has to be mended, `Refused` without a draft or when somebody was faster.
    """
    people_queries.require(by, May.KIND_PUBLISH, at=at)
    kind = _lock(key)
    draft = KindDraft.objects.filter(kind=kind).first()
    if draft is None:
        raise Refused(
            _("There is no draft any more; somebody has published it or thrown it away. Open the page again.")
        )
    _require_fresh(kind, draft, seen)
    content = Content.model_validate(draft.content)
    if found := kind_rules.troubles(key, content):
        raise BadInput(kind_settings.trouble_words(*found[0]))
    last = KindVersion.objects.filter(kind=kind).order_by("-number").first()
    version = KindVersion.objects.create(
        kind=kind,
        number=last.number + 1 if last else 1,
        content=content.model_dump(mode="json"),
        made_by=by,
        made_at=at,
    )
    draft.delete()
    facts = {"key": key, "number": version.number, "fields": len(content.fields)}
    journal_actions.record("work.kind.published", version, by=by, at=at, facts=facts)
    return version


def _lock(key: str) -> Kind:
    territory_actions.bump(GENERATION)  # its row is the lock: one writer of kinds at a time
    kind: Kind | None = Kind.objects.filter(key=key).first()
    if kind is None:
        raise NotFound(_("There is no such kind. Open the list of kinds again."))
    return kind


def _require_fresh(kind: Kind, draft: KindDraft | None, seen: str) -> None:
    last = KindVersion.objects.filter(kind=kind).order_by("-number").values_list("number", flat=True).first()
    stale.require_fresh(seen, *kind_settings.stamped(last or 0, draft.content if draft else None))
