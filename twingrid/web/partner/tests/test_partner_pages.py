"""A partner company's own legs: accepted, done, refused; another company's are not there."""

from datetime import datetime
from typing import Any

import pytest

from tests.cast import Cast
from tests.house import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def joint(cast: Cast, at: datetime) -> Any:
    """A family moves in: water and gas have a part each."""
    return scene.joint(cast, at)


def state(joint: Any, company: str) -> str:
    return str(joint.legs.get(company__code=company).state)


def test_a_company_sees_and_moves_its_own_part_only(joint: Any, cast: Cast) -> None:
    water = cast.client("water")
    assert joint.number in water.get("/partner/").content.decode()
    assert water.get(f"/partner/{joint.number}/gas/").status_code == 404
    assert water.post(f"/partner/{joint.number}/gas/accept/").status_code == 404
    assert state(joint, "gas") == "sent"


def test_a_refusal_needs_its_reason_and_holds_up_nobody_else(joint: Any, cast: Cast) -> None:
    water, gas = cast.client("water"), cast.client("gas")
    assert gas.post(f"/partner/{joint.number}/gas/refuse/", {"refuse-words": ""}).status_code == 422
    assert gas.post(f"/partner/{joint.number}/gas/refuse/", {"refuse-words": "管道没有通过检查"}).status_code == 302
    for _click in range(2):
        assert water.post(f"/partner/{joint.number}/water/accept/").status_code == 302
    assert water.post(f"/partner/{joint.number}/water/finish/", {"finish-words": "已过户"}).status_code == 302
    assert (state(joint, "water"), state(joint, "gas")) == ("done", "refused")
    page = cast.client().get(f"/j/{joint.joint.token}/").content.decode()
    assert "管道没有通过检查" in page and "已过户" in page


def test_what_was_refused_is_sent_again_with_a_new_day(joint: Any, cast: Cast) -> None:
    gas, clerk = cast.client("gas"), cast.client("clerk")
    gas.post(f"/partner/{joint.number}/gas/refuse/", {"refuse-words": "管道没有通过检查"})
    answer = clerk.post(f"/counter/cases/{joint.number}/gas/resend/", {"resend_gas-words": "已经修好"})
    assert (answer.status_code, state(joint, "gas")) == (302, "sent")
    assert "已经修好" in gas.get(f"/partner/{joint.number}/gas/").content.decode()


def test_consent_taken_back_is_taken_back_at_once(joint: Any, cast: Cast) -> None:
    path = f"/partner/{joint.number}/water/"
    water = cast.client("water")
    assert "09999" in water.get(path).content.decode()
    cast.client().post(f"/j/{joint.joint.token}/withdraw/")
    page = water.get(path).content.decode()
    assert "09999" not in page
