"""What is mine to put up and whom I have to call: ready texts, one tap to copy, one to say that it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.notices.actions import posting
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries import groups as group_queries
from twingrid.notices.queries import notices as notice_queries
from twingrid.people import queries as people_queries
from twingrid.web.composer.forms import CallForm
from twingrid.web.composer.lists import viewer


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """My posts and my calls."""
    user, at = viewer(request), clock.now()
    people_queries.require(user, May.GROUP_POST, at=at)
    every = notice_queries.my_posts(user, at=at)
    context = {
        "waiting": [post for post in every if post.state == "waiting"],
        "done": [post for post in every if post.state == "done"],
        "full": group_queries.full_groups([post.group for post in every if post.group is not None], at=at),
        "calls": notice_queries.calls_for(user, at=at),
        "at": at,
    }
    return render(request, "composer/posts.html", context)


@require_POST
def done(request: HttpRequest, post_id: int) -> HttpResponse:
    """It is up."""
    posting.mark_posted(post_id=post_id, by=viewer(request), at=clock.now())
    messages.success(request, _("Kept: who, where and when."))
    return redirect("composer:posts")


@require_POST
def undo(request: HttpRequest, post_id: int) -> HttpResponse:
    """It is not up after all."""
    posting.undo_posted(post_id=post_id, by=viewer(request), at=clock.now())
    return redirect("composer:posts")


@require_POST
def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """How a call of an important user went."""
    form = CallForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Say whether they were told."))
    posting.answer_call(call_id=call_id, by=viewer(request), at=clock.now(), **form.cleaned_data)
    messages.success(request, _("Kept."))
    back = request.POST.get("back", "")
    return redirect("composer:notice", number=back) if back else redirect("composer:posts")
