"""What the city offers: discovery, services and their definitions, alike in both formats."""

from typing import Any

import pytest

from twingrid.api.open311.tests.conftest import App, plain, same
from twingrid.people.actions.contacts import set_supervision_number
from twingrid.work.choices import Scope
from twingrid.work.rules.catalogue import shipped

CODES = [view.key for view in shipped().offered()]


@pytest.mark.parametrize(
    "path", ["discovery", "v2/services", "v2/services/no_power", "v2/services/bill", "v2/requests"]
)
def test_both_formats_say_the_same(cast: Any, report: Any, path: str) -> None:
    report()
    app = App()
    left, right = plain(app.get(f"{path}.json")), plain(app.get(f"{path}.xml"))
    assert left
    assert same(left, right)


def test_discovery_leads_to_the_services(cast: Any, at: Any) -> None:
    set_supervision_number(number="0531-000 00000", at=at)
    found = plain(App().get("discovery.json"))
    (endpoint,) = found["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["url"].endswith("/open311/v2")
    assert "0531-000 00000" in found["contact"]


def test_every_kind_of_request_is_a_service(cast: Any) -> None:
    found = plain(App().get("v2/services.json"))
    assert {one["service_code"] for one in found} == set(CODES)
    assert all(one["metadata"] is True and one["type"] == "realtime" for one in found)
    assert all(one["service_name"] and one["description"] and one["keywords"] and one["group"] for one in found)


@pytest.mark.parametrize("code", CODES)
def test_every_service_defines_its_attributes_in_order(cast: Any, code: str) -> None:
    found = plain(App().get(f"v2/services/{code}.json"))
    assert found["service_code"] == code
    attributes = found["attributes"]
    assert [one["order"] for one in attributes] == list(range(1, len(attributes) + 1))
    known = {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}
    for one in attributes:
        assert one["datatype"] in known
        assert ("values" in one) == one["datatype"].endswith("list")
        assert one["description"]
    scope = next((one for one in attributes if one["code"] == "scope"), None)
    if scope is not None:
        assert [value["key"] for value in scope["values"]] == Scope.values
    assert (scope is not None and scope["required"]) == (code in {"no_power", "voltage"})


def test_the_language_is_the_askers_and_english_without_one(cast: Any) -> None:
    names = {
        word: plain(App(**given).get("v2/services.json"))[0]["service_name"]
        for word, given in {
            "none": {},
            "zh": {"accept_language": "zh-CN,zh;q=0.9"},
            "fr": {"accept_language": "fr-FR,fr;q=0.9"},
            "en": {"accept_language": "en-GB"},
        }.items()
    }
    assert names["none"] == names["fr"] == names["en"] == "Stairwell light out"
    assert any("\u4e00" <= char <= "\u9fff" for char in names["zh"])


def test_an_application_is_asked_for_no_cookie_and_nothing_is_kept_by_caches(cast: Any) -> None:
    answer = App().get("v2/services.xml")
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Language"] == "en"
