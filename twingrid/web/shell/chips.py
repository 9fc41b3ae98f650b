"""Choices as chips with a sign: the sign is seen before the word is read."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html

from twingrid.web.shell.templatetags.pieces import icon
from twingrid.work import queries as work_queries
from twingrid.work.choices import Family

SCOPE_SIGNS: Mapping[str, str] = {
    "home": "home",
    "unit": "stairs",
    "building": "building",
    "around": "building-community",
    "unknown": "help",
}
ANSWER_SIGNS: Mapping[str, str] = {"yes": "circle-check", "no": "circle-x"}


class SignedRadio(forms.RadioSelect):
    """Radio buttons whose labels begin with an icon; a value without a sign keeps its plain label."""

    def __init__(self, *, signs: Mapping[str, str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.signs = signs

    def create_option(self, *args: Any, **more: Any) -> dict[str, Any]:
        """Django's option with the sign before its words."""
        option = super().create_option(*args, **more)
        sign = self.signs.get(str(option["value"]))
        if sign:
            option["label"] = format_html("{}<span>{}</span>", icon(sign), option["label"])
        return option


class KindRadio(SignedRadio):
    """The kinds of the city (of a family), each with its sign; `more` are signs of further values."""

    def __init__(
        self,
        *,
        more: Mapping[str, str] | None = None,
        family: str = Family.REQUEST,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(signs={}, attrs=attrs)
        self.more, self.family = more or {}, family

    def create_option(self, *args: Any, **more: Any) -> dict[str, Any]:
        """The option with the sign that the kind has now."""
        self.signs = {
            **{view.key: view.content.icon for view in work_queries.kinds().offered(self.family)},
            **self.more,
        }
        return super().create_option(*args, **more)


def kind_choices(*, family: str = Family.REQUEST) -> list[tuple[str, str]]:
    """The kinds that a request (or a hazard) may be of, in the present language."""
    language = work_queries.language()
    return [(view.key, view.words(language)) for view in work_queries.kinds().offered(family)]
