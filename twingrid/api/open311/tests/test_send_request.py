"""A report comes in once, reaches its person, and is refused with a sentence that says what to send instead."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection

from twingrid.api.open311.tests.conftest import App, plain, same
from twingrid.kit import clock
from twingrid.outages import actions as outage_actions
from twingrid.people.actions import keys
from twingrid.work.models import Reporter, Ticket


def test_a_report_becomes_a_request_of_the_person_responsible(app: Any, said: Any, cast: Any) -> None:
    answer = app().post(**said)
    assert answer.status_code == 201
    (found,) = plain(answer)
    ticket = Ticket.objects.get(number=found["service_request_id"])
    assert (ticket.holder, ticket.channel, ticket.kind) == (cast.han, "api", "stairwell_light")
    assert (ticket.scope, ticket.unit, ticket.building_id) == ("unit", "2单元", cast.home.pk)
    who = Reporter.objects.get(ticket=ticket)
    assert (who.name, who.phone) == ("柳小禾", "053100009999")
    assert found["account_id"] is None
    assert "0531" in found["service_notice"] or "0500" in found["service_notice"]
    assert cast.han.name not in answer.content.decode()


def test_xml_says_the_same(app: Any, said: Any) -> None:
    one = app()
    left, right = plain(one.post(**said)), plain(one.post(form="xml", **said))
    assert same(left, right)


def test_the_same_again_is_the_same_request_for_an_hour(app: Any, said: Any, at: Any) -> None:
    one = app()
    first, again = one.post(**said), one.post(**said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert plain(first) == plain(again)
    with clock.fixed(at + timedelta(minutes=59)):
        assert one.post(**said).status_code == 200
    with clock.fixed(at + timedelta(minutes=61)):
        assert one.post(**said).status_code == 201
    assert Ticket.objects.count() == 2


def test_another_device_key_or_word_is_another_request(app: Any, said: Any) -> None:
    one, two = app(), app()
    answers = [
        one.post(**said),
        one.post(**said, device_id="a"),
        one.post(**said, device_id="b"),
        two.post(**said),
        one.post(**(said | {"description": "还是不亮"})),
    ]
    assert {answer.status_code for answer in answers} == {201}
    assert len({plain(answer)[0]["service_request_id"] for answer in answers}) == 5


def test_while_the_same_is_being_made_a_token_is_given_which_leads_to_the_number(app: Any, said: Any) -> None:
    from twingrid.api.open311.reading import sent_of
    from twingrid.people.models import ApiKey
    from twingrid.work.actions.open311 import token_of

    one = app()
    token = token_of(sent_of(said), key_id=ApiKey.objects.get().pk)
    given = connection.get_connection_params()
    login = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}
    with psycopg.connect(**login) as other:  # another process is making it
        other.execute("SELECT pg_advisory_xact_lock(%s)", [int(token[:15], 16)])
        meanwhile = one.post(**said)
        assert meanwhile.status_code == 202
        assert plain(meanwhile) == [{"token": token}]
        assert App().get(f"v2/tokens/{token}.json").status_code == 404
    made = plain(one.post(**said))[0]["service_request_id"]
    for form in ("json", "xml"):
        found = App().get(f"v2/tokens/{token}.{form}")
        assert plain(found) == [{"service_request_id": made, "token": token}]


def test_a_point_or_words_are_a_place_too(app: Any, said: Any, cast: Any) -> None:
    del said["address_id"]
    one = app()
    by_point = one.post(**said, lat=cast.home.lat, long=cast.home.lon)
    by_words = one.post(**said, address_string=f"{cast.home.label}2单元501")
    nowhere = one.post(**said, address_string="老地方")
    numbers = [plain(answer)[0]["service_request_id"] for answer in (by_point, by_words, nowhere)]
    point, words, lost = (Ticket.objects.get(number=number) for number in numbers)
    assert (point.holder, point.building_id) == (cast.han, None)
    assert (words.holder, words.building_id, words.room) == (cast.han, cast.home.pk, "501")
    assert (lost.holder, lost.place_words) == (None, "老地方")
    assert "dispatchers" in plain(nowhere)[0]["service_notice"]


def test_a_known_outage_is_told_with_its_estimate(app: Any, said: Any, cast: Any, at: Any) -> None:
    plan = outage_actions.Plan(
        kind="fault", starts_at=at, estimate_at=at + timedelta(hours=2), buildings=[cast.home.pk]
    )
    outage = outage_actions.make_outage(plan=plan, by=cast.zhou, at=at)
    outage_actions.start_outage(number=outage.number, by=cast.zhou, at=at)
    notice = plain(app().post(**said))[0]["service_notice"]
    assert "2023-02-22 21:00" in notice


def test_a_picture_elsewhere_is_not_fetched_and_that_is_told(app: Any, said: Any) -> None:
    answer = app().post(**said, media_url="http://192.0.2.1/picture.jpg")
    assert answer.status_code == 201
    assert "picture" in plain(answer)[0]["service_notice"]
    assert Ticket.objects.get().photos.count() == 0


def test_danger_makes_it_urgent(app: Any, said: Any) -> None:
    app().post(**said, **{"attribute[safety]": "yes"})
    assert Ticket.objects.get().safety


def test_four_thousand_characters_are_kept(app: Any, said: Any, cast: Any) -> None:
    words = "".join(f"{n:04d}" for n in range(1000))
    assert app().post(**(said | {"description": words})).status_code == 201
    remarks = Ticket.objects.get().remarks.order_by("id")
    assert "".join(one.words for one in remarks) == words
    assert len({one.event_id for one in remarks}) == 4


WRONG = [
    ({"service_code": None}, 400),
    ({"service_code": "potholes"}, 404),
    ({"address_id": None}, 400),
    ({"address_id": "999999999"}, 400),
    ({"address_id": "home"}, 400),
    ({"address_id": None, "lat": "36.6"}, 400),
    ({"address_id": None, "lat": "north", "long": "east"}, 400),
    ({"address_id": None, "lat": "nan", "long": "1"}, 400),
    ({"address_id": None, "lat": "91", "long": "1"}, 400),
    ({"address_string": "x" * 201}, 400),
    ({"description": "x" * 4001}, 400),
    ({"service_code": "other", "description": None, "attribute[scope]": None}, 400),
    ({"service_code": "no_power", "attribute[scope]": None}, 400),
    ({"attribute[scope]": "everywhere"}, 400),
    ({"attribute[colour]": "red"}, 400),
    ({"attribute[notice]": "x"}, 400),
    ({"attribute[unit]": "x" * 21}, 400),
    ({"phone": "abc"}, 400),
    ({"jurisdiction_id": "yunting"}, 404),
    ({"api_key": "no-such-key"}, 403),
    ({"api_key": None}, 403),
]


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(("change", "status"), WRONG)
def test_what_cannot_be_used_is_told(app: Any, said: Any, change: dict[str, Any], status: int, form: str) -> None:
    answer = app().post(form=form, **(said | change))
    assert answer.status_code == status
    (error,) = plain(answer)
    assert list(error) == ["code", "description"]
    assert str(error["code"]) == str(status)
    assert error["description"].endswith(".")
    assert Ticket.objects.count() == 0


def test_a_key_in_the_address_opens_nothing(app: Any, said: Any) -> None:
    one = app()
    answer = one.client.post(f"/open311/v2/requests.json?api_key={one.key}", said)
    assert answer.status_code == 403


def test_a_key_for_something_else_or_of_another_city_opens_nothing(app: Any, said: Any) -> None:
    assert app(purposes=("coverage",)).post(**said).status_code == 403
    stranger = App(app().key, host="yunting.localhost")
    assert stranger.post(**said).status_code == 403
    assert Ticket.objects.count() == 0


def test_a_key_for_some_areas_brings_nothing_of_others(app: Any, said: Any, cast: Any) -> None:
    code = cast.powers["05"].code
    assert app(area_codes=(f"power:{code}",)).post(**said).status_code == 403
    assert Ticket.objects.count() == 0


def test_a_revoked_key_opens_nothing(app: Any, said: Any, at: Any) -> None:
    one = app()
    keys.revoke_key(name="应用0", by=None, at=at)
    assert one.post(**said).status_code == 403


def test_over_its_limit_a_key_waits(app: Any, said: Any, at: Any) -> None:
    one = app(per_minute=1)
    assert one.post(**said).status_code == 201
    over = one.post(**said)
    assert (over.status_code, over.headers["Retry-After"]) == (429, "60")
    assert plain(over)[0]["code"] == 429
    with clock.fixed(at + timedelta(minutes=1)):
        assert one.post(**said).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"service_code": "no_power"}', "application/json"),
        (b"service_code=no_power", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"nothing", "multipart/form-data"),
        (b"x" * 1_100_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(1100)), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_is_told(app: Any, body: bytes, kind: str) -> None:
    answer = app().client.post("/open311/v2/requests.xml", body, content_type=kind)
    assert answer.status_code == 400
    assert plain(answer)[0]["code"] == "400"


def test_a_file_is_not_taken(app: Any, said: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    one = app()
    picture = SimpleUploadedFile("a.jpg", b"x", "image/jpeg")
    answer = one.client.post("/open311/v2/requests.json", said | {"api_key": one.key, "media": picture})
    assert answer.status_code == 400
