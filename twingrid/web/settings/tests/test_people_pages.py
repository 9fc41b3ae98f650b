"""People and hours on screen."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from tests.cast import Cast
from twingrid.journal.models import Event
from twingrid.kit import memo
from twingrid.people.models import Contact, Posting, Shift

pytestmark = pytest.mark.django_db


def test_people_are_found_by_name_number_and_area(cast: Cast) -> None:
    client = cast.client("admin")
    for text in (cast.han.name, cast.han.employee_no, cast.powers["12"].name):
        assert f"/settings/people/{cast.han.pk}/" in client.get("/settings/people/", {"q": text}).content.decode()


def test_a_worker_is_replaced_from_monday(cast: Cast) -> None:
    posting = Posting.objects.get(user=cast.han, area=cast.powers["12"])
    said = {f"{posting.pk}-to": cast.zhao.pk, f"{posting.pk}-since": "2023-02-27"}
    answer = cast.client("admin").post(f"/settings/postings/{posting.pk}/replace/", said)
    assert answer.status_code == 302
    assert Posting.objects.filter(user=cast.zhao, area=cast.powers["12"], valid_from="2023-02-27").exists()


def test_a_day_in_the_past_keeps_the_form_with_its_sentence(cast: Cast) -> None:
    posting = Posting.objects.get(user=cast.han, area=cast.powers["12"])
    said = {f"{posting.pk}-to": cast.zhao.pk, f"{posting.pk}-since": "2020-01-01"}
    answer = cast.client("admin").post(f"/settings/postings/{posting.pk}/replace/", said)
    assert answer.status_code == 422
    assert "2020-01-01" in answer.content.decode()


def test_a_disabled_person_is_out_at_once(cast: Cast) -> None:
    worker = cast.client("han")
    assert worker.get("/work/").status_code == 200
    cast.client("admin").post(f"/settings/people/{cast.han.pk}/active/", {"active": "0"})
    assert worker.get("/work/").status_code == 302


def test_a_lost_second_factor_is_taken_away_and_its_sessions_end(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.zhou, type=Authenticator.Type.TOTP, data={"secret": "lost"})
    others = Authenticator.objects.create(user=cast.han, type=Authenticator.Type.TOTP, data={"secret": "kept"})
    desk, address = cast.client("zhou"), f"/settings/people/{cast.zhou.pk}/second-factor/"
    assert desk.get("/desk/").status_code == 200
    assert cast.client("sun").post(address).status_code == 403
    assert Authenticator.objects.filter(user=cast.zhou).exists()
    for _time in range(2):
        assert cast.client("admin").post(address).status_code == 302
    assert list(Authenticator.objects.all()) == [others]
    assert desk.get("/desk/").url.startswith("/accounts/login/")
    assert Event.objects.filter(name="people.factor.reset", subject_id=cast.zhou.pk).count() == 1


def test_nobody_locks_themselves_out(cast: Cast) -> None:
    answer = cast.client("admin").post(f"/settings/people/{cast.admin.pk}/active/", {"active": "0"})
    assert answer.status_code == 409


def test_open_hours_are_listed_and_filled(cast: Cast, at: datetime) -> None:
    client = cast.client("sun")
    assert cast.powers["12"].name in client.get("/settings/hours/").content.decode()
    begins = at + timedelta(days=2)
    said = {"to": cast.ding.pk, "starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=5)).isoformat()}
    assert client.post("/settings/hours/fill/", said).status_code == 302
    assert Shift.objects.filter(user=cast.ding, starts_at=begins).exists()
    memo.forget_all()


def test_a_number_is_verified(cast: Cast, at: datetime) -> None:
    contact = Contact.objects.get(user=cast.han, kind="duty")
    cast.client("sun").post(f"/settings/contacts/{contact.pk}/verify/")
    contact.refresh_from_db()
    assert contact.verified_on == at.date()


@pytest.mark.parametrize(("who", "status"), [("admin", 200), ("sun", 200), ("han", 403), ("qiao", 403)])
def test_people_are_seen_by_those_who_may(cast: Cast, who: str, status: int) -> None:
    assert cast.client(who).get("/settings/people/").status_code == status
