"""The page behind the link of an invitation: the first password. Looking at it uses nothing up."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.people.actions import invitations
from twingrid.web.shell.opening import open_to_all

_NEW = {"autocomplete": "new-password"}


class FirstPassword(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label=gettext_lazy("Your new password"),
        help_text=gettext_lazy("At least ten characters, not only digits."),
        widget=forms.PasswordInput(attrs=_NEW),
        strip=False,
    )
    again = forms.CharField(
        label=gettext_lazy("The same once more"), widget=forms.PasswordInput(attrs=_NEW), strip=False
    )

    def clean(self) -> None:
        """Both must be the same."""
        said = self.cleaned_data
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", _("The two differ. Type both again."))


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show who is invited and ask for a password; once set, the person signs in with it."""
    at = clock.now()
    person = invitations.invited(secret, at=at)
    form = FirstPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept_invitation(secret=secret, password=form.cleaned_data["password"], at=at)
        except BadInput as error:
            form.add_error("password", error.sentence)
        else:
            messages.success(request, _("Your password is set. Sign in with it now."))
            return redirect("account_login")
    status = 422 if form.errors else 200
    answer = render(request, "account/invited.html", {"form": form, "invited": person}, status=status)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
