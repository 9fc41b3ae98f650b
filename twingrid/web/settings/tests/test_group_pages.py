"""Groups of areas on screen, and the statement of coverage of one."""

import pytest

from tests.cast import Cast
from twingrid.people.models import AreaGroup

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
