"""`twingrid find` and `locate`: the whole answer at the command line, in both languages, and who may see what."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from twingrid.cli.find import find, locate
from twingrid.kit import clock
from twingrid.kit.refusals import NotFound
from twingrid.work import actions as work_actions


@pytest.fixture(autouse=True)
def evening(cast: Any, at: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    with clock.fixed(at):
        yield


@pytest.fixture
def ticket(cast: Any, at: Any) -> Any:
    said = work_actions.Report(
        channel="direct_call", kind="stairwell_light", building_id=cast.home.pk, words="楼道黑", phone="0531-000 01234",
        intake_key="find",
    )  # fmt: skip
    return work_actions.report_ticket(report=said, by=cast.zhou, at=at)


def run(command: Any, *words: str) -> Result:
    result = CliRunner().invoke(command, list(words), catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return result


def test_every_field_of_the_answer_is_printed_in_chinese(cast: Any, ticket: Any) -> None:
    said = run(find, "乐山小区3号楼").output
    for words in (
        f"社区网格：{cast.grids['leshan'].name}", f"供电网格：{cast.powers['12'].name}", "示意",
        f"社区网格员：{cast.qiao.name}", f"供电网格员：{cast.han.name}", "现在接听（备班）", "至 02-22 22:00",
        f"网格长：{cast.sun.name}", f"包保责任人：{cast.people['lead'].name}", "0531-000 01203",
        f"最近的驿站：{cast.station.name}", "此处在办诉求：1 件",
    ):  # fmt: skip
        assert words in said
    assert ticket.number not in said


@pytest.mark.parametrize("shell", ["en_GB.UTF-8", ""])
def test_it_speaks_english_when_asked_or_in_an_english_shell(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", shell or "zh_CN.UTF-8")
    said = run(find, "乐山小区3号楼", *([] if shell else ["--lang", "en"])).output
    for words in ("Community grid: ", "answers now (on standby): ", "Accountable lead: ", "Open requests there: 0"):
        assert words in said


def test_a_deputy_answers_and_the_reason_is_said(cast: Any) -> None:
    said = run(find, "建设路78号", "--lang", "en").output
    assert f"answers now (by the team's rota): {cast.zhao.name}" in said


@pytest.mark.parametrize(("who", "seen"), [("han", True), ("zhou", True), ("qiao", True), ("ding", False)])
def test_open_requests_are_listed_for_those_who_may_see_them(cast: Any, ticket: Any, who: str, seen: bool) -> None:
    number = cast.people[who].employee_no
    said = run(find, "乐山小区3号楼", "--as", number).output
    assert "此处在办诉求：1 件" in said
    assert (ticket.number in said, "另有 1 件不在此人可见范围" in said) == (seen, not seen)
    answer = json.loads(run(find, "乐山小区3号楼", "--as", number, "--json").output)["open_requests"]
    assert (answer["count"], len(answer["requests"])) == (1, int(seen))
    assert "01234" not in said


def test_an_employee_number_that_nobody_has_is_refused() -> None:
    with pytest.raises(NotFound, match="没有工号为 X9 的人员"):
        run(find, "乐山小区3号楼", "--as", "X9")


def test_json_has_english_keys_and_the_same_answer(cast: Any, ticket: Any) -> None:
    answer = json.loads(run(find, "乐山小区3号楼", "--json").output)
    assert answer["outcome"] == "found"
    assert answer["responsible"]["power"]["answering"]["answering"]["name"] == cast.han.name
    assert answer["open_requests"] == {"count": 1, "requests": None}


def test_an_estate_counts_all_its_buildings_and_a_point_what_lies_around(cast: Any, ticket: Any) -> None:
    assert "此处在办诉求：1 件" in run(find, "乐山小区").output
    near = run(locate, f"{cast.home.lon + 0.0003},{cast.home.lat}")
    assert "此处在办诉求：1 件" in near.output
    far = json.loads(run(locate, f"{cast.home.lon + 0.001},{cast.home.lat}", "--json").output)
    assert far["open_requests"]["count"] == 0


def test_what_is_not_certain_is_asked_with_reasons() -> None:
    result = run(find, "不存在的地方xyz")
    assert (result.exit_code, "本市没有相近的地方" in result.output) == (1, True)


def test_a_point_outside_says_what_is_missing() -> None:
    result = run(locate, "116.5,36.1")
    assert result.exit_code == 1
    assert "缺少：此处不在任何供电网格内" in result.output
    assert "经度在前" in CliRunner().invoke(locate, ["36.64,116.99"]).output


def test_fuse_speaks_both_languages(cast: Any) -> None:
    import click

    from twingrid.cli.fuse_city import fuse_city

    for lang, words in (("zh", "户在两侧各落在唯一一个网格内"), ("en", "lie in exactly one area on both sides")):
        said = CliRunner().invoke(click.Command("fuse", callback=lambda lang=lang: fuse_city(city="jinan", lang=lang)))
        assert words in said.output, said.exception
