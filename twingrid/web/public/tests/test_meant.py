"""What residents search for in vain and then find teaches another name, without a word about who they are."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import Cast
from twingrid.coverage.models import AliasProposal, AliasWitness
from twingrid.territory.models import Compound
from twingrid.web.public import limits

pytestmark = pytest.mark.django_db
SAID = "红砖楼群3号楼2单元501"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def searched(cast: Cast, *texts: str, address: str = "192.0.2.1") -> Client:
    client = cast.client(REMOTE_ADDR=address)
    for text in texts:
        client.get("/find/", {"q": text})
    return client


def confirm(client: Client, cast: Cast, *, name: str = "红砖楼群", answer: str = "yes") -> None:
    said = {"answer": answer, "name": name, "kind": "building", "place": cast.home.pk}
    assert client.post("/find/meant/", said)["Location"] == f"/building/{cast.home.pk}/"


def test_a_resident_who_found_it_at_last_is_asked_and_counted(cast: Cast) -> None:
    client = searched(cast, SAID, "乐山小区3号楼")
    page = client.get(f"/building/{cast.home.pk}/").content.decode()
    assert "红砖楼群" in page
    assert "501" not in client.cookies["asked"].value
    confirm(client, cast)
    assert AliasProposal.objects.get(people=1, residents=1).compound == cast.compounds["leshan"]
    assert "红砖楼群" not in client.get(f"/building/{cast.home.pk}/").content.decode()


def test_on_the_estates_page_too(cast: Cast) -> None:
    estate = cast.compounds["leshan"]
    client = searched(cast, SAID)
    assert "红砖楼群" in client.get(f"/compound/{estate.pk}/").content.decode()
    said = {"answer": "yes", "name": "红砖楼群", "kind": "compound", "place": estate.pk}
    assert client.post("/find/meant/", said)["Location"] == f"/compound/{estate.pk}/"
    assert AliasProposal.objects.filter(compound=estate, residents=1).exists()


def test_no_means_no_and_is_not_asked_again(cast: Cast) -> None:
    client = searched(cast, SAID)
    confirm(client, cast, answer="no")
    assert not AliasProposal.objects.filter(residents__gt=0).exists()
    assert "红砖楼群" not in client.get(f"/building/{cast.home.pk}/").content.decode()


@pytest.mark.parametrize("said", ["乐山小区3号楼", "13900000000", "户号3701000001", "没电了"])
def test_a_search_that_teaches_nothing_asks_nothing(cast: Cast, said: str) -> None:
    page = searched(cast, said).get(f"/building/{cast.home.pk}/").content.decode()
    assert "/find/meant/" not in page


def test_a_place_picked_from_those_offered_was_not_searched_in_vain(cast: Cast) -> None:
    namesake = cast.compounds["leshan"]
    Compound.objects.create(name=namesake.name, community=cast.communities["muhe"], lon=116.99, lat=36.66)
    client = searched(cast, namesake.name)
    asked_back = client.get("/find/", {"q": namesake.name})
    assert asked_back.status_code == 200, "the search asks which"
    assert f"/compound/{namesake.pk}/" in asked_back.content.decode()
    assert "/find/meant/" not in client.get(f"/building/{cast.home.pk}/").content.decode()


def test_one_address_cannot_make_a_name_nor_teach_many_in_a_day(cast: Cast) -> None:
    client = searched(cast)
    for _ in range(limits.CORRECTIONS):
        confirm(client, cast)
    assert AliasProposal.objects.get(residents__gt=0).people == 1
    confirm(client, cast, name="灰砖大楼群")
    assert AliasProposal.objects.filter(residents__gt=0).count() == 1


def test_five_addresses_make_a_proposal_that_waits_for_a_person(cast: Cast) -> None:
    for n in range(1, 6):
        confirm(searched(cast, address=f"192.0.2.{n}"), cast)
    proposed = AliasProposal.objects.get(residents=5)
    assert (proposed.state, proposed.words) == ("proposed", "红砖楼群")
    assert "192.0.2" not in repr(list(AliasWitness.objects.values()))


def test_a_report_after_a_search_in_vain_counts_as_well(cast: Cast) -> None:
    client = searched(cast, SAID, "乐山小区3号楼")
    said = {"intake_key": "k-meant", "building": cast.home.pk, "kind": "no_power", "phone": "0531-00001203"}
    assert client.post("/report/", said).status_code == 302
    assert AliasProposal.objects.filter(residents=1).exists()


@pytest.mark.parametrize("place", ["", "x", "0", "9" * 15, "9" * 40, "²"])
def test_a_place_that_is_not_there_is_a_404(cast: Cast, place: str) -> None:
    answer = cast.client().post(
        "/find/meant/", {"answer": "yes", "name": "红砖楼群", "kind": "building", "place": place}
    )
    assert answer.status_code == 404


def test_a_cookie_of_anything_is_harmless(cast: Cast) -> None:
    client = cast.client()
    client.cookies["asked"] = "%00%FF|<script>|" + "x" * 5_000
    assert client.get(f"/building/{cast.home.pk}/").status_code == 200
