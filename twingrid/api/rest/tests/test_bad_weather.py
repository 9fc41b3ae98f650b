"""What no database holds and no calendar counts with is told (422), never a fault of ours."""

from typing import Any

import pytest

BODY: dict[str, Any] = {"kind": "stairwell_light", "words": "灯不亮", "place": {"address": "乐山小区3号楼"}}
BAD: list[tuple[str, str, Any]] = [
    ("GET", "requests?area=power:%00", None),
    ("GET", "requests?since=0001-01-01T00:00:00%2B14:00", None),
    ("GET", "requests?cursor=0001-01-01T00:00:00Z_1", None),
    ("GET", "hazards?cursor=2023-02-22T19:00:00Z_99999999999999999999", None),
    ("GET", "requests/a%00b", None),
    ("POST", "requests", BODY | {"reporter": {"name": "a\x00b"}}),
    ("POST", "requests", BODY | {"place": {"address": "乐山小区3号楼", "unit": "\x00"}}),
    ("POST", "requests", b'{"kind": "\xff"}'),
    ("POST", "hazards", {"kind": "hazard_box", "place": {"address": "x\x00"}}),
    ("POST", "events", {"number": "1", "words": "x", "place": BODY["place"], "deadline": "9999-12-31T23:59:59Z"}),
    ("POST", "deliveries", None),
]


@pytest.mark.parametrize(("method", "path", "body"), BAD)
def test_bad_weather_is_told(system: Any, method: str, path: str, body: Any) -> None:
    visitor = system("requests", "hazards", "events", "deliveries")
    assert visitor.ask(method, path, body, idempotency_key="call-00001").status_code == 422


def test_a_form_that_cannot_be_read_is_told(system: Any) -> None:
    visitor = system("deliveries")
    given = {"authorization": f"Bearer {visitor.key}"}
    answer = visitor.client.generic(
        "POST", "/api/rest/deliveries", b"x", "multipart/form-data; boundary=", headers=given
    )
    assert (answer.status_code, set(answer.json())) == (422, {"detail", "field"})
