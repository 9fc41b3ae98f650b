"""Every photo is shown to the house's scanner, if there is one; what it could not check is never kept."""

from datetime import datetime
from typing import Any

import pytest
from django.test import override_settings

from tests.cast import Cast
from tests.house.scene import jpeg
from twingrid.kit.refusals import BadInput
from twingrid.work import actions
from twingrid.work.gateways.clamd import Unchecked, is_clean
from twingrid.work.models import Photo
from twingrid.work.tests.clamd_room import EICAR, clamd


def test_it_tells_clean_from_found_and_says_when_it_cannot_tell() -> None:
    with clamd(most=200_000) as address:
        assert is_clean(b"x" * 150_000, address=address)
        assert not is_clean(b"x" * 70_000 + EICAR, address=address)
        with pytest.raises(Unchecked):
            is_clean(b"x" * 300_000, address=address)
    for nobody in (address, "nonsense", "127.0.0.1:"):
        with pytest.raises(Unchecked):
            is_clean(b"x", address=nobody, timeout=1)


@pytest.mark.django_db
def test_a_photo_is_kept_only_when_it_was_checked(report: Any, cast: Cast, at: datetime) -> None:
    ticket = report()

    def add(data: bytes) -> None:
        actions.add_photo(number=ticket.number, kind="found", data=[data], by=cast.han, at=at)

    with clamd() as address, override_settings(CLAMAV=address):
        add(jpeg())
        with pytest.raises(BadInput, match="病毒"):
            add(jpeg() + EICAR)
    with override_settings(CLAMAV=address), pytest.raises(BadInput, match="没能检查"):
        add(jpeg())
    assert Photo.objects.count() == 1
