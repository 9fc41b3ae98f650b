"""The questions of a kind as a form: drawn and checked alike at every door that asks them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import pgettext_lazy

from twingrid.kit.refusals import Turned
from twingrid.work import queries as work_queries
from twingrid.work.choices import Family
from twingrid.work.rules.kinds import KindField, KindView

PREFIX = "a"
YES_NO = [("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))]
_INPUTS: Mapping[str, Mapping[str, str]] = {
    "number": {"inputmode": "decimal"},
    "date": {"type": "date"},
    "phone": {"inputmode": "tel", "type": "tel", "autocomplete": "off"},
    "code": {"inputmode": "text", "autocomplete": "off"},
}


class KindForm(forms.Form):
    """The questions of one version of a kind, named `a-…`. `staff`: also those that only staff are asked.

    What is right is decided by the rules of work, not by Django's fields: they know which question is asked at all.
    """

    def __init__(
        self, view: KindView | None, data: Mapping[str, Any] | None = None, *, staff: bool, **options: Any
    ) -> None:
        super().__init__(data, prefix=PREFIX, **options)
        self.view, self.staff = view, staff
        self.scope = str(data.get("scope") or "unknown") if data else "unknown"
        language = work_queries.language()
        for one in view.content.fields if view else ():
            if staff or one.seen_by != "staff":
                self.fields[one.key] = _field(one, language)

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Each question as it is drawn, with the answers that it waits for and those that mean danger."""
        content = self.view.content if self.view else None
        found = []
        for key in self.fields:
            one = content.field(key) if content else None
            assert one is not None
            wait = one.shown_when
            name = wait.field if wait and wait.field == "scope" else f"{PREFIX}-{wait.field}" if wait else ""
            danger = "|".join(option.key for option in one.options if option.means == "safety")
            found.append(
                {
                    "field": self[key],
                    "choices": one.type in ("choice", "yes_no"),
                    "when": f"{name}={'|'.join(wait.values)}" if wait else "",
                    "danger": f"{PREFIX}-{key}={danger}" if danger else "",
                }
            )
        return found

    @property
    def safety_words(self) -> str:
        """What is said first when an answer means danger."""
        return self.view.content.safety_words.said(work_queries.language()) if self.view else ""

    def given(self) -> dict[str, str]:
        """The answers as they were typed; only those that say something."""
        typed = {key: str(self[key].value() or "").strip() for key in self.fields}
        return {key: value for key, value in typed.items() if value}

    def full_clean(self) -> None:
        """Every wrong answer with its sentence."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        if not self.is_bound or self.view is None:
            return
        wrong = work_queries.wrong_answers(self.view, self.given(), scope=self.scope, staff=self.staff)
        for key, sentence in wrong.items():
            self.add_error(key if key in self.fields else None, sentence)


def kind_form(asked: Mapping[str, Any], *, staff: bool, bound: bool = True, family: str = Family.REQUEST) -> KindForm:
    """The form of the kind that is chosen in what was sent; without questions while none is chosen."""
    view = work_queries.kinds().present(str(asked.get("kind") or ""))
    offered = view if view and view.content.active and view.family == family else None
    if bound:
        return KindForm(offered, asked, staff=staff)
    typed = {key.removeprefix(f"{PREFIX}-"): value for key, value in asked.items() if key.startswith(f"{PREFIX}-")}
    return KindForm(offered, staff=staff, initial=typed)


def add_error(error: Turned, form: forms.Form, asked: KindForm, *, known_as: Mapping[str, str]) -> None:
    """Put the sentence of a refusal at its field of either form; at the top where neither has it."""
    field = known_as.get(error.field, error.field)
    if field not in form.fields and field in asked.fields:
        asked.add_error(field, error.sentence)
    else:
        form.add_error(field if field in form.fields else None, error.sentence)


def scope_kinds() -> str:
    """The kinds that ask how far it reaches, as the pages' scripts read them."""
    return " ".join(view.key for view in work_queries.kinds().offered() if view.content.scope)


def dangers() -> list[tuple[str, str]]:
    """The kinds that are dangerous by themselves, with what is said first."""
    language = work_queries.language()
    views = (view for view in work_queries.kinds().offered() if view.content.safety)
    return [(view.key, view.content.safety_words.said(language)) for view in views]


def _field(one: KindField, language: str) -> forms.Field:
    given: dict[str, Any] = {
        "label": one.label.said(language),
        "help_text": one.help.said(language),
        "required": one.required,
    }
    if one.type in ("choice", "yes_no"):
        choices: Any = YES_NO if one.type == "yes_no" else [(o.key, o.words.said(language)) for o in one.options]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)
    if one.type == "long_text":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "maxlength": one.most or 1000}), **given)
    attrs = dict(_INPUTS.get(one.type, {}))
    if one.type in ("text", "code"):
        attrs["maxlength"] = str(one.most or (120 if one.type == "text" else 24))
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **given)
