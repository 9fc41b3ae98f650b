"""Who may cut a tree on what terms, and how near it may stand: plain values, as the sources say."""

import pytest

from twingrid.work.rules import trees
from twingrid.work.rules.escalating import ladder_of_step, next_above
from twingrid.work.rules.trees import Tree


@pytest.mark.parametrize(
    ("kilovolts", "metres"),
    [(None, None), (0.4, None), (1, 5), (10, 5), (35, 10), (110, 10), (154, 15), (220, 15), (330, 15), (500, 20)],
)
def test_the_zone_is_as_wide_as_the_law_says(kilovolts, metres):
    assert trees.zone(kilovolts) == metres


@pytest.mark.parametrize(
    ("kilovolts", "vertical", "horizontal"),
    [(0.4, 1.0, 1.0), (3, 1.5, 2.0), (10, 1.5, 2.0), (35, 3.0, 3.5), (110, 3.5, 4.0), (500, 7.0, 7.0)],
)
def test_the_least_distances(kilovolts, vertical, horizontal):
    assert trees.clearance(kilovolts) == trees.Clearance(vertical, horizontal)


def test_what_no_source_names_is_not_made_up_and_a_city_may_say_its_own():
    assert trees.clearance(220) is None
    own = {"trees": [{"from": 0, "to": 10, "vertical": 2, "horizontal": 2.5}]}
    assert trees.clearance(10, profile=own) == trees.Clearance(2.0, 2.5)


@pytest.mark.parametrize(
    ("metres", "vertical", "near"),
    [(1.0, 1.0, True), (2.0, 1.0, False), (1.0, 1.5, False), (1.9, None, True), (None, None, None)],
)
def test_a_tree_is_clear_when_either_distance_is_kept(metres, vertical, near):
    assert trees.too_near(Tree(kilovolts=10, metres=metres), vertical=vertical) is near


@pytest.mark.parametrize(
    ("tree", "way", "compensation"),
    [
        (Tree(), "unknown", False),
        (Tree(kilovolts=10, metres=3), "unknown", False),
        (Tree(kilovolts=10, metres=5, planted="before"), "procedure", True),
        (Tree(kilovolts=10, metres=5, planted="before", danger=True), "procedure", True),
        (Tree(kilovolts=10, metres=3, planted="after"), "notify", False),
        (Tree(kilovolts=10, metres=5.1, planted="before"), "agree", False),
        (Tree(kilovolts=0.4, metres=1, planted="before"), "agree", False),
        (Tree(kilovolts=10, metres=6, danger=True), "act_first", False),
        (Tree(danger=True), "unknown", False),
    ],
)
def test_who_may_cut_on_what_terms(tree, way, compensation):
    terms = trees.way(tree)
    assert (terms.key, terms.compensation) == (way, compensation)
    assert terms.words.whole
    assert terms.tell_days == (3 if way == "act_first" else 0)


BEFORE, AFTER = Tree(kilovolts=10, metres=3, planted="before"), Tree(kilovolts=10, metres=3, planted="after")


@pytest.mark.parametrize(
    ("tree", "consent", "compensation", "lacking"),
    [
        (Tree(), "given", "agreed", "unknown"),
        (BEFORE, "", "", "consent"),
        (BEFORE, "refused", "agreed", "consent"),
        (BEFORE, "given", "", "compensation"),
        (BEFORE, "given", "open", "compensation"),
        (BEFORE, "given", "agreed", ""),
        (AFTER, "", "", "told"),
        (AFTER, "asked", "", ""),
        (AFTER, "refused", "", ""),
        (Tree(kilovolts=10, metres=9), "asked", "", "consent"),
        (Tree(kilovolts=10, metres=9), "given", "", ""),
        (Tree(kilovolts=10, metres=9, danger=True), "", "", ""),
    ],
)
def test_what_has_to_be_there_before_the_saw_starts(tree, consent, compensation, lacking):
    assert trees.lacking(tree, consent=consent, compensation=compensation) == lacking


def test_a_step_goes_up_on_its_own_side_first_and_each_person_is_told_once():
    people = ladder_of_step((2, 3), (3, 4))
    assert people == (2, 3, 4)
    assert next_above(people, set()) == (2, True)
    assert next_above(people, {2, 3}) == (4, False)
    assert next_above(people, {2, 3, 4}) == (None, False)
