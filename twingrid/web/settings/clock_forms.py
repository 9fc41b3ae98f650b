"""The forms of the clock rules, and the way from what was typed to a set."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from twingrid.work import queries as work_queries
from twingrid.work.choices import Channel, ClockKind
from twingrid.work.queries import clock_settings, language
from twingrid.work.rules.clock_sets import Rule, SetContent, shipped

SETTLEMENTS = [
    ("urban", gettext_lazy("town")),
    ("rural", gettext_lazy("country")),
    ("remote", gettext_lazy("remote")),
]
UNITS = [("minutes", gettext_lazy("minutes")), ("working_days", gettext_lazy("working days"))]


class AreaForm(forms.Form):
    """Which area is to have rules of its own."""

    area = forms.ChoiceField(label=gettext_lazy("Area"))

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]  # a choice field


class TryForm(forms.Form):
    """Something that might be reported."""

    reported_at = forms.DateTimeField(
        label=gettext_lazy("Reported"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What about"))
    channel = forms.ChoiceField(label=gettext_lazy("How it came in"), choices=Channel.choices)
    settlement = forms.ChoiceField(label=gettext_lazy("Where"), choices=SETTLEMENTS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        here = language()
        offered = [(one.key, one.words(here)) for one in work_queries.kinds().offered()]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]  # a choice field


def shipped_choices() -> list[tuple[str, str]]:
    """Every shipped rule, to be taken over: (set:key, words)."""
    here = language()
    return [("", "—")] + [
        (f"{name}:{rule.key}", f"{content.words.said(here)}: {rule.words.said(here)}")
        for name, content in shipped().items()
        for rule in content.rules
    ]


class HeadForm(forms.Form):
    """What a set says besides its rules."""

    valid_from = forms.DateField(
        label=gettext_lazy("For what is reported from this day on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    settlement = forms.ChoiceField(
        label=gettext_lazy("This place is"), choices=[("", gettext_lazy("as the city")), *SETTLEMENTS], required=False
    )
    quiet_from = forms.RegexField(r"^([01]\d|2[0-3]):[0-5]\d$", label=gettext_lazy("Quiet from"), required=False)
    quiet_to = forms.RegexField(
        r"^([01]\d|2[0-3]):[0-5]\d$",
        label=gettext_lazy("Quiet until"),
        required=False,
        help_text=gettext_lazy("Nobody is told then of what is not dangerous; it waits until the morning."),
    )
    take = forms.ChoiceField(label=gettext_lazy("Take over a shipped rule"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["take"].choices = shipped_choices()  # type: ignore[attr-defined]  # a choice field


class RuleForm(forms.Form):
    """One rule: how much time, what stops it, where it is written."""

    active = forms.BooleanField(label=gettext_lazy("In use"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sort"), choices=ClockKind.choices)
    urban = forms.IntegerField(label=gettext_lazy("Time in town"), min_value=0, max_value=1_000_000)
    rural = forms.IntegerField(label=gettext_lazy("In the country (0: as in town)"), min_value=0, max_value=1_000_000)
    remote = forms.IntegerField(label=gettext_lazy("In remote places (0: as before)"), min_value=0, max_value=1_000_000)
    unit = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=UNITS)
    warn = forms.IntegerField(label=gettext_lazy("Soon late after (percent)"), min_value=0, max_value=99)
    pauses = forms.BooleanField(label=gettext_lazy("A pause stops it"), required=False)
    source_zh = forms.CharField(label=gettext_lazy("Where it is written (Chinese)"), max_length=500, required=False)
    source_en = forms.CharField(label=gettext_lazy("Where it is written (English)"), max_length=500, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        initial = options.get("initial")
        if initial and "source" in initial:
            source = initial["source"]
            options["initial"] = {**initial, "source_zh": source["zh"], "source_en": source["en"]}
        super().__init__(*args, **options)


def head_of(found: clock_settings.SetPage) -> dict[str, Any]:
    """What the head of a draft begins with."""
    start = found.start
    return {
        "valid_from": found.draft.valid_from if found.draft else None,
        "settlement": start.settlement,
        "quiet_from": start.quiet_from,
        "quiet_to": start.quiet_to,
    }


def content_of(start: SetContent, head: Mapping[str, Any], said: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The set as it was typed; what no form asks for stays as it was."""
    rules = []
    for rule, typed in zip(start.rules, said, strict=False):
        plain = {name: value for name, value in typed.items() if not name.startswith("source_")}
        source = {"zh": typed["source_zh"], "en": typed["source_en"]}
        rules.append({**rule.model_dump(mode="json"), **plain, "source": source})
    name, _colon, key = head["take"].partition(":")
    taken = shipped()[name].rule(key) if name else None
    if taken is not None:
        rules = [*(one for one in rules if one["key"] != key), taken.model_dump(mode="json")]
    kept = {name: head[name] for name in ("settlement", "quiet_from", "quiet_to")}
    return {**start.model_dump(mode="json"), **kept, "rules": rules}


def amount_words(rule: Rule) -> str:
    """How much time a rule gives, in words: in town, in the country, in remote places where they differ."""
    amounts = dict.fromkeys(rule.amount(place) for place in ("urban", "rural", "remote"))
    numbers = " / ".join(str(one) for one in amounts)
    if rule.unit == "working_days":
        return _("{n} working days").format(n=numbers)
    if all(one and one % 1440 == 0 for one in amounts):
        said = " / ".join(str(one // 1440) for one in amounts)
        return _("{n} days by the calendar").format(n=said) if min(amounts) > 1440 else _("24 hours")
    hours = [one for one in amounts if one % 60 == 0 and one]
    if len(hours) == len(amounts):
        said = " / ".join(str(one // 60) for one in amounts)
        return ngettext("{n} hour", "{n} hours", 2).format(n=said)
    return _("{n} minutes").format(n=numbers)
