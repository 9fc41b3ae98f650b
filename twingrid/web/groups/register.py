"""The register of groups: whose they are, whether they live, how much they have had today."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twingrid.kit import clock
from twingrid.kit.refusals import BadInput
from twingrid.notices.actions import groups as group_actions
from twingrid.notices.composing import Platform
from twingrid.notices.permissions import NoticesPermission as May
from twingrid.notices.queries import groups as group_queries
from twingrid.notices.queries import messages as message_queries
from twingrid.notices.queries.groups import GroupFilter
from twingrid.people import queries as people_queries
from twingrid.people.queries import Person
from twingrid.web.groups.forms import GroupForm, HandOverForm, SizeForm
from twingrid.web.shell.paging import page_of

SHOWN = 50
TABS = (
    ("", gettext_lazy("In use"), "message-circle"),
    ("stale", gettext_lazy("Not looked at for 90 days"), "clock"),
    ("unowned", gettext_lazy("Nobody owns it"), "user-circle"),
    ("full", gettext_lazy("Enough for today"), "alert-circle"),
    ("closed", gettext_lazy("Not in use any more"), "x"),
)


def viewer(request: HttpRequest, right: May = May.GROUP_SEE) -> Person:
    """The signed-in person who holds a right over groups."""
    assert request.user.is_authenticated
    people_queries.require(request.user, right, at=clock.now())
    return request.user


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Every group; the filters are in the address."""
    user, at = viewer(request), clock.now()
    asked = request.GET
    community = asked.get("community", "")
    wanted = GroupFilter(
        q=asked.get("q", "").strip()[:60],
        community=int(community) if community.isdecimal() and len(community) < 18 else None,
        platform=asked.get("platform", ""),
        which=asked.get("which", ""),
    )
    found = group_queries.register(user, wanted, at=at)
    grants = people_queries.grants_of(user, at=at)
    kept = {"q": wanted.q, "community": community, "platform": wanted.platform, "which": wanted.which}
    leaf = page_of(request, size=SHOWN, kept=kept)

    def href(which: str) -> str:
        address = asked.copy()
        address["which"] = which
        address.pop("page", None)
        return f"?{address.urlencode()}"

    context = {
        "wanted": wanted,
        "lines": found.lines[leaf.start : leaf.start + SHOWN],
        **leaf.pager(len(found.lines)),
        "tabs": [(key, words, sign, found.counts[key], href(key)) for key, words, sign in TABS],
        "communities": group_queries.communities_with_groups(),
        "platforms": Platform.choices,
        "may_manage": grants.may(May.GROUP_MANAGE),
        "may_post": grants.may(May.GROUP_POST),
        "at": at,
    }
    return render(request, "groups/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Enter a group."""
    user, at = viewer(request, May.GROUP_MANAGE), clock.now()
    first = {"kind": "outer", "platform": "wechat", "size": 0, "per_day": 3, "owner": user.pk}
    form = GroupForm(request.POST or None, initial=first, choices=group_queries.choices())
    if request.method == "POST" and form.is_valid():
        try:
            group = group_actions.make_group(facts=_facts(form.cleaned_data), by=user, at=at)
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("The group is in the register."))
            return redirect("groups:one", group_id=group.pk)
    return render(request, "groups/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _facts(said: dict[str, Any], buildings: list[int] | None = None) -> group_actions.GroupFacts:
    return group_actions.GroupFacts(
        name=said["name"],
        community_id=said["community"],
        compound_id=said["compound"],
        kind=said["kind"],
        platform=said["platform"],
        owner_id=said["owner"],
        deputy_id=said["deputy"],
        channel_id=said["channel"],
        size=said["size"],
        per_day=said["per_day"],
        buildings=buildings or (),
    )


@require_safe
@never_cache
def one(request: HttpRequest, group_id: int) -> HttpResponse:
    """One group: whose, how alive, and what to do about it."""
    return _show(request, group_id)


def _show(
    request: HttpRequest,
    group_id: int,
    *,
    form: GroupForm | None = None,
    hand: HandOverForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, at = viewer(request), clock.now()
    group, line = group_queries.group_for(user, group_id, at=at)
    may_manage = people_queries.grants_of(user, at=at).may(May.GROUP_MANAGE) and not line.closed
    offered = group_queries.choices() if may_manage else None
    two = {"owner": group.owner_id, "deputy": group.deputy_id}
    initial = two | {
        "name": group.name,
        "community": group.community_id,
        "compound": group.compound_id,
        "kind": group.kind,
        "platform": group.platform,
        "channel": group.channel_id,
        "size": group.size,
        "per_day": group.per_day,
    }
    context = {
        "group": group,
        "line": line,
        "form": form or (GroupForm(initial=initial, choices=offered) if offered else None),
        "hand": hand or (HandOverForm(initial=two, people=offered.people, prefix="to") if offered else None),
        "size_form": SizeForm(initial={"size": group.size}, prefix="now")
        if group_queries.may_verify(user, group, at=at)
        else None,
        "open_form": form is not None,
        "praise": message_queries.praise(group.pk),
        "may_manage": may_manage,
        "at": at,
    }
    return render(request, "groups/one.html", context, status=status)


@require_POST
def change(request: HttpRequest, group_id: int) -> HttpResponse:
    """Correct what the register says."""
    user = viewer(request, May.GROUP_MANAGE)
    group = group_queries.group_row(user, group_id, at=clock.now())
    form = GroupForm(request.POST, choices=group_queries.choices())
    if form.is_valid():
        try:
            facts = _facts(form.cleaned_data, group_queries.buildings_listed(group))
            group_actions.change_group(group_id=group_id, facts=facts, by=user, at=clock.now())
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Kept."))
            return redirect("groups:one", group_id=group_id)
    return _show(request, group_id, form=form, status=422)


@require_POST
def hand_over(request: HttpRequest, group_id: int) -> HttpResponse:
    """Somebody else owns it from today."""
    user = viewer(request, May.GROUP_MANAGE)
    group_queries.group_row(user, group_id, at=clock.now())
    form = HandOverForm(request.POST, people=group_queries.choices().people, prefix="to")
    if form.is_valid():
        said = form.cleaned_data
        try:
            group_actions.hand_over_group(
                group_id=group_id, owner_id=said["owner"], deputy_id=said["deputy"], by=user, at=clock.now()
            )
        except BadInput as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            messages.success(request, _("Handed over. From today the new owner posts."))
            return redirect("groups:one", group_id=group_id)
    return _show(request, group_id, hand=form, status=422)


@require_POST
def verify(request: HttpRequest, group_id: int) -> HttpResponse:
    """It lives, and so many people are in it."""
    form = SizeForm(request.POST, prefix="now")
    if not form.is_valid():
        raise BadInput(_("Write how many people are in the group."))
    group_actions.verify_group(group_id=group_id, size=form.cleaned_data["size"], by=viewer(request), at=clock.now())
    messages.success(request, _("Kept: the group lives, seen today."))
    return redirect("groups:one", group_id=group_id)


@require_POST
def close(request: HttpRequest, group_id: int) -> HttpResponse:
    """The group is no more."""
    group_actions.close_group(group_id=group_id, by=viewer(request), at=clock.now())
    messages.success(request, _("Closed. It counts as a way to nobody from now on."))
    return redirect("groups:one", group_id=group_id)
