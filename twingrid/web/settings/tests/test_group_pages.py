"""Groups of areas on screen, and the statement of coverage of one."""

import pytest

from tests.cast import Cast
from twingrid.coverage import statement_queries
from twingrid.coverage.rules.statement import Reason
from twingrid.people.models import AreaGroup
from twingrid.supply.models import Customer

pytestmark = pytest.mark.django_db


def test_areas_are_searched_put_together_and_filter_coverage(cast: Cast) -> None:
    client = cast.client("admin")
    assert 'value="power:13"' in client.get("/settings/groups/", {"q": "13"}).content.decode()
    said = {"q": "13", "name": "北片", "since": "2023-02-22", "members": ["power:13"]}
    assert client.post("/settings/groups/", said).status_code == 302
    group = AreaGroup.objects.get(name="北片")
    whole = client.get("/centre/coverage/").content.decode()
    part = client.get("/centre/coverage/", {"group": group.pk}).content.decode()
    grid = f"<span>{cast.grids['leshan'].code}</span>"
    assert "北片" in whole
    assert grid in whole
    assert grid not in part
    assert client.get(f"/settings/groups/{group.pk}/").status_code == 200
    assert client.post(f"/settings/groups/{group.pk}/delete/").status_code == 302


def test_the_percentage_and_the_file_are_of_the_group(cast: Cast) -> None:
    group = AreaGroup.objects.create(name="北片", members=["power:13"], valid_from=cast.at.date())
    homes = Customer.objects.filter(service_point__building=cast.buildings["shunya1"]).count()
    client = cast.client("admin")
    city = client.get("/centre/coverage/").context["found"]
    answer = client.get("/centre/coverage/", {"group": group.pk})
    part = answer.context["found"]
    assert (part.total, part.covered) == (homes, 0)
    assert part.total < city.total
    assert sum(part.by_reason.values()) < sum(city.by_reason.values())
    assert "0.00" in answer.content.decode()
    file = client.get("/centre/coverage.csv", {"group": group.pk}).content.decode().splitlines()
    assert file[1].split(",")[1:3] == [str(homes), "0"]
    assert len(file) == 2 + len(part.lines)


def test_groups_that_part_the_city_add_up_to_it(cast: Cast) -> None:
    parts = [["power:05"], ["power:12", "power:13"]]
    on = cast.at.date()
    found = [statement_queries.statement_of(on, members=members) for members in parts]
    whole = statement_queries.statement(on)
    assert sum(one.total for one in found) + whole.by_reason.get(Reason.GAP_POWER, 0) == whole.total
    assert sum(one.covered for one in found) == whole.covered
