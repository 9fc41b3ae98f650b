"""Other names: the evidence is seen, approved or refused."""

import pytest

from tests.cast import Cast
from twingrid.coverage.models import AliasProposal
from twingrid.territory.models import Alias

pytestmark = pytest.mark.django_db


def test_a_proposal_shows_its_words_its_place_and_how_many_said_it(cast: Cast) -> None:
    page = cast.client("admin").get("/settings/aliases/").content.decode()
    assert cast.proposal.words in page
    assert cast.compounds["muhe"].name in page
    assert "3" in page


def test_approving_makes_it_a_name_of_the_place(cast: Cast) -> None:
    client = cast.client("admin")
    page = client.post(f"/settings/aliases/{cast.proposal.pk}/approve/", follow=True).content.decode()
    assert Alias.objects.get(name=cast.proposal.words).compound == cast.compounds["muhe"]
    assert f"/settings/aliases/{cast.proposal.pk}/approve/" not in page
    assert cast.people["admin"].name in page


def test_refusing_leaves_the_names_as_they_were(cast: Cast) -> None:
    cast.client("admin").post(f"/settings/aliases/{cast.proposal.pk}/refuse/")
    assert not Alias.objects.filter(name=cast.proposal.words).exists()
    assert AliasProposal.objects.get(pk=cast.proposal.pk).state == "refused"


def test_a_corrected_search_at_the_desk_is_counted(cast: Cast) -> None:
    given = {"intake_key": "c1", "building": cast.home.pk, "kind": "stairwell_light", "scope": "unit"}
    given |= {"channel": "direct_call", "words": "楼道灯不亮", "q": "红砖楼群3号楼"}
    cast.client("zhou").post("/desk/report/", given, headers={"HX-Request": "true"})
    assert AliasProposal.objects.get(state="counting").people == 1
