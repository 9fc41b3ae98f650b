"""Rows by COPY into temporary tables, and what a merge counts."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twingrid.kit import staging
from twingrid.kit.staging import Changes, Orphan, Orphans

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)


@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
@pytest.mark.django_db
def test_every_text_comes_back_as_it_was(texts: list[str]) -> None:
    staging.stage("staged_test", {"said": "text"}, {"said": texts})
    assert staging.fetch("SELECT said FROM staged_test ORDER BY row") == [(text,) for text in texts]


def test_every_kind_of_value_comes_back(city: Any) -> None:
    types = {"a": "text", "b": "bytea", "c": "float8", "d": "date", "e": "boolean", "f": "integer"}
    rows = [("\\N", b"\x00\\\t", 0.1 + 0.2, date(2023, 2, 22), True, 7), (None, None, None, None, None, None)]
    columns = dict(zip(types, zip(*rows, strict=True), strict=True))
    assert staging.stage("staged_test", types, columns) == 2
    found = staging.fetch("SELECT a, b, c, d, e, f FROM staged_test ORDER BY row")
    assert [(a, b if b is None else bytes(b), *rest) for a, b, *rest in found] == rows


def test_a_table_can_be_staged_twice_in_one_transaction(city: Any) -> None:
    for count in (3, 2):
        staging.stage("staged_test", {"n": "integer"}, {"n": list(range(count))})
        staging.derive("derived_test", "SELECT n FROM staged_test WHERE n > %s", [0])
        assert staging.fetch("SELECT count(*) FROM derived_test") == [(count - 1,)]


def test_a_merge_counts_new_changed_and_unchanged(city: Any) -> None:
    merge = """
    INSERT INTO territory_generation AS old (name, number) SELECT name, number FROM staged_test
    ON CONFLICT (name) DO UPDATE SET number = excluded.number WHERE old.number IS DISTINCT FROM excluded.number
    """
    types = {"name": "text", "number": "integer"}
    staging.stage("staged_test", types, {"name": ["t1", "t2"], "number": [1, 1]})
    assert staging.merge(merge, total=2) == Changes(new=2)
    staging.stage("staged_test", types, {"name": ["t1", "t2", "t3"], "number": [1, 5, 1]})
    assert staging.merge(merge, total=3) == Changes(new=1, changed=1, unchanged=1)


def test_orphans_come_in_the_order_of_the_file(city: Any) -> None:
    with pytest.raises(Orphans) as refused:
        staging.check_orphans(["SELECT 2, 'b', 'x'", "SELECT 1, 'c', 'y'", "SELECT 3, 'c', 'z' WHERE false"])
    assert refused.value.orphans == (Orphan(1, "c", "y"), Orphan(2, "b", "x"))
