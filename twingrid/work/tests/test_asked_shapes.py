"""What other systems may send of requests and hazards: the words are our own, and each move takes what it needs."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from twingrid.work import choices
from twingrid.work.rules import hazard_shapes, request_shapes
from twingrid.work.states import HazardState, TicketState

WORDS: list[tuple[Any, set[str]]] = [
    (request_shapes.RequestState, {str(state) for state in TicketState}),
    (request_shapes.RequestScope, set(choices.Scope.values)),
    (request_shapes.RequestFinding, {"", *choices.Finding.values}),
    (request_shapes.RequestOutcome, {"", *choices.Outcome.values} - {"explained"}),
    (hazard_shapes.HazardStateWord, {str(state) for state in HazardState}),
    (hazard_shapes.GradeWord, set(choices.Grade.values)),
    (hazard_shapes.SideWord, set(choices.HazardSide.values)),
]


@pytest.mark.parametrize(("words", "ours"), WORDS)
def test_the_words_of_the_interface_are_our_own(words: Any, ours: set[str]) -> None:
    assert set(get_args(words)) == ours


FITS: list[dict[str, Any]] = [
    {"move": "accept"},
    {"move": "answer", "outcome": "answered", "words": "电话里说明了"},
    {"move": "resolve", "outcome": "utility_side", "finding": "meter_box"},
    {"move": "return", "words": "不是我们的"},
    {"move": "reassign", "worker_no": "G013"},
    {"move": "call_back", "result": "solved"},
    {"move": "call_back", "result": "not_solved", "words": "还是没电"},
    {"move": "notify", "how": "phone", "name": "物业"},
    {"move": "remove", "words": "换了"},
    {"move": "inspect", "passed": True},
    {"move": "inspect", "passed": False, "words": "还在"},
    {"move": "grade", "grade": "critical", "side": "utility"},
]
MISFITS: list[dict[str, Any]] = [
    {"move": "vanish"},
    {"move": "accept", "words": "多余"},
    {"move": "answer", "outcome": "answered"},
    {"move": "resolve", "outcome": "utility_side"},
    {"move": "return"},
    {"move": "reassign"},
    {"move": "call_back"},
    {"move": "call_back", "result": "not_solved"},
    {"move": "notify", "name": "物业"},
    {"move": "remove", "words": "  "},
    {"move": "inspect", "passed": False},
    {"move": "inspect"},
    {"move": "grade", "side": "utility"},
    {"move": "remove", "words": "换了", "passed": True},
]
_HAZARD = {"grade", "notify", "remove", "inspect"}


def shape_of(given: dict[str, Any]) -> Any:
    return hazard_shapes.HazardMoveIn if given["move"] in _HAZARD else request_shapes.RequestMoveIn


@pytest.mark.parametrize("given", FITS)
def test_a_move_with_what_it_needs_fits(given: dict[str, Any]) -> None:
    assert shape_of(given).model_validate(given).move == given["move"]


@pytest.mark.parametrize("given", MISFITS)
def test_a_move_without_what_it_needs_or_with_more_does_not(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        shape_of(given).model_validate(given)
