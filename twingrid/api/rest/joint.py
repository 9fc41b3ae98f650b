"""The addresses of partner companies: their own legs of joint cases."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field, StringConstraints

from twingrid.api.rest.keys import visitor
from twingrid.kit import clock
from twingrid.work import actions as work_actions
from twingrid.work.queries import joint_asked
from twingrid.work.rules.joint_shapes import LegMoveIn, LegOut, LegsOut

Number = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[0-9A-Za-z._\-]+$")]
joint = Router(tags=["joint"])


@joint.get("", response=LegsOut, summary="Your legs of joint cases, by what happened since you asked last")
def list_legs(
    request: HttpRequest,
    since: Annotated[str, Field(max_length=20)] = "",
    limit: Annotated[int, Field(ge=1, le=200)] = 200,
) -> LegsOut:
    """Every leg as it stands now, with what the resident agreed to; ask again with `next` as `since`."""
    return joint_asked.changed_legs(visitor(request).user, since=since, at=clock.now(), limit=limit)


@joint.get("/{number}", response=LegOut, summary="Your leg of one joint case")
def read_leg(request: HttpRequest, number: Path[Number]) -> LegOut:
    """By the number of the receipt."""
    return joint_asked.leg_asked(visitor(request).user, number, at=clock.now())


@joint.post("/{number}/moves", response=LegOut, summary="Accept, do, answer or refuse")
def move_leg(request: HttpRequest, number: Path[Number], payload: LegMoveIn) -> LegOut:
    """The same move again changes nothing; one that answers an earlier sending is refused (409)."""
    return work_actions.move_leg(number=number, given=payload, by=visitor(request).user, at=clock.now())
