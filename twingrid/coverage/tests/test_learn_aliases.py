"""Another name is learned from corrected searches, decided by a person, and found at once."""

from datetime import timedelta

import pytest

from tests.cast import Cast
from twingrid.coverage import queries as coverage_queries
from twingrid.coverage.actions import aliases
from twingrid.coverage.models import AliasProposal, AliasWitness
from twingrid.journal.models import Event
from twingrid.kit import memo
from twingrid.kit.refusals import NotAllowed, NotFound, Refused
from twingrid.supply.models import Customer

pytestmark = pytest.mark.django_db
SAID = "红砖楼群3号楼2单元没电了"


def corrected(cast: Cast, *who: str, said: str = SAID) -> AliasProposal | None:
    known = None
    for one in who:
        by = cast.people[one]
        known = aliases.propose_alias(asked=said, building_id=cast.home.pk, by=by, at=cast.at)
    return known


def test_three_different_people_make_a_proposal_and_not_before(cast: Cast) -> None:
    counted = corrected(cast, "zhou", "zhou", "clerk", "zhou")
    assert counted is not None
    assert (counted.people, counted.state, counted.words) == (2, "counting", "")
    proposed = corrected(cast, "sun")
    assert proposed is not None
    assert (proposed.people, proposed.state, proposed.words) == (3, "proposed", "红砖楼群")
    assert proposed.compound == cast.compounds["leshan"]
    assert Event.objects.get(name="coverage.alias.proposed").facts == {"people": 3, "residents": 0}


def test_before_that_nobody_can_read_what_was_said_nor_who_said_it(cast: Cast) -> None:
    counted = corrected(cast, "zhou", "clerk")
    assert counted is not None
    kept = [AliasProposal.objects.filter(pk=counted.pk).values().get(), *AliasWitness.objects.values()]
    assert "红砖" not in repr(kept)
    assert all(len(one["digest"]) == 64 for one in kept)


@pytest.mark.parametrize(
    "said",
    [
        "乐山小区3号楼",
        "乐山大院3号楼",
        "乐山小区5号楼",
        "3号楼2单元501",
        "户号3701000001",
        "13900000000",
        "没电了",
        "",
        "红",
    ],
)
def test_what_teaches_no_name_is_not_counted(cast: Cast, said: str) -> None:
    assert corrected(cast, "zhou", said=said) is None


def test_an_approved_name_is_found_at_once_and_only_once(cast: Cast) -> None:
    proposed = corrected(cast, "zhou", "clerk", "sun")
    assert proposed is not None
    for _ in range(2):
        aliases.approve_alias(proposal_id=proposed.pk, by=cast.people["admin"], at=cast.at)
    memo.forget_all()
    best = coverage_queries.find(SAID).best
    assert best is not None
    assert best.id == cast.home.pk
    assert Event.objects.filter(name="coverage.alias.approved").count() == 1
    with pytest.raises(Refused):
        aliases.refuse_alias(proposal_id=proposed.pk, by=cast.people["admin"], at=cast.at)


def test_a_refused_name_stays_refused_whoever_says_it_again(cast: Cast) -> None:
    proposed = corrected(cast, "zhou", "clerk", "sun")
    assert proposed is not None
    aliases.refuse_alias(proposal_id=proposed.pk, by=cast.people["admin"], at=cast.at)
    again = corrected(cast, "lead", "manager")
    assert again is not None
    assert again.state == "refused"
    assert coverage_queries.find("红砖楼群").best is None


def test_only_the_administrator_decides_and_only_what_is_proposed(cast: Cast) -> None:
    counted = corrected(cast, "zhou")
    assert counted is not None
    with pytest.raises(NotFound):
        aliases.approve_alias(proposal_id=counted.pk, by=cast.people["admin"], at=cast.at)
    with pytest.raises(NotAllowed):
        aliases.approve_alias(proposal_id=cast.proposal.pk, by=cast.zhou, at=cast.at)
    with pytest.raises(NotAllowed):
        aliases.refuse_alias(proposal_id=cast.proposal.pk, by=cast.zhou, at=cast.at)


def resident(cast: Cast, *addresses: str, said: str = SAID) -> AliasProposal | None:
    known = None
    for address in addresses:
        known = aliases.propose_alias(asked=said, building_id=cast.home.pk, by=None, address=address, at=cast.at)
    return known


def test_five_residents_make_a_proposal_and_one_address_counts_once(cast: Cast) -> None:
    counted = resident(cast, "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.1")
    assert counted is not None
    assert (counted.people, counted.residents, counted.state, counted.words) == (4, 4, "counting", "")
    proposed = resident(cast, "192.0.2.5")
    assert proposed is not None
    assert (proposed.state, proposed.words) == ("proposed", "红砖楼群")
    assert Event.objects.get(name="coverage.alias.proposed").facts == {"people": 5, "residents": 5}


def test_residents_and_staff_are_counted_together(cast: Cast) -> None:
    corrected(cast, "zhou", "clerk")
    counted = resident(cast, "192.0.2.1", "192.0.2.2")
    assert counted is not None
    assert counted.state == "counting"
    proposed = corrected(cast, "sun")
    assert proposed is not None
    assert (proposed.state, proposed.people, proposed.residents) == ("proposed", 5, 2)


def test_a_household_with_many_addresses_of_the_longer_kind_is_one(cast: Cast) -> None:
    counted = resident(cast, "2001:db8:0:1::1", "2001:db8:0:1::2", "2001:db8:0:1:ffff::9")
    assert counted is not None
    assert counted.people == 1


@pytest.mark.parametrize("address", ["", "nowhere"])
def test_a_resident_without_an_address_is_not_counted(cast: Cast, address: str) -> None:
    assert resident(cast, address) is None


def test_an_estate_that_was_chosen_is_the_same_as_its_building(cast: Cast) -> None:
    estate = cast.compounds["leshan"]
    resident(cast, "192.0.2.1")
    counted = aliases.propose_alias(asked="红砖楼群", compound_id=estate.pk, by=None, address="192.0.2.2", at=cast.at)
    assert counted is not None
    assert (counted.people, counted.compound) == (2, estate)
    assert (
        aliases.propose_alias(asked="乐山小区", compound_id=estate.pk, by=None, address="192.0.2.3", at=cast.at) is None
    )
    assert aliases.propose_alias(asked="红砖楼群", compound_id=0, by=None, address="192.0.2.3", at=cast.at) is None


@pytest.mark.parametrize("ending", ["", "家", "先生"])
def test_a_customers_name_is_never_proposed(cast: Cast, ending: str) -> None:
    name = "甄示例"
    Customer.objects.filter(pk=cast.customers[0].pk).update(name=name)
    known = resident(cast, *(f"192.0.2.{n}" for n in range(1, 9)), said=f"{name}{ending}3号楼2单元")
    assert known is not None
    assert (known.people, known.state, known.words) == (8, "counting", "")


def test_who_said_it_is_forgotten_with_the_decision(cast: Cast) -> None:
    proposed = corrected(cast, "zhou", "clerk", "sun")
    assert proposed is not None
    assert AliasWitness.objects.filter(proposal=proposed).count() == 3
    aliases.refuse_alias(proposal_id=proposed.pk, by=cast.people["admin"], at=cast.at)
    assert not AliasWitness.objects.filter(proposal=proposed).exists()


def test_what_nobody_says_again_is_forgotten(cast: Cast) -> None:
    counted = resident(cast, "192.0.2.1")
    assert counted is not None
    assert aliases.forget_aliases(at=cast.at + timedelta(aliases.KEPT_DAYS)) == 0
    assert aliases.forget_aliases(at=cast.at + timedelta(aliases.KEPT_DAYS + 1)) == 1
