"""What is missing in a leader's areas, and mending it: numbers, pairs, hours, absences."""

from datetime import timedelta

import pytest

from tests.cast import Cast, forget_memory
from twingrid.kit import memo
from twingrid.people.actions.absences import record_absence
from twingrid.people.models import Contact, Pairing

pytestmark = pytest.mark.django_db


def page(cast: Cast, who: str = "sun", path: str = "/leader/") -> str:
    forget_memory()
    memo.forget_all()
    return cast.client(who).get(path).content.decode()


def test_the_morning_says_what_is_missing_and_where_to_mend_it(cast: Cast) -> None:
    morning = page(cast)
    for way in ("/settings/hours/", "/leader/pairs/", "reason=no_deputy.power", "reason=nobody.community"):
        assert way in morning.partition('id="cover"')[2], way


def test_the_morning_names_who_is_away_and_who_stands_in(cast: Cast) -> None:
    assert 'id="away"' not in page(cast)
    record_absence(user=cast.han, starts_at=cast.at, ends_at=cast.at + timedelta(days=1), by=cast.han, at=cast.at)
    part = page(cast).partition('id="away"')[2][:600]
    assert cast.han.name in part
    assert cast.zhao.name in part


def test_two_calls_in_vain_raise_a_task_until_the_number_is_verified(cast: Cast) -> None:
    contact = Contact.objects.get(user=cast.han, kind="duty")
    assert contact.number not in page(cast, path="/leader/numbers/")
    for who in ("zhou", "zhou", "clerk"):  # the second tap of one person is the same call
        assert cast.client(who).post(f"/desk/people/{cast.han.pk}/failed-call/").status_code == 302
    contact.refresh_from_db()
    assert contact.failed_calls == 2
    assert contact.number in page(cast, path="/leader/numbers/")
    assert "phone-off" in page(cast, "han", "/work/me/").partition('id="numbers"')[2]
    cast.client("sun").post(f"/settings/contacts/{contact.pk}/verify/")
    assert contact.number not in page(cast, path="/leader/numbers/")


def test_at_the_desk_only_the_button_changes(cast: Cast) -> None:
    answer = cast.client("zhou").post(f"/desk/people/{cast.han.pk}/failed-call/", headers={"HX-Request": "true"})
    assert (answer.status_code, "<html" in answer.content.decode()) == (200, False)
    shown = cast.client("zhou").get("/desk/place/", {"pick": f"building:{cast.home.pk}::"}).content.decode()
    assert "/failed-call/" in shown
    assert "/failed-call/" not in cast.client().get(f"/building/{cast.home.pk}/").content.decode()


def test_a_wrong_number_is_replaced_and_what_was_typed_stays(cast: Cast) -> None:
    contact = Contact.objects.get(user=cast.han, kind="duty")
    Contact.objects.filter(pk=contact.pk).update(failed_calls=2)
    client = cast.client("sun")
    answer = client.post(f"/leader/numbers/{contact.pk}/replace/", {"number": "ring twice"})
    assert (answer.status_code, "ring twice" in answer.content.decode()) == (422, True)
    assert client.post(f"/leader/numbers/{contact.pk}/replace/", {"number": "0531-000 09999"}).status_code == 302
    assert Contact.objects.get(user=cast.han, kind="duty", valid_to=None).number == "0531-000 09999"


def test_all_who_share_customers_are_proposed_at_once(cast: Cast) -> None:
    Pairing.objects.all().delete()
    shown = page(cast, path="/leader/pairs/")
    assert 'name="all"' in shown
    before = 0
    for _ in range(2):
        assert cast.client("sun").post("/leader/pairs/propose/", {"all": "1"}).status_code == 302
    assert Pairing.objects.count() > before
    assert 'name="all"' not in page(cast, path="/leader/pairs/")


def test_a_pair_is_ended(cast: Cast) -> None:
    pair = Pairing.objects.get(power=cast.han, community=cast.ma)
    cast.client("sun").post(f"/leader/pairs/{pair.pk}/end/")
    assert not Pairing.objects.on(cast.at.date()).filter(pk=pair.pk).exists()


def stale_line(cast: Cast) -> int:
    """The count of stale numbers on the morning page; 0 where it says nothing."""
    forget_memory()
    memo.forget_all()
    lines = cast.client("sun").get("/leader/").context["cover"]
    return sum(one.n for one in lines if one.href == "/leader/numbers/")


def test_the_morning_counts_as_many_numbers_as_the_page_of_numbers_lists(cast: Cast) -> None:
    on = cast.at.date()
    for who in ("han", "qiao"):
        Contact.objects.filter(user=cast.people[who]).update(verified_on=on - timedelta(days=120))
    Contact.objects.filter(user=cast.ma).delete()
    shown = page(cast, path="/leader/numbers/")
    for name in (cast.han.name, cast.qiao.name, cast.ma.name):
        assert f">{name}<" in shown
    assert stale_line(cast) == 3
    lines = cast.client("sun").get("/leader/").context["cover"]
    assert not [one for one in lines if "stale" in one.href]


def test_a_number_of_the_other_side_is_called_not_verified_by_the_leader(cast: Cast) -> None:
    contact = Contact.objects.get(user=cast.qiao, kind="duty")
    Contact.objects.filter(pk=contact.pk).update(verified_on=None)
    shown = page(cast, path="/leader/numbers/")
    assert f"/settings/contacts/{contact.pk}/verify/" not in shown
    assert f"/desk/people/{cast.qiao.pk}/failed-call/" in shown
    assert cast.client("sun").post(f"/settings/contacts/{contact.pk}/verify/").status_code == 403
    cast.client("qiao").post(f"/settings/contacts/{contact.pk}/verify/")
    assert stale_line(cast) == 0


def test_rank_and_days_of_a_pair_are_changed_on_its_page(cast: Cast) -> None:
    pair = Pairing.objects.get(power=cast.han, community=cast.ma)
    path = f"/leader/pairs/{pair.pk}/"
    assert path in page(cast, path="/leader/pairs/")
    client = cast.client("sun")
    seen = client.get(path).context["seen"]
    wrong = {"rank": "1", "since": "2023-02-22", "until": "2023-02-01", "seen": seen}
    answer = client.post(path, wrong)
    assert (answer.status_code, 'value="2023-02-01"' in answer.content.decode()) == (422, True)
    assert client.post(path, wrong | {"until": "2023-03-01"}).status_code == 302
    pair.refresh_from_db()
    assert (pair.rank, str(pair.valid_from), str(pair.valid_to)) == (1, "2023-02-22", "2023-03-01")
