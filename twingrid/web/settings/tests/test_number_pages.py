"""Until when a number holds, and who employs and who manages somebody, on the page of a person."""

import pytest

from tests.cast import Cast
from twingrid.people.models import Contact, Posting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("who", "back"), [("han", "/work/me/"), ("sun", None)])
def test_the_last_day_of_a_number_is_set(cast: Cast, who: str, back: str | None) -> None:
    contact = Contact.objects.get(user=cast.han, kind="duty")
    path, client = f"/settings/contacts/{contact.pk}/", cast.client(who)
    listed = back or f"/settings/people/{cast.han.pk}/"
    assert path in client.get(listed).content.decode()
    seen = client.get(path).context["seen"]
    answer = client.post(path, {"until": "2023-02-22", "seen": seen})
    assert (answer.status_code, 'value="2023-02-22"' in answer.content.decode()) == (422, True)
    assert client.post(path, {"until": "2023-03-05", "seen": seen}).url == listed
    contact.refresh_from_db()
    assert str(contact.valid_to) == "2023-03-05"
    assert "3月5日" in client.get(listed).content.decode()


def test_a_number_of_somebody_elses_team_is_not_there(cast: Cast) -> None:
    contact = Contact.objects.get(user=cast.qiao, kind="duty")
    assert cast.client("sun").get(f"/settings/contacts/{contact.pk}/").status_code == 404
    assert "本人接听" not in cast.client("sun").get(f"/settings/people/{cast.qiao.pk}/").content.decode()


def test_a_person_employed_by_one_and_managed_by_another_is_shown_so(cast: Cast) -> None:
    posting = Posting.objects.get(user=cast.qiao)
    page = f"/settings/people/{cast.qiao.pk}/"
    client = cast.client("admin")
    assert cast.centre.name not in client.get(page).content.decode()
    form = client.get(f"/settings/postings/{posting.pk}/").context
    said = {"title": posting.title, "unit": posting.unit_id, "manager_unit": cast.centre.pk, "seen": form["seen"]}
    assert client.post(f"/settings/postings/{posting.pk}/", said).status_code == 302
    words = client.get(page).content.decode()
    assert f"由{cast.centre.name}管理" in words
