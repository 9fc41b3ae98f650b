"""Forms of a kind's draft: the kind itself, and each of its questions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.web.shell.chips import SignedRadio
from twingrid.work.choices import KindGroup
from twingrid.work.rules.kinds import SCOPE, SWITCHABLE, Content, KindField, is_key

ICONS = {
    "bulb": _("Lamp"),
    "bolt": _("Lightning"),
    "bolt-off": _("No electricity"),
    "wave-sine": _("Wave"),
    "flame": _("Flame"),
    "box": _("Box"),
    "tree": _("Tree"),
    "gauge": _("Gauge"),
    "meter-cube": _("Cube"),
    "receipt": _("Receipt"),
    "plug": _("Plug"),
    "heart-handshake": _("Helping hand"),
    "exclamation-mark": _("Exclamation mark"),
    "shield-check": _("Shield"),
    "message": _("Speech"),
    "star": _("Star"),
    "help": _("Question mark"),
    "tools": _("Tools"),
    "home": _("House"),
    "building": _("Building"),
    "alert-triangle": _("Warning"),
    "calendar-event": _("Calendar"),
    "speakerphone": _("Loudspeaker"),
    "sitemap": _("Branches"),
    "arrow-right": _("Arrow"),
    "dots": _("Dots"),
}
MOVE_WORDS = {
    "depart": _("On my way"),
    "arrive": _("I am there"),
    "answer": _("Settled by phone"),
    "resolve": _("Finish"),
    "return": _("Not mine"),
    "attach": _("Attach to a known outage"),
}
TYPES = [
    ("choice", _("Choose one of several")),
    ("yes_no", _("Yes or no")),
    ("text", _("A few words")),
    ("long_text", _("Several sentences")),
    ("number", _("A number")),
    ("date", _("A day")),
    ("phone", _("A telephone number")),
    ("code", _("Letters and digits, such as an account number")),
]
SEEN_BY = [
    ("all", _("All who see the request, and the resident")),
    ("staff", _("Staff only; residents are not asked")),
    ("caller", _("Only those who call the resident")),
]
MEANS = ("", "safety", "home", "unit", "building", "around")


def _text(label: Any, most: int = 300, *, required: bool = False, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **options)


def _key(value: str) -> str:
    if not is_key(value):
        raise forms.ValidationError(_("Write a short name of small letters, for example street_lamp."))
    return value


class NewKindForm(forms.Form):
    """A new kind: the key under which it is counted and sent, and its name."""

    key = _text(
        _("Short name in files and interfaces"), 20, required=True, help_text=_("Small letters; it never changes.")
    )
    words_zh = _text(_("Name in Chinese"), 40, required=True)
    words_en = _text(_("Name in English"), 40, required=True)

    def clean_key(self) -> str:
        """A key."""
        return _key(self.cleaned_data["key"])


class ContentForm(forms.Form):
    """Everything about a kind but its questions."""

    words_zh = _text(_("Name in Chinese"), 40)
    words_en = _text(_("Name in English"), 40)
    about_zh = _text(_("What it is about, in Chinese"))
    about_en = _text(_("What it is about, in English"))
    keywords_zh = _text(
        _("Other words for it in Chinese"), help_text=_("With commas; applications of others search them.")
    )
    keywords_en = _text(_("Other words for it in English"))
    group = forms.ChoiceField(label=_("Under which heading?"), choices=KindGroup.choices)
    icon = forms.ChoiceField(
        label=_("Sign"), choices=list(ICONS.items()), widget=SignedRadio(signs={one: one for one in ICONS})
    )
    scope = forms.ChoiceField(
        label=_("Ask how far it reaches?"),
        required=False,
        choices=[("", _("No")), ("asked", _("Yes")), ("needed", _("Yes, and applications of others have to say it"))],
    )
    needs_words = forms.BooleanField(label=_("A sentence is needed"), required=False)
    promised = forms.BooleanField(label=_("Somebody comes: an arrival is promised"), required=False)
    safety = forms.BooleanField(label=_("It always means danger"), required=False)
    safety_zh = _text(_("What is to be done first in danger, in Chinese"))
    safety_en = _text(_("What is to be done first in danger, in English"))
    moves = forms.MultipleChoiceField(
        label=_("Steps that are used"),
        required=False,
        choices=[(move, MOVE_WORDS[move]) for move in SWITCHABLE],
        widget=forms.CheckboxSelectMultiple,
    )
    active = forms.BooleanField(label=_("It is offered"), required=False)


class QuestionForm(forms.Form):
    """One question. Its answers to choose from stand in lines: key | Chinese | English | what it means."""

    key = _text(_("Short name"), 20, required=True)
    type = forms.ChoiceField(label=_("How is it answered?"), choices=TYPES)
    label_zh = _text(_("Question in Chinese"), 120)
    label_en = _text(_("Question in English"), 120)
    help_zh = _text(_("Help in Chinese"))
    help_en = _text(_("Help in English"))
    options = forms.CharField(
        label=_("Answers to choose from"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "data-lines": ""}),
        help_text=_(
            "One a line: short name | Chinese | English. A fourth part may say what follows: safety, home, unit,"
            " building, around."
        ),
    )
    when_field = forms.ChoiceField(label=_("Asked only after"), required=False)
    when_values = _text(_("answered with"), 200, help_text=_("Short names of answers, with commas; yes or no."))
    seen_by = forms.ChoiceField(label=_("Who reads the answer?"), choices=SEEN_BY)
    most = forms.IntegerField(
        label=_("Longest text or largest number"), required=False, min_value=0, max_value=1_000_000
    )
    required = forms.BooleanField(label=_("An answer is needed"), required=False)

    def __init__(self, *args: Any, earlier: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("(always asked)")), (SCOPE, _("How far does it reach?")), *earlier]
        self.fields["when_field"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean_key(self) -> str:
        """A key."""
        return _key(self.cleaned_data["key"])

    def clean_options(self) -> list[dict[str, Any]]:
        """The answers as content."""
        found = []
        for line in self.cleaned_data["options"].splitlines():
            parts = [part.strip() for part in line.replace("｜", "|").split("|")]
            if not any(parts):
                continue
            key, zh, en, means = (*parts, "", "", "")[:4]
            if not is_key(key) or means not in MEANS or len(parts) > 4 or len(zh) > 120 or len(en) > 120:
                raise forms.ValidationError(
                    _("This line cannot be read: %(line)s. Write: short name | Chinese | English."),
                    params={"line": line[:60]},
                )
            found.append({"key": key, "words": {"zh": zh, "en": en}, "means": means})
        return found


def initial_of(content: Content) -> dict[str, Any]:
    """A kind as its form begins."""
    return {
        "words_zh": content.words.zh,
        "words_en": content.words.en,
        "about_zh": content.about.zh,
        "about_en": content.about.en,
        "keywords_zh": content.keywords.zh,
        "keywords_en": content.keywords.en,
        "safety_zh": content.safety_words.zh,
        "safety_en": content.safety_words.en,
        "moves": list(content.moves),
        **{
            name: getattr(content, name)
            for name in ("group", "icon", "scope", "needs_words", "promised", "safety", "active")
        },
    }


def question_initial(field: KindField) -> dict[str, Any]:
    """A question as its form begins."""
    lines = [" | ".join(part for part in (o.key, o.words.zh, o.words.en, o.means)) for o in field.options]
    wait = field.shown_when
    return {
        "key": field.key,
        "type": field.type,
        "label_zh": field.label.zh,
        "label_en": field.label.en,
        "help_zh": field.help.zh,
        "help_en": field.help.en,
        "options": "\n".join(line.rstrip(" |") for line in lines),
        "when_field": wait.field if wait else "",
        "when_values": ", ".join(wait.values) if wait else "",
        "seen_by": field.seen_by,
        "most": field.most or None,
        "required": field.required,
    }


def content_of(said: Mapping[str, Any], questions: list[Mapping[str, Any]]) -> dict[str, Any]:
    """What the forms say, as content."""

    def both(values: Mapping[str, Any], name: str) -> dict[str, str]:
        return {"zh": values[f"{name}_zh"], "en": values[f"{name}_en"]}

    def question(values: Mapping[str, Any]) -> dict[str, Any]:
        names = [part.strip() for part in values["when_values"].replace("，", ",").split(",") if part.strip()]
        wait = {"field": values["when_field"], "values": names} if values["when_field"] else None
        return {
            **{name: values[name] for name in ("key", "type", "options", "seen_by", "required")},
            "label": both(values, "label"),
            "help": both(values, "help"),
            "most": values["most"] or 0,
            "shown_when": wait,
        }

    return {
        **{name: said[name] for name in ("group", "icon", "scope", "needs_words", "promised", "safety", "active")},
        "words": both(said, "words"),
        "about": both(said, "about"),
        "keywords": both(said, "keywords"),
        "safety_words": both(said, "safety"),
        "moves": [move for move in SWITCHABLE if move in said["moves"]],
        "fields": [question(one) for one in questions],
    }
