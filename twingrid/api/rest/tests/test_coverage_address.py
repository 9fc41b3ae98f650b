"""The statement of coverage for machines: the same as the page and the command give."""

from datetime import date
from typing import Any

from twingrid.coverage import statement_queries
from twingrid.people.models import Posting


def test_it_gives_the_statement_of_the_day(system: Any) -> None:
    answer = system("coverage").ask("GET", "coverage?on=2023-02-22")
    assert answer.json() == statement_queries.as_plain(statement_queries.statement(date(2023, 2, 22)))
    assert answer.json()["on"] == "2023-02-22"


def test_without_a_day_it_is_todays(system: Any) -> None:
    assert system("coverage").ask("GET", "coverage").json()["on"] == "2023-02-22"


def test_a_removed_posting_is_told(system: Any, cast: Any) -> None:
    from tests.cast import forget_memory
    from twingrid.kit import memo

    visitor = system("coverage")
    assert "nobody.power" not in visitor.ask("GET", "coverage").json()["by_reason"]
    Posting.objects.filter(user=cast.people["ding"]).update(valid_to=date(2023, 2, 20))
    forget_memory()
    memo.forget_all()
    assert visitor.ask("GET", "coverage").json()["by_reason"]["nobody.power"] > 0


def test_a_day_that_is_none_is_told(system: Any) -> None:
    answer = system("coverage").ask("GET", "coverage?on=yesterday")
    assert answer.status_code == 422
    assert answer.json()["field"] == "on"


def test_a_key_for_one_area_does_not_get_the_whole_citys(system: Any) -> None:
    assert system("coverage", area_codes=["power:12"]).ask("GET", "coverage").status_code == 403
