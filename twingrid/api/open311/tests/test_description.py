"""docs/schemas/open311-openapi.json describes what is answered, field by field, and every address."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from twingrid.api.open311.urls import urlpatterns
from twingrid.work.actions import Report, report_ticket

DESCRIBED = json.loads(
    (Path(__file__).resolve().parents[4] / "docs" / "schemas" / "open311-openapi.json").read_text("utf-8")
)


def test_every_address_is_described() -> None:
    filled = [path.replace("{format}", "json").replace("{", "").replace("}", "") for path in DESCRIBED["paths"]]
    there = {pattern.name for pattern in urlpatterns if "elsewhere" not in str(pattern.name)}
    assert {resolve(path).url_name for path in filled} == there
    assert [path for path in DESCRIBED["paths"] if "post" in DESCRIBED["paths"][path]] == [
        "/open311/v2/requests.{format}"
    ]


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("discovery", "Discovery"),
        ("v2/services", "Services"),
        ("v2/services/no_power", "Definition"),
        ("v2/requests", "Requests"),
        ("v2/nothing", "Errors"),
    ],
)
def test_an_answer_has_the_described_fields(cast: Any, at: Any, path: str, shape: str) -> None:
    report_ticket(
        report=Report(channel="patrol", kind="stairwell_light", building_id=cast.home.pk), by=cast.zhou, at=at
    )
    answer = Client().get(f"/open311/{path}.json").json()
    described = DESCRIBED["components"]["schemas"][shape]
    one, fields = (answer[0], described["items"]) if isinstance(answer, list) else (answer, described)
    assert set(one) == set(fields["properties"])
