"""The form of a text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TextForm(forms.Form):
    """The words of a text."""

    words = forms.CharField(label=_("The words"), max_length=2000)

    def __init__(self, *args: Any, long: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if long:
            self.fields["words"].widget = forms.Textarea(attrs={"rows": 5})
