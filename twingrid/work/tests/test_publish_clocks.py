"""Clock rules are drafted, tried out and published from a day on; what was reported before keeps its own."""

from datetime import timedelta

import pytest

from twingrid.kit import clock, memo
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.work import actions
from twingrid.work.models import Clock, ClockSet, Recount
from twingrid.work.queries import clock_settings
from twingrid.work.queries.clocks import timetable
from twingrid.work.rules.clock_sets import shipped

SHANGHAI = shipped()["shanghai"].rule("arrive").model_dump(mode="json")


def city():
    return ClockSet.objects.get(partition="")


def drafted(cast, at, *, valid_from, row=None, **changes):
    row = row or city()
    page = clock_settings.set_page(row.pk, at=at)
    content = {**page.start.model_dump(mode="json"), **changes}
    actions.save_clocks(set_id=row.pk, content=content, valid_from=valid_from, seen=page.stamp, by=cast.admin, at=at)
    return clock_settings.set_page(row.pk, at=at)


def publish(cast, at, page):
    version = actions.publish_clocks(set_id=page.line.id, seen=page.stamp, by=cast.admin, at=at)
    memo.forget_all()  # what another process sees half a second later
    return version


def due(ticket, key="arrive"):
    one = Clock.objects.get(ticket=ticket, key=key)
    return one.kind, one.due_at


def test_a_new_version_holds_from_its_day_on_and_an_earlier_day_moves_what_was_reported(report, cast, at):
    today, ticket = clock.today(at), report(kind="no_power")
    rules = [one for one in shipped()["jinan"].model_dump(mode="json")["rules"] if one["key"] != "arrive"]
    page = drafted(cast, at, valid_from=today + timedelta(days=1), rules=[*rules, SHANGHAI])
    publish(cast, at, page)
    assert due(report(kind="no_power")) == ("promise", at + timedelta(minutes=45))
    assert due(report(kind="no_power", when=at + timedelta(days=1)))[0] == "law"

    page = drafted(cast, at, valid_from=today, rules=[*rules, SHANGHAI])
    version = publish(cast, at, page)
    assert version.number == 3
    assert due(ticket)[0] == "promise"
    actions.begin_recount(at=at, since=version.valid_from)
    while actions.recount_some(at=at):
        pass
    assert due(ticket) == ("law", at + timedelta(minutes=60))
    assert Clock.objects.filter(ticket=ticket, key="arrive").count() == 1
    assert Recount.objects.get().changed == 2


def test_an_area_has_its_own_settlement_and_the_citys_other_rules(report, cast, at):
    made = {"partition": "power", "area_code": report().power_area.code, "by": cast.admin, "at": at}
    row = actions.make_clocks(**made)
    assert actions.make_clocks(**made) == row
    page = drafted(cast, at, row=row, valid_from=clock.today(at), settlement="rural")
    publish(cast, at, page)
    here = report(kind="no_power")
    others = (report(kind="no_power", building_id=one.pk, unit="") for one in cast.buildings.values())
    elsewhere = next(one for one in others if one.power_area_id != here.power_area_id)
    assert (due(here)[1] - at, due(elsewhere)[1] - at) == (timedelta(minutes=90), timedelta(minutes=45))
    assert due(here, "accept")[1] == at + timedelta(minutes=15)


def test_others_may_not_two_at_once_are_told_and_what_is_wrong_does_not_hold(cast, at):
    stamp = clock_settings.set_page(city().pk, at=at).stamp
    with pytest.raises(NotAllowed):
        actions.publish_clocks(set_id=city().pk, seen=stamp, by=cast.sun, at=at)
    with pytest.raises(Refused, match="草稿"):
        actions.publish_clocks(set_id=city().pk, seen=stamp, by=cast.admin, at=at)
    page = drafted(cast, at, valid_from=None, quiet_to="")
    with pytest.raises(BadInput, match="免打扰"):
        actions.publish_clocks(set_id=city().pk, seen=page.stamp, by=cast.admin, at=at)
    with pytest.raises(Refused):
        actions.save_clocks(set_id=city().pk, content={"rules": []}, valid_from=None, seen=stamp, by=cast.admin, at=at)
    actions.drop_clocks(set_id=city().pk, seen=page.stamp, by=cast.admin, at=at)
    assert len(timetable().valid(("", ""), clock.today(at)).content.rules) == len(shipped()["jinan"].rules)
