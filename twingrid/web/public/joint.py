"""The resident's page of a joint case, under the private link of the receipt: every company in one place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.web.counter import legs
from twingrid.web.shell.opening import open_to_all
from twingrid.work import actions as work_actions
from twingrid.work.queries import joint as joint_queries

NEXT_WORDS = {
    "opened": gettext_lazy("Every company has its part. You see here how far each one is; you need do nothing."),
    "partly": gettext_lazy("Part of it is done. What remains stands below."),
    "done": gettext_lazy("Every company has finished."),
    "closed": gettext_lazy("This is finished. If something is wrong, ask at the counter where it was taken in."),
    "cancelled": gettext_lazy("Nobody works on this any more."),
}


@require_safe
@open_to_all
@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    """All legs of one case. It holds no name."""
    at = clock.now()
    joint = joint_queries.joint_by_token(token)
    context = {
        "joint": joint,
        "next": NEXT_WORDS.get(joint.state, ""),
        "legs": [(line, legs.SIGNS.get(line.service, "tool"), legs.state_of(line)) for line in joint.legs],
        "state": legs.SIGN_OF.get(joint.state, joint.state),
        "token": token,
        "at": at,
    }
    return render(request, "public/joint.html", context)


@require_POST
@open_to_all
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """The resident takes back that data are passed on."""
    work_actions.withdraw_consent(token=token, at=clock.now())
    return redirect("public:joint", token=token)
