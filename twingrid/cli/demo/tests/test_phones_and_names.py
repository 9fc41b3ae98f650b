"""Numbers that ring nobody, names that nobody in a press report bears."""

from pathlib import Path

import pytest

from twingrid.cli.demo import is_unassignable, names, phones

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize("number", ["0531-000 01203", "053100001203", "10031234567", "0500-000 00012", "010-000 12345"])
def test_numbers_of_the_demo_are_unassignable(number: str) -> None:
    assert is_unassignable(number)


@pytest.mark.parametrize(
    "number", ["0531-8600 1203", "13800138000", "95598", "12345", "10086", "10086123456", "110", "", "0531-000 0120"]
)
def test_other_numbers_are_not(number: str) -> None:
    assert not is_unassignable(number)


def test_made_numbers_follow_the_rule() -> None:
    assert phones.landline("0531", 1203) == "0531-000 01203"
    assert phones.mobile(1) == "10030000001"
    assert is_unassignable(phones.landline("0500", 99_999))
    assert is_unassignable(phones.mobile(9_999_999))


@pytest.mark.parametrize(("make", "arguments"), [(phones.landline, ("0531", 100_000)), (phones.mobile, (-1,))])
def test_a_number_that_does_not_fit_is_refused(make: object, arguments: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="digits"):
        make(*arguments)  # type: ignore[operator]


def test_a_hashed_name_may_not_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    some = names.pool(1)[0]
    import hashlib

    monkeypatch.setattr(names, "forbidden", lambda: frozenset({hashlib.sha256(some.encode("utf-8")).hexdigest()}))
    assert not names.may_be_used(some)


def test_the_list_of_names_is_the_one_of_the_house() -> None:
    own = ROOT / "twingrid/cli/demo/data/names_not_to_use.sha256"
    house = ROOT / "tests/house/names_not_to_use.sha256"
    assert own.read_bytes() == house.read_bytes()
    assert len(names.forbidden()) == 7
