"""Homes in residents' words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingrid.notices.rules.homes import Detail, Home, fit, name_homes, runs

UNITS = ("1单元", "2单元", "3单元")


def estate(name: str, *numbers: int, first_id: int = 1) -> list[Home]:
    return [Home(first_id + n, name, f"{n}号楼") for n in numbers]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["1号楼", "2号楼", "3号楼", "5号楼"], ["1至3号楼", "5号楼"]),
        (["1号楼", "2号楼"], ["1号楼", "2号楼"]),
        (["A座", "1号楼", "B座"], ["A座", "1号楼", "B座"]),
        (["1号楼", "2栋", "3号楼"], ["1号楼", "2栋", "3号楼"]),
    ],
)
def test_numbers_in_a_row_are_told_by_their_ends(names, told):
    assert runs(names) == told


def test_estates_come_first_and_door_plates_last():
    homes = [Home(99, "", "建设路78号"), *estate("睦和苑", 8, first_id=50), *estate("乐山小区", 3, 1, 2)]
    assert name_homes(homes) == "乐山小区1至3号楼；睦和苑8号楼；建设路78号"


def test_a_stairwell_is_named_unless_all_of_them_are_meant():
    one = [Home(3, "乐山小区", "3号楼", "2单元", units=UNITS)]
    every = [Home(4, "乐山小区", "4号楼", unit, units=UNITS) for unit in UNITS]
    assert name_homes(one + every) == "乐山小区4号楼、3号楼（2单元）"


def test_three_stairwells_of_five_are_a_run():
    units = tuple(f"{n}单元" for n in range(1, 6))
    homes = [Home(3, "乐山小区", "3号楼", unit, units=units) for unit in units[1:4]]
    assert name_homes(homes) == "乐山小区3号楼（2至4单元）"


def test_less_room_gives_fewer_words_but_every_estate_while_it_can():
    homes = estate("乐山小区", 1, 3, 5, 7, 9) + estate("睦和苑", 2, 4, first_id=50)
    assert fit(homes, room=100) == ("乐山小区1号楼、3号楼、5号楼、7号楼、9号楼；睦和苑2号楼、4号楼", Detail.UNITS)
    assert fit(homes, room=20) == ("乐山小区5栋楼；睦和苑2栋楼", Detail.ESTATES)
    assert fit(homes, room=5) == ("乐山小区、睦和苑，共7栋楼", Detail.COUNT)


def test_two_hundred_buildings_fit_every_channel():
    homes = [home for n in range(20) for home in estate(f"第{n}小区", *range(1, 20, 2), first_id=n * 100)]
    assert len({home.building_id for home in homes}) == 200
    for room, measure in ((500, len), (2048, lambda words: len(words.encode())), (70, len)):
        words, _detail = fit(homes, room=room, measure=measure)
        assert measure(words) <= room
        assert words


@given(
    st.lists(
        st.builds(
            Home,
            building_id=st.integers(1, 40),
            compound=st.sampled_from(["乐山小区", "睦和苑", "", "阳光100"]),
            name=st.sampled_from([f"{n}号楼" for n in range(1, 12)] + ["A座", "建设路78号"]),
            unit=st.sampled_from(["", *UNITS]),
        ),
        max_size=60,
    ),
    st.integers(30, 400),
)
def test_whatever_fits_is_never_longer_than_the_room(homes, room):
    words, detail = fit(homes, room=room)
    assert len(words) <= room
    assert bool(words) == bool(homes)
    if detail is Detail.UNITS:
        assert all(home.compound in words for home in homes)
