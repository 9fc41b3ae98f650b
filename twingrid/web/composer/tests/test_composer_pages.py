"""The composer's pages: from an outage to what hangs in a group."""

from datetime import timedelta
from typing import Any

import pytest

from tests.counting import ask
from twingrid.kit import clock
from twingrid.notices.models import Notice, Post
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures


@pytest.fixture
def zhou(cast: Any) -> Any:
    """The dispatcher's browser."""
    return cast.client("zhou")


def local(moment: Any) -> str:
    from django.utils import timezone

    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_notice_is_begun_from_an_outage_without_typing_anything_again(zhou: Any, planned: Any) -> None:
    page = zhou.get(f"/composer/new/?outage={planned.number}").content.decode()
    assert planned.number in page
    assert 'value="planned_outage"' in page.split("checked")[0].rsplit("<input", 1)[1]
    assert local(planned.starts_at) in page
    answer = zhou.post(
        "/composer/new/",
        {
            "save": "1",
            "outage_number": planned.number,
            "kind": "planned_outage",
            "starts_at": local(planned.starts_at),
            "ends_at": local(planned.estimate_at),
            "why": "更换变压器",
            "public": "on",
        },
    )
    notice = Notice.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/composer/{notice.number}/")


def test_the_page_says_whom_nobody_reaches_and_what_they_would_read(zhou: Any, write: Any, group: Any) -> None:
    group("leshan")
    page = zhou.get(f"/composer/{write().number}/").content.decode()
    for words in ("睦和苑", "建设路78号", "乐山小区1至7号楼", "乐山小区邻里群", "2048 B", "提交给同事复核"):
        assert words in page


def test_what_was_typed_is_not_lost_when_something_is_wrong(zhou: Any, planned: Any) -> None:
    said = {
        "save": "1",
        "kind": "safety",
        "starts_at": local(planned.starts_at),
        "what": "雷雨天拔插头",
        "public": "on",
    }
    answer = zhou.post("/composer/new/", said)
    assert answer.status_code == 422
    assert "雷雨天拔插头" in answer.content.decode()
    assert "请选择通知哪些住户" in answer.content.decode()


def test_buildings_are_searched_and_added_before_anything_is_kept(zhou: Any, cast: Any) -> None:
    said = {"q": "乐山小区3号楼", "look": "1", "kind": "works", "what": "换电缆"}
    page = zhou.post("/composer/new/", said).content.decode()
    assert f'name="add" value="{cast.home.pk}"' in page
    page = zhou.post("/composer/new/", said | {"add": str(cast.home.pk)}).content.decode()
    assert f'name="building" value="{cast.home.pk}"' in page
    assert not Notice.objects.exists()


def test_the_owner_of_a_group_copies_posts_and_takes_back(cast: Any, write: Any, group: Any) -> None:
    group("leshan")
    write("paper", "submit", "approve", "publish")
    qiao = cast.client("qiao")
    page = qiao.get("/composer/mine/").content.decode()
    assert "乐山小区邻里群" in page
    assert "data-copy=" in page
    post = Post.objects.get(group__isnull=False)
    assert qiao.post(f"/composer/mine/{post.pk}/done/").status_code == 302
    post.refresh_from_db()
    assert post.done_by_id == cast.qiao.pk
    qiao.post(f"/composer/mine/{post.pk}/undo/")
    post.refresh_from_db()
    assert post.state == "waiting"


def test_a_changed_estimate_asks_for_a_correction(zhou: Any, cast: Any, write: Any, planned: Any, at: Any) -> None:
    from twingrid.outages import actions as outages_actions

    notice = write("paper", "submit", "approve", "publish")
    assert "请发更正" not in zhou.get(f"/composer/{notice.number}/").content.decode()
    outages_actions.revise_outage(
        number=planned.number, estimate_at=planned.estimate_at + timedelta(hours=2), why="harder", by=cast.zhou, at=at
    )
    assert "请发更正" in zhou.get(f"/composer/{notice.number}/").content.decode()


def test_the_list_asks_the_same_few_queries_at_any_length(zhou: Any, write: Any) -> None:
    write()
    ask(zhou, "/composer/")
    few = ask(zhou, "/composer/")
    for n in range(10):
        write(intake_key=f"more-{n}")
    many = ask(zhou, "/composer/")
    assert len(many) == len(few) <= 12, many


def test_the_restored_outage_ends_its_notice(cast: Any, write: Any, group: Any, planned: Any) -> None:
    from twingrid.journal import queries as journal_queries
    from twingrid.notices import jobs
    from twingrid.outages import actions as outages_actions

    group("leshan")
    notice = write("paper", "submit", "approve", "publish")
    later = planned.starts_at
    with clock.fixed(later + timedelta(hours=3)):
        outages_actions.start_outage(number=planned.number, by=cast.zhou, at=later)
        outages_actions.restore_outage(number=planned.number, by=cast.zhou, at=later + timedelta(hours=3))
        (event,) = [one for one in journal_queries.history_of(planned) if one.name == "outages.outage.restored"]
        jobs.end_with_outage(city="jinan", event_id=event.pk)
    notice.refresh_from_db()
    assert notice.state == "over"
    assert "已恢复供电" in Post.objects.filter(edition__use="over", group__isnull=False).get().text
