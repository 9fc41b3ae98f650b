"""What a move asks for. Nothing that is known is asked again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twingrid.kit import clock
from twingrid.work import queries as work_queries
from twingrid.work.choices import CallBackResult, CancelReason, Finding, Outcome
from twingrid.work.queries import materials as material_queries

VISITED = [
    Outcome.UTILITY_SIDE,
    Outcome.CUSTOMER_SIDE_COURTESY,
    Outcome.CUSTOMER_SIDE,
    Outcome.NOTHING_FOUND,
    Outcome.PASSED_ON,
]
CHOSEN: dict[str, Any] = {
    "widget": forms.RadioSelect,
    "error_messages": {"required": _("Choose what comes closest.")},
}
REMOTE = [Outcome.ANSWERED, Outcome.PASSED_ON]


class Photos(forms.ClearableFileInput):
    """Several photos from the camera or the album."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """File contents of several photos; what they are is checked by the action, by content."""

    widget = Photos

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file, checked one by one."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(PhotosField, self).clean(one, initial) for one in files]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _camera() -> Photos:
    return Photos(attrs={"accept": "image/*", "capture": "environment"})


class NoForm(forms.Form):
    """A move that asks for nothing."""


class ResolveForm(forms.Form):
    """What was found, on whose side, and what was done."""

    finding = forms.ChoiceField(label=_("What was it?"), choices=Finding.choices, **CHOSEN)
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[(o.value, o.label) for o in VISITED],
        **CHOSEN,
    )
    words = forms.CharField(
        label=_("What did you do?"),
        max_length=1000,
        required=False,
        widget=_lines(3),
        help_text=_("The resident reads this: what, which part, is it safe now."),
    )
    photos = PhotosField(label=_("Photo"), required=False, widget=_camera())


class AnswerForm(forms.Form):
    """Settled without a visit."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[(o.value, o.label) for o in REMOTE],
        **CHOSEN,
    )
    words = forms.CharField(label=_("What did you answer?"), max_length=1000, widget=_lines(3))


class ReasonForm(forms.Form):
    """A move that needs its reason."""

    reason = forms.CharField(label=_("Why?"), max_length=1000, widget=_lines(2))


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PauseForm(forms.Form):
    """Why it stands still, and until when."""

    reason = forms.ChoiceField(label=_("What does it wait for?"), **CHOSEN)
    until = forms.DateTimeField(
        label=_("Until when?"),
        required=False,
        widget=_moment(),
        help_text=_("It goes on by itself then; left empty, somebody has to let it go on."),
    )
    words = forms.CharField(label=_("Note for colleagues"), max_length=1000, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].choices = work_queries.pause_choices(at=clock.now())  # type: ignore[attr-defined]  # a choice field


class CorrectForm(forms.Form):
    """When somebody was really there."""

    arrived_at = forms.DateTimeField(label=_("When were you really there?"), widget=_moment())
    reason = forms.CharField(label=_("Why?"), max_length=1000)


class DeadlineForm(forms.Form):
    """The deadline that an order has now."""

    deadline = forms.DateTimeField(label=_("By when is it to be answered now?"), widget=_moment())
    reason = forms.CharField(label=_("Why?"), max_length=1000)


class ReassignForm(forms.Form):
    """To whom, and why."""

    to = forms.TypedChoiceField(label=_("To whom?"), coerce=int, **CHOSEN)
    reason = forms.CharField(label=_("Why?"), max_length=1000, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = people  # type: ignore[attr-defined]  # a choice field


class CallBackForm(forms.Form):
    """What the resident said when called back."""

    result = forms.ChoiceField(label=_("What did they say?"), choices=CallBackResult.choices, **CHOSEN)
    words = forms.CharField(label=_("In their words"), max_length=1000, required=False, widget=_lines(2))


class CancelForm(forms.Form):
    """Why a request is not worked on."""

    reason = forms.ChoiceField(label=_("Why?"), choices=CancelReason.choices, **CHOSEN)
    words = forms.CharField(label=_("Explain in a sentence"), max_length=1000)


class RemarkForm(forms.Form):
    """A note for colleagues."""

    words = forms.CharField(label=_("Note for colleagues"), max_length=1000, widget=_lines(2))


class PhotoForm(forms.Form):
    """Photos as found."""

    photos = PhotosField(label=_("Photo as found"), widget=_camera())


class LocateForm(forms.Form):
    """The place of a request that was only words."""

    place = forms.CharField(label=_("Estate and building"), max_length=200)


class JoinForm(forms.Form):
    """Which request is the same matter."""

    into = forms.CharField(
        label=_("Number of the other request"),
        max_length=20,
        help_text=_("It carries on; this one ends as a duplicate, and each caller is answered."),
    )


class MaterialForm(forms.Form):
    """What was used, and how much of it."""

    material = forms.TypedChoiceField(label=_("What was used?"), coerce=int)
    amount = forms.DecimalField(
        label=_("How much?"), max_digits=7, decimal_places=2, min_value=0, help_text=_("0 takes it away again.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(pk, f"{name} ({measure})") for pk, name, measure in material_queries.materials()]
        self.fields["material"].choices = choices  # type: ignore[attr-defined]  # a choice field


class CoverForm(forms.Form):
    """Which photo, and which parts of it are painted over."""

    photo = forms.IntegerField(
        label=_("Which photo?"), min_value=1, max_value=999, initial=1, help_text=_("1 is the oldest.")
    )
    parts = forms.TypedMultipleChoiceField(
        label=_("Which parts?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (0, _("top left")),
            (1, _("top middle")),
            (2, _("top right")),
            (3, _("middle left")),
            (4, _("in the middle")),
            (5, _("middle right")),
            (6, _("bottom left")),
            (7, _("bottom middle")),
            (8, _("bottom right")),
        ],
        help_text=_("A face, a name plate, a number: what is covered is gone for good."),
    )


class ReviseForm(forms.Form):
    """Another rating than the original, and why."""

    stars = forms.TypedChoiceField(
        label=_("Stars now"), coerce=int, choices=[(n, str(n)) for n in range(1, 6)], **CHOSEN
    )
    reason = forms.CharField(
        label=_("Who said so, and why?"),
        max_length=1000,
        widget=_lines(2),
        help_text=_("The original rating stays and goes on counting; this stands beside it."),
    )


class NestForm(forms.Form):
    """Which request this one is a part of."""

    parent = forms.CharField(
        label=_("Number of the larger request"),
        max_length=20,
        help_text=_("That one cannot be finished before this one, unless you say that it is not needed."),
    )


class SpareForm(forms.Form):
    """Which part is not needed, and why."""

    child = forms.CharField(max_length=20, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why is it not needed?"), max_length=1000, widget=_lines(2))


class ApartForm(forms.Form):
    """Which request is another matter."""

    other = forms.CharField(max_length=20, widget=forms.HiddenInput)


class SupportForm(forms.Form):
    """Whom to ask for a part, and for how long."""

    to = forms.TypedChoiceField(label=_("Whom?"), coerce=int, **CHOSEN)
    words = forms.CharField(label=_("Which part?"), max_length=1000, widget=_lines(2))
    days = forms.IntegerField(label=_("For how many days?"), min_value=1, max_value=60, initial=3)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = people  # type: ignore[attr-defined]  # a choice field


class PartForm(forms.Form):
    """What came of a part."""

    support = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("What was done?"), max_length=1000, widget=_lines(2))


class AppealForm(forms.Form):
    """Why an order is not to be counted."""

    conclusion = forms.CharField(label=_("Conclusion"), max_length=200)
    basis = forms.CharField(label=_("Basis: the rule and its article"), max_length=200)
    evidence = forms.CharField(label=_("Evidence: which documents prove it"), max_length=1000, widget=_lines(2))


class ExplainForm(forms.Form):
    """The same facts again."""

    earlier = forms.CharField(
        label=_("Number of the earlier request"),
        max_length=20,
        help_text=_("Of the same caller and kind, and closed."),
    )
    words = forms.CharField(label=_("Explanation for the caller and the hotline"), max_length=800, widget=_lines(3))


class NumberForm(forms.Form):
    """A further number under which a matter is known elsewhere."""

    system = forms.ChoiceField(label=_("Whose number it is"), choices=[("12345", "12345"), ("95598", "95598")])
    external_no = forms.CharField(label=_("Their number"), max_length=40)
    deadline = forms.DateTimeField(
        label=_("Printed deadline"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
