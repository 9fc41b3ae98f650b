"""Answers to the questions of a kind are read, checked, and followed."""

from twingrid.work.rules import kinds
from twingrid.work.rules.answers import check, shown
from twingrid.work.rules.catalogue import shipped
from twingrid.work.rules.kinds import Catalogue, Condition, Content, KindField, KindView, Option, Words

BOTH = Words(zh="问", en="Asked")


def content_of(key: str) -> Content:
    view = shipped().present(key)
    assert view is not None
    return view.content


def keys(content: Content, **given: str) -> list[str]:
    scope = given.pop("scope", "unknown")
    return [one.key for one in shown(content, given, scope=scope)]


def test_the_next_question_depends_on_the_last_answer() -> None:
    no_power = content_of("no_power")
    assert keys(no_power) == ["smell", "rooms", "neighbours"]
    assert keys(no_power, scope="home") == ["smell", "rooms"]
    assert keys(no_power, neighbours="dark") == ["smell", "rooms", "neighbours", "stairs", "entrances"]


def test_a_question_that_is_hidden_hides_those_that_wait_for_it() -> None:
    no_power = content_of("no_power")
    assert keys(no_power, scope="building", neighbours="dark", entrances="dark") == ["smell"]
    assert check(no_power, {"neighbours": "dark"}, scope="building").details == {}


def test_triage_says_how_far_it_reaches_and_where_danger_is() -> None:
    no_power = content_of("no_power")
    found = check(no_power, {"rooms": "dark", "neighbours": "dark", "stairs": "dark", "entrances": "dark"})
    assert (found.scope, found.safety, found.wrong) == ("building", False, {})
    assert check(no_power, {"rooms": "lit"}).scope == "home"
    assert check(no_power, {"smell": "yes"}).safety
    assert not check(no_power, {"smell": "no"}).safety


def test_answers_are_typed_and_free_words_are_kept_apart() -> None:
    found = check(
        content_of("connection"),
        {"what": "more", "power": "7.5", "account": "0531 12345", "day": "2026-01-31"},
    )
    assert found.details == {"what": "more", "power": 7.5, "day": "2026-01-31"}
    assert found.erasable == {"account": "0531 12345"}
    voltage = check(content_of("voltage"), {"damage": "yes", "appliance": "冰箱"})
    assert (voltage.details, voltage.erasable) == ({"damage": True}, {"appliance": "冰箱"})


def test_what_cannot_be_kept_is_told_by_question() -> None:
    found = check(
        content_of("connection"),
        {"what": "palace", "power": "nan", "day": "tomorrow", "account": "<b>", "colour": "red"},
    )
    assert found.wrong == {"what": "choice", "day": "date", "colour": "unknown_field"}  # the rest is not asked
    more = check(content_of("connection"), {"what": "more", "power": "nan", "account": "<b>"})
    assert more.wrong == {"power": "number", "account": "code"}
    assert check(content_of("connection"), {"what": "more", "power": "9000"}).wrong == {"power": "too_large"}


def test_a_required_question_is_missed_only_where_it_is_asked() -> None:
    assert check(content_of("complaint"), {}).wrong == {"class": "required"}
    assert check(content_of("complaint"), {}, complete=False).wrong == {}


def test_residents_are_not_asked_what_staff_decide() -> None:
    given = {"class": "service", "level": "grave"}
    assert "level" not in check(content_of("complaint"), given, staff=False).details
    assert check(content_of("complaint"), given).details["level"] == "grave"


def test_every_shipped_kind_can_be_published_as_it_is() -> None:
    every = shipped().all()
    assert len(every) == 30
    assert {view.key: found for view in every if (found := kinds.troubles(view.key, view.content))} == {}


def test_what_has_to_be_mended_before_publishing_is_named() -> None:
    content = Content(
        words=Words(zh="停电"),
        about=BOTH,
        moves=("resolve",),
        active=False,
        fields=(
            KindField(key="ask", type="choice", label=BOTH, options=(Option(key="yes", words=BOTH, means="safety"),)),
            KindField(key="ask", type="text", label=BOTH, shown_when=Condition(field="later", values=("yes",))),
            KindField(key="phone", type="phone"),
        ),
    )
    assert set(kinds.troubles("no_power", content)) == {
        ("words", ""),
        ("safety_words", ""),
        ("needed", ""),
        ("no_arrival", ""),
        ("options", "ask"),
        ("key_twice", "ask"),
        ("condition", "ask"),
        ("key_twice", "phone"),
        ("label", "phone"),
    }


def test_an_old_version_keeps_its_words_and_a_lost_one_its_key() -> None:
    old, new = Content(words=Words(zh="旧", en="Old")), Content(words=Words(zh="新", en="New"), active=False)
    both = Catalogue([KindView("lamp", "request", 1, old), KindView("lamp", "request", 2, new)])
    assert both.of("lamp", 1).words("zh-hans") == "旧"
    assert both.of("lamp", 2).words("en") == "New"
    assert both.of("gone", 1).words("en") == "gone"
    assert both.offered() == ()
    assert [view.number for view in both.all()] == [2]
