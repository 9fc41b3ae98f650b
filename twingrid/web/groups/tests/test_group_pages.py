"""Pages of groups: few questions, words in no address, nothing typed is lost, one tap to copy."""

from typing import Any

import pytest

from tests.counting import ask
from twingrid.kit import clock
from twingrid.notices.models import GroupMessage, ServiceGroup
from twingrid.notices.tests.composer import *  # noqa: F403 - fixtures
from twingrid.work.models import Ticket


@pytest.fixture
def at_work(at: Any) -> Any:
    with clock.fixed(at):
        yield


def test_the_register_shows_whose_it_is_and_asks_little(cast: Any, group: Any, at_work: Any) -> None:
    group("leshan")
    client = cast.client("sun")
    client.get("/groups/")
    few = ask(client, "/groups/")
    words = few.answer.content.decode()
    assert cast.qiao.name in words
    assert cast.ma.name in words
    for key in ("muhe", "shunya"):
        group(key)
    assert len(ask(client, "/groups/")) == len(few) <= 12
    assert "睦和苑邻里群" not in client.get("/groups/?q=乐山").content.decode()


def test_two_clicks_from_the_paste_to_the_request(cast: Any, group: Any, at_work: Any) -> None:
    row = group("leshan")
    client = cast.client("qiao")
    read = client.post("/groups/message/", {"group": row.pk, "words": "王姐:\n3号楼2单元501没电了 13900001234"})
    page = read.content.decode()
    assert "王姐" not in page
    assert "1390000" not in page
    form = read.context["form"]
    given = {
        name: form[name].value() for name in ("group", "words", "intake_key", "suggested", "kind", "scope", "pick")
    }
    assert given["pick"] == f"building:{cast.home.pk}:2单元:501"
    assert not Ticket.objects.filter(channel="group").exists()
    done = client.post("/groups/message/take/", given, follow=True)
    ticket = Ticket.objects.get(channel="group")
    assert (ticket.building_id, ticket.room) == (cast.home.pk, "501")
    assert f'data-copy="{GroupMessage.objects.get().answers.get().text}"' in done.content.decode()
    assert client.get("/groups/message/").context["form"]["group"].value() == row.pk


def test_what_was_typed_comes_back(cast: Any, group: Any, at_work: Any) -> None:
    row = group("leshan")
    client = cast.client("qiao")
    given = {"group": row.pk, "words": "灯坏了", "intake_key": "k", "kind": "stairwell_light", "scope": "unit"}
    answer = client.post("/groups/message/take/", given | {"pick": "words", "place_words": ""})
    assert answer.status_code == 422
    assert "灯坏了" in answer.content.decode()
    lost = client.post("/groups/message/", {"group": "", "words": "灯坏了"})
    assert lost.status_code == 422
    assert "灯坏了" in lost.content.decode()


def test_a_group_is_entered_and_changed(cast: Any, at_work: Any) -> None:
    client = cast.client("sun")
    said = {
        "name": "乐山邻里群",
        "community": cast.communities["leshan"].pk,
        "compound": "",
        "kind": "outer",
        "platform": "wechat",
        "owner": cast.qiao.pk,
        "deputy": cast.qiao.pk,
        "channel": "",
        "size": 40,
        "per_day": 3,
    }
    assert client.post("/groups/new/", said).status_code == 422
    client.post("/groups/new/", said | {"deputy": cast.ma.pk})
    row = ServiceGroup.objects.get()
    client.post(f"/groups/{row.pk}/change/", said | {"deputy": "", "per_day": 5})
    client.post(f"/groups/{row.pk}/hand-over/", {"to-owner": cast.ma.pk, "to-deputy": cast.qiao.pk})
    client.post(f"/groups/{row.pk}/verify/", {"now-size": 41})
    row.refresh_from_db()
    assert (row.per_day, row.owner_id, row.size) == (5, cast.ma.pk, 41)
    client.post(f"/groups/{row.pk}/close/")
    row.refresh_from_db()
    assert row.state == "closed"
    assert client.get("/groups/?which=closed").context["lines"][0].id == row.pk
