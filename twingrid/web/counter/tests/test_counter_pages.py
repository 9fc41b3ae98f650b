"""The counter: one form for several companies, once; what a company may be told; what is missing; when it is closed."""

import re
from datetime import datetime
from typing import Any

import pytest

from tests.cast import Cast
from tests.house import scene
from twingrid.work.models import Case, CaseLeg

pytestmark = pytest.mark.django_db
FORM = {
    "intake_key": "one-form",
    "place": "乐山小区6号楼1单元",
    "kind": "move_in",
    "a-home": "own",
    "name": "新住户甲",
    "phone": "0531-000 09999",
    "shares": ["name", "phone"],
    "take_water": "on",
    "take_gas": "on",
    "pass_water": "on",
    "channel": "counter",
}


@pytest.fixture
def counter(cast: Cast, at: datetime) -> Any:
    """The clerk's browser, with companies to choose from."""
    scene.companies(cast, at)
    return cast.client("clerk")


def taken(counter: Any, **more: Any) -> Any:
    return counter.post("/counter/", FORM | more)


def test_the_same_form_twice_is_one_case(counter: Any) -> None:
    first, again = taken(counter), taken(counter)
    assert (first.status_code, again.url) == (302, first.url)
    case = Case.objects.get(family="joint")
    assert sorted(case.legs.values_list("company__code", flat=True)) == ["gas", "water"]
    assert case.number in first.url


def test_a_company_is_told_what_was_agreed_for_it_and_no_more(counter: Any, cast: Cast) -> None:
    case_page = taken(counter).url
    water, gas = (
        cast.client(company).get(f"/partner/{case_page.rstrip('/').rsplit('/', 1)[1]}/{company}/").content.decode()
        for company in ("water", "gas")
    )
    assert "新住户甲" in water
    assert "新住户甲" not in gas
    assert dict(CaseLeg.objects.values_list("company__code", "agreed_at"))["gas"] is None


def test_nobody_has_agreed_before_they_were_asked(counter: Any) -> None:
    page = counter.get("/counter/").content.decode()
    boxes = re.findall(r'<input[^>]*name="(?:pass_|shares)[^>]*>', page)
    assert len(boxes) > 4 and not any("checked" in box for box in boxes)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"name": "", "phone": ""}, "姓名或电话"),
        ({"take_water": "", "take_gas": ""}, "至少"),
        ({"phone": "12"}, "拨不通"),
        ({"shares": []}, "告知哪些"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(counter: Any, missing: dict[str, str], said: str) -> None:
    answer = taken(counter, words="下周一交房", **missing)
    page = answer.content.decode()
    assert (answer.status_code, Case.objects.filter(family="joint").exists()) == (422, False)
    assert said in page and "下周一交房" in page and FORM["place"] in page


def test_the_same_at_the_same_door_is_asked_about_first(counter: Any) -> None:
    taken(counter)
    answer = taken(counter, intake_key="another-form")
    assert answer.status_code == 422 and Case.objects.filter(family="joint").count() == 1
    assert taken(counter, intake_key="another-form", anyway="on").status_code == 302


def test_it_is_not_closed_while_a_company_has_something_to_do(counter: Any) -> None:
    case_page = taken(counter).url
    answer = counter.post(f"{case_page}close/", {"close-words": "已告知"})
    assert answer.status_code == 409 and "还有单位" in answer.content.decode()
