"""Two people at the same moment: a matter is opened once, its numbers differ, and a step ends in one way."""

from datetime import datetime
from typing import Any

from twingrid.work import actions
from twingrid.work.models import Case, CaseTold
from twingrid.work.tests.real_rows import real_city
from twingrid.work.tests.test_two_at_once import at_once


def test_one_form_sent_twice_is_one_matter_and_a_step_ends_in_one_way(django_db_blocker: Any, at: datetime) -> None:
    with django_db_blocker.unblock(), real_city(at) as cast:

        def open_one(key: str) -> str:
            opened = actions.Opened(kind="construction_matter", building_ids=(cast.home.pk,), intake_key=key)
            return actions.open_matter(opened=opened, by=cast.qiao, at=at).number

        numbers = at_once(lambda: open_one("a"), lambda: open_one("a"), lambda: open_one("b"))
        assert (numbers[0] == numbers[1], len(set(numbers)), Case.objects.count()) == (True, 2, 2)
        step = actions.add_step(number=numbers[0], side="community", what="开门", by=cast.han, at=at)
        said: dict[str, Any] = {"number": numbers[0], "step_id": step.pk, "by": cast.qiao, "at": at}
        answers = at_once(
            lambda: actions.finish_step(**said).state, lambda: actions.block_step(words="锁着", **said).state
        )
        step.refresh_from_db()
        assert step.state == "finished"
        assert answers[0] == "finished"
        late = at_once(lambda: actions.tell_of_steps(at=at), lambda: actions.tell_of_steps(at=at))
        told = CaseTold.objects.count()
    assert late == [0, 0]
    assert told == (1 if answers[1] == "stuck" else 0)
