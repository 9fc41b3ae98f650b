"""Moments as other systems write them: with a time zone, and near enough that calendars can count with them."""

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

FIRST, LAST = 1900, 2200
"""The years between which a moment makes sense; outside, arithmetic with days would leave what can be stored."""


def _near(moment: AwareDatetime) -> AwareDatetime:
    if not FIRST <= moment.year < LAST:
        raise ValueError(f"a moment of the years {FIRST} to {LAST - 1}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_near)]
