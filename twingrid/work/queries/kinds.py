"""The kinds of work of the present city, from this process's memory; and what was answered about a request."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_noop, pgettext
from django.utils.translation import gettext as _

from twingrid.kit.memo import Remembered
from twingrid.territory.queries import generation
from twingrid.work.models import KindVersion, Reporter, Ticket
from twingrid.work.rules.answers import Answer, check, typed_of
from twingrid.work.rules.kinds import Catalogue, Content, KindField, KindView

GENERATION = "kinds"


def _build() -> Catalogue:
    rows = KindVersion.objects.order_by("kind__place", "kind_id", "number")
    return Catalogue(
        KindView(key, family, number, Content.model_validate(content))
        for key, family, number, content in rows.values_list("kind__key", "kind__family", "number", "content")
    )


_kinds = Remembered(_build, lambda: generation(GENERATION))


def kinds() -> Catalogue:
    """Every kind in every version. Another process's publishing is seen within half a second."""
    return _kinds.get()


def language() -> str:
    """The present language, as the words of kinds have it."""
    return get_language() or "en"


def kind_words(key: str, number: int) -> str:
    """What a kind was called in this version, in the present language."""
    return kinds().of(key, number).words(language())


def kind_of_ticket(ticket: Ticket) -> KindView:
    """The kind of a request in the version it was reported under."""
    return kinds().of(ticket.kind, ticket.kind_version)


def _given(ticket: Ticket) -> dict[str, Answer]:
    row: Reporter | None = getattr(ticket, "reporter", None)  # nobody reported some requests of the past
    return {**ticket.details, **(row.answers if row else {})}


def typed_answers(ticket: Ticket) -> dict[str, str]:
    """The answers of a request as they stand in a form."""
    return {key: typed_of(value) for key, value in _given(ticket).items()}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer as people read them. `hidden`: there is one, but it is for those who call."""

    key: str
    label: str
    words: str
    hidden: bool = False


def answers_of(ticket: Ticket, *, full: bool, public: bool = False) -> tuple[Answered, ...]:
    """What was answered, in the order and the words of the version it was asked under.

    `full`: the reader may call the reporter. `public`: only what all may see, for the reporter's own page.
    """
    content = kind_of_ticket(ticket).content
    if not content.fields:
        return ()
    return answered(content, _given(ticket), full=full, public=public)


def answered(
    content: Content, given: Mapping[str, Answer], *, full: bool, public: bool = False
) -> tuple[Answered, ...]:
    """These answers in the order and the words of a version; see `answers_of`."""
    found = []
    for one in content.fields:
        if one.key not in given or (public and one.seen_by != "all"):
            continue
        hidden = one.seen_by == "caller" and not full
        words = "" if hidden else answer_words(one, given[one.key])
        found.append(Answered(one.key, one.label.said(language()), words, hidden))
    return tuple(found)


def answer_words(field: KindField, value: Answer) -> str:
    """A kept answer in words."""
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    option = field.option(str(value)) if field.type == "choice" else None
    return option.words.said(language()) if option else str(value)


def wrong_answers(view: KindView, given: Mapping[str, str], *, scope: str, staff: bool) -> dict[str, str]:
    """What is wrong with these answers: a sentence for each question, all at once. Nothing if they can be kept."""
    found = check(view.content, given, scope=scope, staff=staff)
    return {key: wrong_words(code, view.content.field(key)) for key, code in found.wrong.items()}


def wrong_words(code: str, field: KindField | None) -> str:
    """What is wrong with an answer, and what to do; the words stand beside the question."""
    if code == "too_long":
        return _("This is too long. Shorten it.")
    if code == "too_large" and field is not None and field.most:
        return _("Write a number of at most {most}.").format(most=field.most)
    return _(_ANSWERS.get(code, _ANSWERS["choice"]))


_ANSWERS = {
    "required": gettext_noop("Please answer this question."),
    "choice": gettext_noop("Please choose one of the list."),
    "number": gettext_noop("Write a number, with digits only."),
    "too_large": gettext_noop("This number is too large. Please check it."),
    "date": gettext_noop("Write the day as year, month and day, for example 2026-01-31."),
    "phone": gettext_noop("This telephone number cannot be dialled. Please check it, for example 0531-000 01203."),
    "code": gettext_noop("Write letters and digits only, as they stand on the bill."),
    "unknown_field": gettext_noop("This question is not asked any more. Open the page again."),
}
