"""What a request used up, from the city's own list."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from twingrid.kit.refusals import BadInput, NotAllowed, NotFound, Refused
from twingrid.work import actions
from twingrid.work.models import Material, TicketMaterial
from twingrid.work.queries.materials import materials, used_for

pytestmark = pytest.mark.django_db
LINES = [("表后开关", "个"), ("电线", "米")]


def test_it_is_written_down_once_a_round_and_taken_away_again(report: Any, walk: Any, cast: Cast, at: datetime) -> None:
    admin = cast.people["admin"]
    for _time in range(2):
        assert actions.set_materials(lines=LINES, by=admin, at=at) == 2
    switch, wire = (pk for pk, _name, _measure in materials())
    ticket = report()
    said: dict[str, Any] = {"number": ticket.number, "material": switch, "at": at}
    with pytest.raises(Refused):
        actions.use_material(amount=Decimal(1), by=cast.han, **said)
    walk(ticket, "accept")
    for who, refusal in ((cast.ding, NotFound), (cast.people["qiao"], NotAllowed)):
        with pytest.raises(refusal):
            actions.use_material(amount=Decimal(1), by=who, **said)
    for amount in (Decimal(-1), Decimal(100_000)):
        with pytest.raises(BadInput):
            actions.use_material(amount=amount, by=cast.han, **said)
    for amount in ("1", "1", "2.5"):
        actions.use_material(amount=Decimal(amount), by=cast.han, **said)
    (one,) = used_for(ticket)
    assert (one.material.name, one.amount) == ("表后开关", Decimal("2.5"))
    actions.set_materials(lines=LINES[1:], by=admin, at=at)
    assert [pk for pk, _name, _measure in materials()] == [wire]
    with pytest.raises(BadInput):
        actions.use_material(amount=Decimal(3), by=cast.han, **said)
    assert len(used_for(ticket)) == 1
    actions.use_material(amount=Decimal(4), by=cast.han, **(said | {"material": wire}))
    actions.use_material(amount=Decimal(0), by=cast.han, **(said | {"material": wire}))
    assert len(used_for(ticket)) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        TicketMaterial.objects.update(amount=0)


@pytest.mark.parametrize("lines", [[("x", "")], [("", "x")], [("x", "y"), ("x", "z")]])
def test_each_has_one_name_and_a_measure(cast: Cast, at: datetime, lines: list[tuple[str, str]]) -> None:
    with pytest.raises(BadInput):
        actions.set_materials(lines=lines, by=cast.people["admin"], at=at)
    with pytest.raises(NotAllowed):
        actions.set_materials(lines=LINES, by=cast.sun, at=at)
    assert not Material.objects.exists()
