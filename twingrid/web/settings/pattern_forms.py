"""Forms and words of regular hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twingrid.people.choices import OnlyOn

DAYS = {
    "1": gettext_lazy("Mon"),
    "2": gettext_lazy("Tue"),
    "3": gettext_lazy("Wed"),
    "4": gettext_lazy("Thu"),
    "5": gettext_lazy("Fri"),
    "6": gettext_lazy("Sat"),
    "7": gettext_lazy("Sun"),
}
KINDS = {
    "day": gettext_lazy("At work"),
    "standby": gettext_lazy("On standby"),
    "night": gettext_lazy("On call at night"),
}
SOURCES = {"hand": gettext_lazy("by hand"), "swap": gettext_lazy("swapped")}


@dataclass(frozen=True, slots=True)
class Ready:
    """Hours that many have: their words, and what the form then holds."""

    words: Promise
    values: Mapping[str, Any]


READY: Mapping[str, Ready] = {
    "day": Ready(
        gettext_lazy("Day"), {"kind": "day", "weekdays": list("12345"), "starts": time(8), "ends": time(17, 30)}
    ),
    "evening": Ready(
        gettext_lazy("Evening standby"),
        {"kind": "standby", "weekdays": list("12345"), "starts": time(17, 30), "ends": time(22)},
    ),
    "weekend": Ready(
        gettext_lazy("Weekend"), {"kind": "standby", "weekdays": list("67"), "starts": time(8), "ends": time(22)}
    ),
    "night": Ready(
        gettext_lazy("Night"), {"kind": "night", "weekdays": list("1234567"), "starts": time(22), "ends": time(8)}
    ),
}


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PatternForm(forms.Form):
    """Hours that come back each week."""

    kind = forms.ChoiceField(label=gettext_lazy("What are the hours?"), choices=list(KINDS.items()))
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On which days do they begin?"),
        choices=list(DAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    only = forms.ChoiceField(
        label=gettext_lazy("And on holidays?"),
        choices=[("", gettext_lazy("as on other days")), *OnlyOn.choices],
        required=False,
    )
    starts = forms.TimeField(label=gettext_lazy("From"), widget=_clock())
    ends = forms.TimeField(
        label=gettext_lazy("To"),
        widget=_clock(),
        help_text=gettext_lazy("Earlier than the begin means the next morning."),
    )
    since = forms.DateField(label=gettext_lazy("From which day?"), widget=_day())
    until = forms.DateField(
        label=gettext_lazy("Over from which day?"),
        widget=_day(),
        required=False,
        help_text=gettext_lazy("Leave empty if they go on."),
    )
    instead = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EndForm(forms.Form):
    """From when on hours are over."""

    on = forms.DateField(label=gettext_lazy("Over from which day?"), widget=_day())


def in_words(row: Any) -> str:
    """A pattern in one line: days, hours, what it is, turns, until when."""
    hours = f"{row.starts:%H:%M}–{row.ends:%H:%M}"
    parts = [f"{_days(row.weekdays)} {hours}", str(KINDS.get(row.kind, row.kind))]
    if row.only:
        parts.append(str(OnlyOn(row.only).label))
    if row.turn_of > 1:
        parts.append(_("in turn, every {n} days").format(n=row.turn_of))
    return " · ".join(parts)


def _days(weekdays: str) -> str:
    if weekdays == "1234567":
        return _("every day")
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) > 2 and int(last) - int(first) == len(weekdays) - 1:
        return f"{DAYS[first]}–{DAYS[last]}"
    return _(", ").join(str(DAYS[day]) for day in weekdays)


def source_words(source: str) -> str:
    """Where hours come from, when it is not the pattern."""
    return str(SOURCES.get(source, ""))
