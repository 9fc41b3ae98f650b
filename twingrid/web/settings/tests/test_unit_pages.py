"""Units on screen: folded, searched, page by page."""

import pytest

from tests.cast import Cast
from tests.counting import ask
from twingrid.people.models import Unit

pytestmark = pytest.mark.django_db
PATH = "/settings/units/"


@pytest.fixture
def many(cast: Cast) -> Cast:
    """Sixty teams under the centre, one crew under the first of them."""
    teams = Unit.objects.bulk_create(Unit(name=f"供电{n:02d}班", side="power", parent=cast.centre) for n in range(60))
    Unit.objects.create(name="抢修小组", side="power", parent=teams[0])
    return cast


def names(page: str) -> list[str]:
    rows = [part.partition(">")[2] for part in page.split('class="tg-row-place"')[1:]]
    return [row.partition("<")[0] for row in rows]


def test_the_topmost_units_stand_alone_with_the_way_below(many: Cast) -> None:
    page = many.client("admin").get(PATH).content.decode()
    assert many.centre.name in names(page)
    assert "供电00班" not in names(page)
    assert f"?under={many.centre.pk}" in page
    assert "下设 61 个单位" in page


def test_below_a_unit_there_are_fifty_on_a_page(many: Cast) -> None:
    client = many.client("admin")
    first = client.get(PATH, {"under": many.centre.pk})
    assert len(first.context["rows"]) == 50
    second = client.get(PATH + first.context["pager"]["following"])
    assert len(second.context["rows"]) == 10
    assert first.context["form"].initial["parent"] == many.centre.pk


def test_a_search_finds_a_unit_wherever_it_lies(many: Cast) -> None:
    page = many.client("admin").get(PATH, {"q": "抢修"}).content.decode()
    assert names(page) == ["抢修小组"]
    assert f"{many.centre.name} / 供电00班" in page
    nothing = many.client("admin").get(PATH, {"q": "没有的单位"}).content.decode()
    assert names(nothing) == []


def test_the_questions_do_not_grow_with_the_units(many: Cast) -> None:
    client = many.client("admin")
    few = len(ask(client, PATH))
    assert len(ask(client, f"{PATH}?under={many.centre.pk}")) == few <= 12
    assert client.get(PATH, {"under": "nonsense"}).status_code == 200
