"""Who answers for an area at a moment."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from twingrid.coverage.rules import Duty, Person, Team, Why, who_answers

UNTIL = datetime(2023, 2, 23, 0, 0, tzinfo=UTC)
HAN, ZHAO, SUN, DING = (
    Person(n, name, "power_worker", "power") for n, name in enumerate(["Han", "Zhao", "Sun", "Ding"])
)
TEAM = Team(holder=HAN, deputy=ZHAO, leader=SUN, others=(DING,))


def ask(
    *, on: dict[Person, str] | None = None, away: tuple[Person, ...] = (), stand_ins: dict[int, Person] | None = None
):
    duties = {person.user_id: Duty(kind, UNTIL) for person, kind in (on or {}).items()}
    return who_answers(TEAM, duties=duties, absent={p.user_id for p in away}, stand_ins=stand_ins or {})


def test_the_worker_on_shift_answers() -> None:
    found = ask(on={HAN: "day", ZHAO: "day"})
    assert (found.answering, found.why, found.until) == (HAN, Why.ON_SHIFT, UNTIL)


def test_the_worker_on_standby_answers() -> None:
    assert ask(on={HAN: "standby"}).why is Why.STANDBY


def test_the_deputy_on_shift_stands_in_for_a_worker_who_went_home() -> None:
    found = ask(on={ZHAO: "night"})
    assert (found.answering, found.why, found.absent) == (ZHAO, Why.DEPUTY, False)


def test_an_absent_worker_is_never_called_even_on_shift() -> None:
    found = ask(on={HAN: "day"}, away=(HAN,))
    assert (found.answering, found.absent) == (ZHAO, True)


def test_the_stand_in_of_an_absence_comes_before_the_deputy() -> None:
    found = ask(on={DING: "day", ZHAO: "day"}, away=(HAN,), stand_ins={HAN.user_id: DING})
    assert (found.answering, found.why) == (DING, Why.DEPUTY)


def test_the_teams_rota_answers_before_the_leader() -> None:
    assert ask(on={DING: "night", SUN: "night"}).why is Why.ROTA


def test_the_leader_answers_when_nobody_is_on_duty() -> None:
    assert ask().answering is SUN


def test_nobody_answers_when_everybody_is_away() -> None:
    found = ask(away=(HAN, ZHAO, SUN, DING))
    assert (found.answering, found.why) == (None, Why.NOBODY)


people = st.sampled_from([HAN, ZHAO, SUN, DING])


@given(st.dictionaries(people, st.sampled_from(["day", "standby", "night"])), st.sets(people))
def test_nobody_absent_ever_answers(on: dict[Person, str], away: set[Person]) -> None:
    found = ask(on=on, away=tuple(away))
    assert found.answering not in away
    assert (found.answering is None) == (found.why is Why.NOBODY)
