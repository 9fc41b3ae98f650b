"""Power service areas as lists: the ground they claim, and what is wrong with a definition."""

import shapely
from hypothesis import given
from hypothesis import strategies as st

from twingrid.territory.fusion.mapping import Part, Trouble, mapped, troubles

SIDE = 4
GRIDS = {f"g{n}": shapely.box(n % SIDE, n // SIDE, n % SIDE + 1, n // SIDE + 1) for n in range(SIDE**2)}
OWN = {"a": shapely.box(0, 0, 2, 4), "b": shapely.box(2, 0, 4, 4), "c": shapely.box(0, 0, 4, 4)}


def what(parts: list[Part], transformers: tuple[str, ...] = ("t1",)) -> dict[Trouble, set[str]]:
    found: dict[Trouble, set[str]] = {}
    for trouble, code, _areas in troubles(OWN, GRIDS, parts, transformers=transformers):
        found.setdefault(trouble, set()).add(code)
    return found


@given(st.dictionaries(st.sampled_from(sorted(GRIDS)), st.sampled_from(["a", "b", "c", ""]), max_size=16))
def test_every_named_grid_belongs_to_whoever_names_it_and_to_nobody_else(owners: dict[str, str]) -> None:
    parts = [Part(area, "grid", code) for code, area in owners.items() if area]
    claimed = mapped(OWN, GRIDS, parts).claimed
    for code, area in owners.items():
        inside = {name for name, shape in claimed.items() if shape.covers(GRIDS[code].centroid)}
        assert not area or inside == {area}


@given(st.lists(st.sampled_from(sorted(GRIDS)), unique=True))
def test_grids_win_over_polygons_and_lists_cover_exactly_their_union(codes: list[str]) -> None:
    own = {"listed": shapely.Point(9, 9).buffer(1), "drawn": shapely.box(0, 0, 4, 4)}
    result = mapped(own, GRIDS, [Part("listed", "grid", code) for code in codes])
    if not codes:
        assert result.claimed["listed"].equals(own["listed"])
        return
    assert result.claimed["listed"].area == len(codes)
    assert result.claimed.get("drawn", shapely.Polygon()).area == 16 - len(codes)


def test_an_area_of_transformers_claims_no_ground_and_is_drawn_where_its_homes_stand() -> None:
    homes = shapely.Point(1, 1).buffer(0.2)
    result = mapped(OWN, GRIDS, [Part("a", "transformer", "t1", homes)])
    assert "a" not in result.claimed and result.drawn["a"].equals(homes)
    assert result.transformers == {"t1": ("a",)}


def test_a_mixture_keeps_its_polygon_only_where_it_says_so() -> None:
    with_polygon = mapped(OWN, GRIDS, [Part("a", "grid", "g3"), Part("a", "polygon")])
    without = mapped(OWN, GRIDS, [Part("a", "grid", "g3")])
    assert (with_polygon.claimed["a"].area, without.claimed["a"].area) == (9, 1)


def test_things_named_twice_are_an_overlap() -> None:
    parts = [Part(area, kind, code) for area in "ab" for kind, code in (("grid", "g0"), ("transformer", "t1"))]
    found = what(parts)
    assert found[Trouble.GRID_TWICE] == {"g0"} and found[Trouble.TRANSFORMER_TWICE] == {"t1"}


def test_names_of_things_that_do_not_exist_are_told() -> None:
    found = what([Part("a", "grid", "g99"), Part("b", "transformer", "t9")])
    assert (found[Trouble.GRID_UNKNOWN], found[Trouble.TRANSFORMER_UNKNOWN]) == ({"g99"}, {"t9"})


def test_a_grid_that_nobody_names_is_free_only_where_no_polygon_reaches() -> None:
    listed = [Part(area, "grid", code) for area, code in (("a", "g0"), ("b", "g1"), ("c", "g2"))]
    assert what(listed)[Trouble.GRID_FREE] == set(GRIDS) - {"g0", "g1", "g2"}
    assert Trouble.GRID_FREE not in what(listed[:2])  # c is its polygon, which covers everything


def test_a_polygon_that_reaches_into_a_named_grid_is_cut_and_told() -> None:
    assert what([Part("a", "grid", "g0")])[Trouble.POLYGON_CUT] == {"g0"}


def test_an_area_whose_parts_cover_nothing_is_told() -> None:
    assert what([Part("a", "grid", "g99")])[Trouble.AREA_EMPTY] == {"a"}
    assert Trouble.AREA_EMPTY not in what([Part("a", "transformer", "t1")])


def test_without_lists_nothing_is_wrong() -> None:
    assert what([]) == {}
