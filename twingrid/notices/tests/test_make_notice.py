"""A notice starts from what happens; its homes come first, its text second."""

from datetime import timedelta
from typing import Any

import pytest

from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.notices.actions import composing
from twingrid.notices.composing import NoticeKind
from twingrid.notices.models import NoticeHome
from twingrid.notices.queries import texts
from twingrid.notices.queries.composing import homes_of
from twingrid.notices.rules import wording
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures


def test_the_homes_are_those_that_the_outage_reaches(write: Any, cast: Any) -> None:
    notice = write()
    homes = NoticeHome.objects.filter(notice=notice)
    assert sum(home.customers for home in homes) == len(cast.customers)
    assert {home.building_id for home in homes} == {building.pk for building in cast.buildings.values()}


def test_the_text_names_homes_as_residents_do_and_never_the_network(write: Any, at: Any) -> None:
    notice = write()
    words = texts.preview(notice, notice.editions.get(), at=at)
    assert "乐山小区1至7号楼" in words
    assert "建设路78号" in words
    assert "3月3日（周五）19:00至3月4日（周六）3:00" in words
    assert "更换变压器" in words
    assert "T1" not in words
    assert "{" not in words


def test_the_groups_of_its_homes_are_chosen_by_themselves(write: Any, group: Any) -> None:
    mine, stale = group("leshan"), group("muhe", verified=None)
    chosen = {way.group_id for way in write().ways.all() if way.group_id}
    assert chosen == {mine.pk}
    assert stale.pk not in chosen


def test_the_same_form_again_is_the_same_notice(write: Any) -> None:
    assert write(intake_key="form-1").pk == write(intake_key="form-1").pk
    assert write(intake_key="form-2").number.endswith("-002")


def test_other_notices_choose_buildings(write: Any, cast: Any, at: Any) -> None:
    notice = write(
        kind="safety", outage_number="", buildings=[cast.home.pk], what="雷雨天请拔掉不用的插头。", ends_at=None
    )
    words = texts.preview(notice, notice.editions.get(), at=at)
    assert words.startswith("【用电安全】雷雨天请拔掉不用的插头。")
    assert "乐山小区3号楼" in words


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"kind": "safety", "outage_number": "", "buildings": [1]}, "what"),
        ({"outage_number": "", "buildings": []}, "buildings"),
        ({"kind": "weather"}, "kind"),
        ({"kind": "planned_outage", "outage_number": "", "buildings": [999_999_999]}, "buildings"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_field(write: Any, change: Any, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        write(**change)
    assert refused.value.field == field


@pytest.mark.parametrize(("kind", "basis"), [("planned_outage", "第35条(一)"), ("temporary_outage", "第35条(二)")])
def test_in_jinan_everybody_must_be_able_to_read_of_an_outage(write: Any, kind: str, basis: str) -> None:
    with pytest.raises(BadInput) as refused:
        write(kind=kind, public=False)
    assert refused.value.field == "public"
    assert basis in refused.value.sentence


@pytest.mark.parametrize("kind", NoticeKind.values)
def test_every_kind_has_its_words_for_residents_operations_and_one_line(
    write: Any, cast: Any, at: Any, kind: str
) -> None:
    notice = write(kind=kind, outage_number="", buildings=[cast.home.pk], what="请看。")
    edition = notice.editions.get()
    words = texts.preview(notice, edition, at=at)
    assert words.startswith("【")
    assert "乐山小区3号楼" in words
    inner = texts.operations_preview(notice, edition, [*homes_of(notice.pk)], at=at)
    assert "乐山小区3号楼" in inner
    assert "{" not in words + inner
    assert wording.default(kind, wording.Use.SHORT).endswith("{link}")


def test_operations_read_equipment_by_name_and_code_and_residents_may_not(write: Any, cast: Any, at: Any) -> None:
    notice = write()
    inner = texts.operations_preview(notice, notice.editions.get(), homes_of(notice.pk), at=at)
    assert "jn-T1" in inner
    own = {"number": notice.number, "by": cast.zhou, "at": at}
    with pytest.raises(BadInput) as refused:
        composing.write_texts(residents="{homes}停电，{equipment}", operations="", **own)
    assert refused.value.field == "residents"
    with pytest.raises(BadInput) as refused:
        composing.write_texts(residents="{homes}停电", operations="{weather}", **own)
    assert refused.value.field == "operations"


def test_an_end_before_the_beginning_is_refused(write: Any, planned: Any) -> None:
    with pytest.raises(BadInput) as refused:
        write(ends_at=planned.starts_at - timedelta(hours=1))
    assert refused.value.field == "ends_at"


def test_an_outage_of_another_city_is_not_found(write: Any) -> None:
    with pytest.raises(NotFound):
        write(outage_number="TD990101-001")


def test_a_worker_writes_no_notice(cast: Any, planned: Any, at: Any) -> None:
    draft = composing.Draft(kind="planned_outage", starts_at=planned.starts_at, outage_number=planned.number)
    with pytest.raises(NotAllowed):
        composing.make_notice(draft=draft, by=cast.han, at=at)


def test_own_words_keep_the_homes_and_known_places_only(write: Any, cast: Any, at: Any) -> None:
    notice = write()
    own = {"number": notice.number, "operations": "", "by": cast.zhou, "at": at}
    composing.write_texts(residents="明天换变压器，{homes}停电，见谅。", **own)
    assert texts.preview(notice, notice.editions.get(), at=at).startswith("明天换变压器，乐山小区1至7号楼；睦和苑8号楼")
    for wrong in ("停电了", "{homes} {weather}", ""):
        with pytest.raises(BadInput):
            composing.write_texts(residents=wrong, **own)


def test_what_is_submitted_is_no_draft_any_more(write: Any, cast: Any, at: Any) -> None:
    notice = write("submit")
    with pytest.raises(Refused, match=r"no draft|不是草稿"):
        composing.write_texts(number=notice.number, residents="{homes}", operations="", by=cast.zhou, at=at)
