"""What a joint case is, from the states of its legs. Plain values."""

from collections.abc import Iterable

from twingrid.work.states import LEG_UNDER_WAY, JointState, LegState


def standing(legs: Iterable[str]) -> JointState:
    """Where a case stands that nobody has closed.

    A refused leg holds up nothing but the word *done*: the other legs go their own way, and the case stays open until
    it is sent again, is not needed, or the resident has been told.
    """
    wanted = [state for state in legs if state != LegState.CANCELLED]
    if not wanted:
        return JointState.CANCELLED
    done = [state for state in wanted if state == LegState.DONE]
    if len(done) == len(wanted):
        return JointState.DONE
    return JointState.PARTLY if done else JointState.OPENED


def waits_for_companies(legs: Iterable[str]) -> bool:
    """Whether some company still has to do something: then nobody closes the case."""
    return any(state in LEG_UNDER_WAY for state in legs)
