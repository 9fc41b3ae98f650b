"""A partner company's system reads its own legs and answers them; twice is once, and an old answer is none."""

from datetime import timedelta
from typing import Any

import pytest

from tests.house.scene import joint
from twingrid.kit import clock
from twingrid.work import actions
from twingrid.work.models import Case, CaseLeg


@pytest.mark.django_db
def test_a_company_reads_accepts_and_finishes_its_own_leg_once(system: Any, cast: Any, at: Any) -> None:
    number = joint(cast, at).number
    water, other = system("joint", system="water"), system("joint", system="heat")
    with clock.fixed(at + timedelta(minutes=1)):
        listed = water.ask("GET", "joint").json()
        assert [(one["number"], one["company"], one["name"]) for one in listed["legs"]] == [(number, "water", "住户")]
        assert water.ask("GET", f"joint?since={listed['next']}").json()["legs"] == []
        assert other.ask("GET", "joint").json()["legs"] == []
        assert other.ask("GET", f"joint/{number}").status_code == 404
        moves = f"joint/{number}/moves"
        assert other.ask("POST", moves, {"move": "accept", "sent": 1}).status_code == 404
        for _twice in range(2):
            assert water.ask("POST", moves, {"move": "accept", "sent": 1}).json()["state"] == "accepted"
        assert water.ask("POST", moves, {"move": "finish", "sent": 1}).status_code == 422  # the resident gets an answer
        for _twice in range(2):
            done = water.ask("POST", moves, {"move": "finish", "sent": 1, "words": "已过户"}).json()
            assert (done["state"], done["words"]) == ("done", "已过户")
        assert water.ask("POST", moves, {"move": "refuse", "sent": 1, "words": "x"}).status_code == 409
    assert Case.objects.get(number=number).state == "partly"
    assert set(CaseLeg.objects.values_list("company__code", "state")) == {("water", "done"), ("gas", "sent")}
    assert system("events").ask("GET", "joint").status_code == 403


@pytest.mark.django_db
def test_an_answer_to_an_earlier_sending_is_refused(system: Any, cast: Any, at: Any) -> None:
    number = joint(cast, at).number
    gas, refuse = system("joint", system="gas"), {"move": "refuse", "sent": 1, "words": "管道没有通过检查"}
    with clock.fixed(at + timedelta(minutes=1)):
        assert gas.ask("POST", f"joint/{number}/moves", refuse).json()["state"] == "refused"
        actions.resend_leg(number=number, company="gas", words="已整改", by=cast.clerk, at=clock.now())
        assert gas.ask("POST", f"joint/{number}/moves", refuse).status_code == 409
    with clock.fixed(at + timedelta(minutes=2)):
        again = gas.ask("GET", f"joint/{number}").json()
    assert (again["state"], again["sent"], again["words"]) == ("sent", 2, "已整改")
