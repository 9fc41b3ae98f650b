"""Registry and events by file: the same as by REST, however often the file comes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from twingrid.cli.exchange import exchange
from twingrid.people.actions import keys
from twingrid.work.models import ExternalReturn, Ticket


@pytest.fixture
def run(cast: Any, at: Any) -> Any:
    keys.make_key(name="平台", purposes=["events"], by=None, at=at)
    return lambda *words: CliRunner().invoke(exchange, [str(word) for word in words])


EVENTS = (
    "number,words,address,name,phone\n2509,楼道灯不亮了,乐山小区3号楼2单元,住户,0531-000 09999\n"
    "2510,没电,乐山小区2号楼,,\n"
)


def test_events_of_a_csv_file_become_requests_once(run: Any, cast: Any, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(EVENTS, "utf-8-sig")
    for _time in range(2):
        done = run("events", "import", file, "--key", "平台")
        assert done.exit_code == 0, done.output
    assert sorted(Ticket.objects.values_list("external_no", flat=True)) == ["2509", "2510"]
    assert Ticket.objects.get(external_no="2509").building == cast.home


def test_a_row_that_does_not_fit_is_told_and_the_others_are_taken(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(EVENTS + "2511,,乐山小区1号楼,,\n", "utf-8")
    done = run("events", "import", file, "--key", "平台")
    assert done.exit_code == 1
    assert Ticket.objects.count() == 2


def test_a_row_with_a_return_number_returns_our_answer_once(run: Any, cast: Any, tmp_path: Path, at: Any) -> None:
    file = tmp_path / "events.csv"
    file.write_text(EVENTS, "utf-8")
    run("events", "import", file, "--key", "平台")
    ticket = Ticket.objects.get(external_no="2509")
    Ticket.objects.filter(pk=ticket.pk).update(state="resolved", outcome="utility_side", resolved_at=at)
    file.write_text("number,return_no,reason\n2509,R-1,灯还是不亮\n2599,R-2,没有这件\n", "utf-8")
    for _time in range(2):
        done = run("events", "import", file, "--key", "平台")
        assert done.exit_code == 1, "the unknown number is told"
    ticket.refresh_from_db()
    assert (ticket.state, ticket.times_reopened) == ("new", 1)
    assert ExternalReturn.objects.get().reason == "灯还是不亮"


def test_events_go_out_in_the_fields_of_the_hotlines(run: Any, tmp_path: Path, at: Any) -> None:
    from datetime import timedelta

    from twingrid.kit import clock

    source, out = tmp_path / "events.csv", tmp_path / "out.csv"
    source.write_text(EVENTS, "utf-8")
    run("events", "import", source, "--key", "平台")
    with clock.fixed(at + timedelta(minutes=1)):
        done = run("events", "export", out, "--key", "平台")
    assert done.exit_code == 0, done.output
    lines = out.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("序号,记录编号,工单编号,状态")
    assert [line.split(",")[1] for line in lines[1:]] == ["2509", "2510"]


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_the_registry_goes_out_and_its_community_side_comes_back(
    run: Any, cast: Any, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"registry.{ending}"
    assert run("registry", "export", file).exit_code == 0
    text = file.read_text("utf-8-sig")
    assert cast.people["qiao"].employee_no in text
    if ending == "json":
        workers = json.loads(text)["community_workers"]
        given = [{k: v for k, v in w.items() if k != "area_codes"} | {"grid_codes": w["area_codes"]} for w in workers]
        file.write_text(json.dumps({"format": "twingrid.registry/1", "community_workers": given}), "utf-8")
    done = run("registry", "import", file)
    assert done.exit_code == 0, done.output
    assert run("registry", "import", file).output.count("+0 ~0") == done.output.count("\n")


def test_a_file_that_cannot_be_read_is_told(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{", "utf-8")
    (tmp_path / "x.csv").write_text("number,colour\n1,red\n", "utf-8")
    for name in ("x.json", "x.csv", "x.txt"):
        assert run("events", "import", tmp_path / name, "--key", "平台").exit_code != 0
