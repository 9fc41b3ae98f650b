"""A new version of a kind: drafted, mended, published; two at once, and the wrong people."""

import pytest

from twingrid.kit import memo
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.work import actions, queries
from twingrid.work.models import KindDraft, KindVersion
from twingrid.work.queries import kind_settings
from twingrid.work.rules.kinds import Words

pytestmark = pytest.mark.django_db


def content_of(key):
    return kind_settings.kind_page(key).start.content.model_dump(mode="json")


def save(cast, at, key="meter", **changes):
    page = kind_settings.kind_page(key)
    content = content_of(key) | changes
    return actions.save_draft(key=key, content=content, seen=page.stamp, by=cast.admin, at=at)


def publish(cast, at, key="meter"):
    page = kind_settings.kind_page(key)
    made = actions.publish_kind(key=key, seen=page.stamp, by=cast.admin, at=at)
    memo.forget_all()
    return made


def test_a_draft_changes_nothing_until_it_is_published(cast, at, report):
    before = report(kind="meter", answers={"what": "blank"})
    save(cast, at, words={"zh": "表计", "en": "Metering"})
    assert queries.kinds().present("meter").words("en") == "Meter"
    assert publish(cast, at).number == 2
    after = report(kind="meter")
    assert (before.kind_version, after.kind_version) == (1, 2)
    assert [queries.kinds().of("meter", n).words("en") for n in (1, 2)] == ["Meter", "Metering"]
    assert not KindDraft.objects.exists()


def test_a_kind_that_is_switched_off_is_not_offered_and_old_requests_stay_readable(cast, at, report):
    before = report(kind="tip", words="有人窃电")
    save(cast, at, key="tip", active=False)
    publish(cast, at, key="tip")
    assert "tip" not in [view.key for view in queries.kinds().offered()]
    with pytest.raises(BadInput):
        report(kind="tip", words="有人窃电")
    assert queries.kind_of_ticket(before).content.active


def test_what_has_to_be_mended_stops_the_publishing(cast, at):
    save(cast, at, key="no_power", active=False)
    page = kind_settings.kind_page("no_power")
    assert page.draft is not None
    assert len(page.draft.troubles) == 1
    with pytest.raises(BadInput):
        publish(cast, at, key="no_power")
    assert KindVersion.objects.filter(kind__key="no_power").count() == 1


def test_of_two_who_write_the_same_draft_the_second_is_told(cast, at):
    seen = kind_settings.kind_page("meter").stamp
    save(cast, at, promised=True)
    with pytest.raises(Refused):
        actions.save_draft(key="meter", content=content_of("meter") | {"icon": "star"}, seen=seen, by=cast.admin, at=at)
    with pytest.raises(Refused):
        actions.publish_kind(key="meter", seen=seen, by=cast.admin, at=at)
    with pytest.raises(Refused):
        actions.drop_draft(key="meter", seen=seen, by=cast.admin, at=at)


def test_saving_and_dropping_may_be_repeated(cast, at):
    first = save(cast, at, promised=True)
    again = actions.save_draft(key="meter", content=first.content, seen="old", by=cast.admin, at=at)
    assert again.pk == first.pk
    seen = kind_settings.kind_page("meter").stamp
    for _ in range(2):
        actions.drop_draft(key="meter", seen=seen, by=cast.admin, at=at)
    with pytest.raises(Refused):
        publish(cast, at)


def test_what_is_no_content_is_refused(cast, at):
    with pytest.raises(BadInput):
        save(cast, at, colour="red")
    one = {"key": "one_more", "type": "text"}
    with pytest.raises(BadInput):
        save(cast, at, fields=[one] * 31)


def test_a_city_makes_a_kind_of_its_own(cast, at, report):
    words = Words(zh="路灯", en="Street lamp")
    kind = actions.make_kind(key="street_lamp", words=words, by=cast.admin, at=at)
    assert actions.make_kind(key="street_lamp", words=words, by=cast.admin, at=at) == kind
    with pytest.raises(BadInput):
        report(kind="street_lamp")
    both = {"zh": "路灯不亮。", "en": "A street lamp is out."}
    save(cast, at, key="street_lamp", about=both)
    publish(cast, at, key="street_lamp")
    assert report(kind="street_lamp").kind_version == 1
    with pytest.raises(BadInput):
        actions.make_kind(key="street_lamp", words=words, by=cast.admin, at=at)
    for wrong in ("Lamp", "x", "new", "scope", "路灯"):
        with pytest.raises(BadInput):
            actions.make_kind(key=wrong, words=words, by=cast.admin, at=at)


def test_only_the_administrator_changes_kinds(cast, at):
    seen = kind_settings.kind_page("meter").stamp
    for who in (cast.han, cast.sun, cast.zhou):
        with pytest.raises(NotAllowed):
            actions.save_draft(key="meter", content=content_of("meter"), seen=seen, by=who, at=at)
        with pytest.raises(NotAllowed):
            actions.publish_kind(key="meter", seen=seen, by=who, at=at)
        with pytest.raises(NotAllowed):
            actions.drop_draft(key="meter", seen=seen, by=who, at=at)
        with pytest.raises(NotAllowed):
            actions.make_kind(key="street_lamp", words=Words(), by=who, at=at)


def test_a_kind_that_is_not_there_is_not_found(cast, at):
    with pytest.raises(NotFound):
        actions.publish_kind(key="spaceship", seen="", by=cast.admin, at=at)
    with pytest.raises(NotFound):
        kind_settings.kind_version("meter", 9)


def test_another_city_keeps_its_own_kinds(cast, at):
    from twingrid.cities import queries as cities_queries

    save(cast, at, words={"zh": "表计", "en": "Metering"})
    publish(cast, at)
    with cities_queries.inside("yunting"):
        assert kind_settings.kind_page("meter").versions[0].number == 1
        assert queries.kinds().present("meter").number == 1
