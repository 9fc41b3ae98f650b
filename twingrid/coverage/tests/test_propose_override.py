"""A leader asks for an exception, the administrator decides, the leader reads what became of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from twingrid.coverage import actions as coverage_actions
from twingrid.coverage.models import Override, OverrideProposal
from twingrid.journal.models import Event
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people.models import Posting

pytestmark = pytest.mark.django_db


def propose(cast: Cast, at: datetime, **given: Any) -> OverrideProposal:
    said = {
        "building_id": cast.home.pk,
        "unit": "2单元",
        "room": "",
        "partition": "power",
        "area_id": cast.powers["05"].pk,
        "reason": "转供电",
        "since": at.date(),
        "until": None,
        "by": cast.sun,
    }
    return coverage_actions.propose_override(**(said | given), at=at)


def test_nothing_changes_until_it_is_granted(cast: Cast, at: datetime) -> None:
    asked = propose(cast, at)
    assert propose(cast, at).pk == asked.pk and not Override.objects.exists()
    granted = coverage_actions.grant_proposed_override(proposal_id=asked.pk, by=cast.admin, at=at)
    again = coverage_actions.grant_proposed_override(proposal_id=asked.pk, by=cast.admin, at=at)
    assert (granted.pk, granted.area_id, granted.unit) == (again.pk, cast.powers["05"].pk, "2单元")
    names = list(
        Event.objects.filter(name__startswith="coverage.override").order_by("id").values_list("name", flat=True)
    )
    assert names == ["coverage.override.proposed", "coverage.override.granted"]
    with pytest.raises(Refused):
        coverage_actions.refuse_override(proposal_id=asked.pk, answer="不行", by=cast.admin, at=at)


def test_a_proposal_decided_late_begins_on_the_day_of_the_decision(cast: Cast, at: datetime) -> None:
    asked = propose(cast, at)
    later = at + timedelta(days=3)
    granted = coverage_actions.grant_proposed_override(proposal_id=asked.pk, by=cast.admin, at=later)
    assert granted.valid_from == later.date()


def test_one_whose_days_are_over_can_only_be_refused(cast: Cast, at: datetime) -> None:
    asked = propose(cast, at, until=at.date() + timedelta(days=2))
    with pytest.raises(BadInput):
        coverage_actions.grant_proposed_override(proposal_id=asked.pk, by=cast.admin, at=at + timedelta(days=2))


def test_a_leader_asks_for_the_own_areas_only(cast: Cast, at: datetime) -> None:
    Posting.objects.filter(user=cast.sun).exclude(area=cast.powers["13"]).delete()
    with pytest.raises(NotAllowed):
        propose(cast, at)
    assert propose(cast, at, area_id=cast.powers["13"].pk).state == "proposed"


@pytest.mark.parametrize("who", ["han", "sun", "lead", "zhou", "manager", "qiao"])
def test_only_the_administrator_decides(cast: Cast, at: datetime, who: str) -> None:
    asked = propose(cast, at)
    with pytest.raises(NotAllowed):
        coverage_actions.grant_proposed_override(proposal_id=asked.pk, by=cast.people[who], at=at)
    with pytest.raises(NotAllowed):
        coverage_actions.refuse_override(proposal_id=asked.pk, answer="x", by=cast.people[who], at=at)


@pytest.mark.parametrize(("field", "given"), [("reason", {"reason": ""}), ("since", {"since": date(2023, 1, 1)})])
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, at: datetime, field: str, given: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        propose(cast, at, **given)
    assert refused.value.field == field


def test_it_is_proposed_refused_and_read_on_the_page(cast: Cast, at: datetime) -> None:
    leader, admin, path = cast.client("sun"), cast.client("admin"), "/settings/exceptions/"
    said = {
        "place": f"{cast.words['estate1']}3号楼",
        "area": f"power:{cast.powers['05'].pk}",
        "reason": "转供电",
        "since": at.date().isoformat(),
    }
    with clock.fixed(at):
        assert leader.post(f"{path}propose/", said).status_code == 302
        asked = OverrideProposal.objects.get()
        assert "转供电" in admin.get(path).content.decode()
        refuse = f"{path}proposed/{asked.pk}/refuse/"
        assert admin.post(refuse, {"answer": ""}).status_code == 422
        assert admin.post(refuse, {"answer": "下月改造，暂不调整"}).status_code == 302
        assert "下月改造，暂不调整" in leader.get(path).content.decode()
        assert asked.reason not in cast.client("manager").get(path).content.decode()
