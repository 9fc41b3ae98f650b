"""Choices as chips with a sign: the sign is seen before the word is read."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html

from twingrid.web.shell.templatetags.pieces import icon

KIND_SIGNS: Mapping[str, str] = {
    "stairwell_light": "bulb",
    "no_power": "bolt-off",
    "voltage": "wave-sine",
    "sparks": "flame",
    "meter": "gauge",
    "bill": "receipt",
    "meter_box": "box",
    "tree": "tree",
    "other": "dots",
}
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
