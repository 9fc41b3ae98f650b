"""Lists by view and filter; filters that are kept and shared; what leaves as a file."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound
from twingrid.work import actions
from twingrid.work.models import SavedFilter
from twingrid.work.queries import filtered
from twingrid.work.rules.wanted import Allowed, Wanted, wanted_from

ALLOWED = Allowed(kinds=("light",), states=("new",), channels=("page",), clocks=("law",))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({}, Wanted()),
        ({"view": "late", "kind": "light", "state": "new"}, Wanted(view="late", kind="light", state="new")),
        ({"view": "nonsense", "kind": "x", "state": "y", "channel": "z", "clock": "w"}, Wanted()),
        ({"since": "2023-02-22", "until": "2023-02-31"}, Wanted(since=date(2023, 2, 22))),
        ({"words": " 灯\x00 ", "number": " 12 ", "area": "A" * 50}, Wanted(words="灯", number="12", area="A" * 20)),
    ],
)
def test_an_address_asks_for_what_is_known_and_comes_back_the_same(said: dict[str, str], asked: Wanted) -> None:
    assert wanted_from(said, ALLOWED) == asked
    assert wanted_from(asked.as_words(), ALLOWED) == asked


@pytest.mark.django_db
def test_each_view_and_filter_finds_its_own(report: Any, walk: Any, cast: Cast, at: datetime) -> None:
    fresh, returned, waits, done = report(), report(words="有人来过"), report(by=cast.zhou), report()
    walk(returned, "accept", "return")
    walk(waits, "accept")
    actions.pause_ticket(number=waits.number, reason="access", by=cast.han, at=at)
    walk(done, "accept", "arrive", "resolve")

    def found(who: Any, when: datetime = at, **asked: Any) -> set[str]:
        return {one.line.number for one in filtered.listed(who, Wanted(**asked), at=when).rows}

    assert found(cast.han) == {fresh.number, waits.number}
    assert found(cast.sun, view="area") == {one.number for one in (fresh, returned, waits, done)}
    assert found(cast.sun, view="returned") == {returned.number}
    assert found(cast.sun, view="waiting") == {waits.number}
    assert found(cast.sun, view="call_back") == {done.number}
    later = at + timedelta(days=9)
    assert fresh.number in found(cast.sun, view="late", when=later)
    assert found(cast.sun, view="late") == set()
    soon = fresh.clocks.filter(warn_at__isnull=False).order_by("warn_at").first().warn_at
    assert fresh.number in found(cast.sun, view="soon", when=soon)
    assert found(cast.sun, view="all", channel="direct_call") == {waits.number}
    assert found(cast.sun, view="all", words="来过") == {returned.number}
    assert found(cast.sun, view="all", state="resolved", kind="stairwell_light") == {done.number}
    assert found(cast.sun, view="all", since=(at + timedelta(days=1)).date()) == set()
    assert found(cast.sun, view="area", area="no-such") == set()
    assert found(cast.sun, view="late", kind="complaint", number=done.number) == {done.number}
    assert found(cast.ding, view="all") == set()
    callers = {one.line.number: one.caller for one in filtered.listed(cast.clerk, Wanted(view="all"), at=at).rows}
    assert all("*" in caller for caller in callers.values())
    assert "*" not in filtered.listed(cast.han, Wanted(number=fresh.number), at=at).rows[0].caller


@pytest.mark.django_db
def test_a_filter_is_kept_shared_and_changed_by_its_owner_alone(cast: Cast, at: datetime) -> None:
    asked = Wanted(view="late", kind="stairwell_light", number="1")
    for _time in range(2):
        kept = actions.save_filter(name="晚了的灯", wanted=asked, share="role:power_worker", by=cast.han, at=at)
    assert SavedFilter.objects.count() == 1
    assert kept.content == {"view": "late", "kind": "stairwell_light"}
    assert [one.mine for one in filtered.kept_filters(cast.han, at=at)] == [True]
    assert [one.mine for one in filtered.kept_filters(cast.ding, at=at)] == [False]
    assert filtered.kept_filters(cast.zhou, at=at) == ()
    actions.save_filter(name="灯", wanted=replace(asked, kind=""), filter_id=kept.pk, by=cast.han, at=at)
    assert filtered.kept_filters(cast.ding, at=at) == ()
    with pytest.raises(NotFound):
        actions.save_filter(name="x", wanted=asked, filter_id=kept.pk, by=cast.ding, at=at)
    with pytest.raises(NotFound):
        actions.drop_filter(filter_id=kept.pk, by=cast.ding, at=at)
    for name, share in ((" ", ""), ("x", "role:manager"), ("x", "unit:999999"), ("x", "nonsense")):
        with pytest.raises(BadInput):
            actions.save_filter(name=name, wanted=asked, share=share, by=cast.han, at=at)
    actions.drop_filter(filter_id=kept.pk, by=cast.han, at=at)
    assert not SavedFilter.objects.exists()


@pytest.mark.django_db
def test_what_leaves_is_in_the_journal_without_what_it_was(report: Any, cast: Cast, at: datetime) -> None:
    report()
    rows = actions.export_list(wanted=Wanted(view="area", words="灯"), kind="csv", by=cast.sun, at=at)
    event = Event.objects.get(name="work.list.exported")
    assert (event.actor_id, event.facts) == (cast.sun.pk, {"rows": len(rows), "file": "csv", "view": "area"})
    with pytest.raises(NotAllowed):
        actions.export_list(wanted=Wanted(), kind="csv", by=cast.people["admin"], at=at)
