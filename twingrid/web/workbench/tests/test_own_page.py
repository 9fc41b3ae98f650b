"""One's own page: hours, swaps, absences, pairs, numbers, for both sides."""

from datetime import timedelta

import pytest

from tests.cast import START, Cast, make_shift
from twingrid.people.models import Absence, Contact, Pairing, Shift
from twingrid.work import actions as work_actions
from twingrid.work.models import Ticket

pytestmark = pytest.mark.django_db


def away(cast: Cast, **more: str) -> dict[str, str]:
    return {"starts_at": "2023-02-22T19:00", "ends_at": "2023-02-24T08:00", "reason": "leave", "deputy": "", **more}


@pytest.mark.parametrize("who", ["han", "qiao"])
def test_both_sides_have_the_page(cast: Cast, who: str) -> None:
    page = cast.client(who).get("/work/me/").content.decode()
    assert all(f'id="{part}"' in page for part in ("hours", "absences", "pairs", "numbers"))


def test_a_swap_is_asked_and_agreed_on_the_pages(cast: Cast) -> None:
    mine = make_shift(cast.han, kind="night", starts_at=cast.at + timedelta(days=3), hours=8)
    theirs = make_shift(cast.zhao, kind="night", starts_at=cast.at + timedelta(days=4), hours=8)
    han, zhao = cast.client("han"), cast.client("zhao")
    assert cast.zhao.name in han.get(f"/work/me/shifts/{mine.pk}/exchange/").content.decode()
    for _ in range(2):
        assert han.post(f"/work/me/shifts/{mine.pk}/exchange/", {"against": theirs.pk}).status_code == 302
    asked = mine.offered.get()
    assert f"/work/me/exchanges/{asked.pk}/answer/" in zhao.get("/work/me/").content.decode()
    for _ in range(2):
        assert zhao.post(f"/work/me/exchanges/{asked.pk}/answer/", {"agree": "1"}).status_code == 302
    assert Shift.objects.get(pk=mine.pk).user == cast.zhao


def test_somebody_elses_shift_is_not_there(cast: Cast) -> None:
    other = make_shift(cast.zhao, kind="night", starts_at=cast.at + timedelta(days=3), hours=8)
    assert cast.client("han").get(f"/work/me/shifts/{other.pk}/exchange/").status_code == 404


def test_an_absence_leads_to_the_open_work_and_ends_early(cast: Cast) -> None:
    said = work_actions.Report(
        channel="direct_call", kind="no_power", building_id=cast.home.pk, words="没电", intake_key="a"
    )
    number = work_actions.report_ticket(report=said, by=cast.zhou, at=cast.at).number
    client = cast.client("han")
    answers = [client.post("/work/me/absence/", away(cast)) for _ in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, "/work/me/hand-over/")] * 2
    assert Absence.objects.get().deputy == cast.zhao
    assert number in client.get("/work/me/hand-over/").content.decode()
    assert client.post("/work/me/hand-over/", {"chosen": [number], "to": cast.zhao.pk}).status_code == 302
    assert Ticket.objects.get(number=number).holder == cast.zhao
    client.post(f"/work/me/absence/{Absence.objects.get().pk}/end/")
    assert not Absence.objects.filter(ends_at__gt=cast.at).exists()


def test_what_was_typed_stays_with_its_sentence(cast: Cast) -> None:
    answer = cast.client("han").post("/work/me/absence/", away(cast, ends_at="2023-02-20T08:00"))
    assert answer.status_code == 422
    assert "2023-02-20T08:00" in answer.content.decode()


def test_a_pair_is_confirmed_by_both(cast: Cast) -> None:
    pair = Pairing.objects.get(power=cast.han, community=cast.ma)
    for who in ("han", "ma"):
        assert cast.client(who).post(f"/work/me/pairs/{pair.pk}/confirm/").status_code == 302
    pair.refresh_from_db()
    assert pair.confirmed_by_power_on == pair.confirmed_by_community_on == cast.at.date()


def test_a_personal_number_is_printed_by_its_owners_word_only(cast: Cast) -> None:
    mine = Contact.objects.create(user=cast.han, kind="personal", number="0531-000 07777", valid_from=START)
    for given in (True, True, False):
        cast.client("han").post(f"/work/me/numbers/{mine.pk}/consent/", {"consent": str(int(given))})
        mine.refresh_from_db()
        assert mine.print_consent is given
    assert cast.client("sun").post(f"/work/me/numbers/{mine.pk}/consent/", {"consent": "1"}).status_code == 404


def test_a_leader_records_an_absence_and_hands_everything_over(cast: Cast) -> None:
    numbers = []
    for key in "abc":
        said = work_actions.Report(
            channel="direct_call", kind="no_power", building_id=cast.home.pk, words="没电", intake_key=key
        )
        numbers.append(work_actions.report_ticket(report=said, by=cast.zhou, at=cast.at).number)
    client = cast.client("sun")
    answer = client.post(f"/leader/away/{cast.han.pk}/", away(cast, deputy=str(cast.ding.pk)))
    assert answer.url == f"/leader/load/{cast.han.pk}/"
    assert client.post(answer.url, {"chosen": numbers, "to": cast.ding.pk}).status_code == 302
    assert {one.holder for one in Ticket.objects.all()} == {cast.ding}
    assert cast.ding.name in client.get("/leader/away/").content.decode()
    client.post(f"/leader/away/{Absence.objects.get().pk}/end/")
    assert not Absence.objects.filter(ends_at__gt=cast.at).exists()
