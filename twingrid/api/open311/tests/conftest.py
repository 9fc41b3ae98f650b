"""An application with a key, at the city of the cast."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import translation

from twingrid.people.actions import keys

FORM = "application/x-www-form-urlencoded; charset=utf-8"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'


class App:
    """An Open311 application: asks in one format, gives plain values in either."""

    def __init__(self, key: str = "", host: str = "testserver", **headers: str) -> None:
        self.key = key
        self.client = Client(SERVER_NAME=host, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def get(self, path: str, **given: Any) -> Any:
        return self._after(self.client.get(f"/open311/{path}", given))

    def post(self, form: str = "json", **given: Any) -> Any:
        said = {name: value for name, value in ({"api_key": self.key} | given).items() if value is not None}
        return self._after(self.client.post(f"/open311/v2/requests.{form}", urlencode(said), FORM))

    @staticmethod
    def _after(answer: Any) -> Any:
        translation.deactivate()  # a request's language would stay for the next test
        return answer


def plain(answer: Any) -> Any:
    """The values of an answer in either format; XML gives texts, and None for an empty element."""
    if answer.headers["Content-Type"] == "application/json; charset=utf-8":
        return json.loads(answer.content.decode("utf-8"))
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(HEAD)
    return _plain(ElementTree.fromstring(answer.content))


LISTS = {"services", "attributes", "values", "service_requests", "endpoints", "formats", "errors"}


def _plain(element: ElementTree.Element) -> Any:
    if element.tag in LISTS:
        return [_plain(one) for one in element]
    if len(element):
        return {one.tag: _plain(one) for one in element}
    return element.text


def same(left: Any, right: Any) -> bool:
    """Whether JSON (left) and XML (right) say the same."""
    if isinstance(left, dict):
        return isinstance(right, dict) and list(left) == list(right) and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list):
        if not left and not right:
            return True
        return len(left) == len(right) and all(same(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, bool):
        return bool(right == str(left).lower())
    return bool(right == (None if left in (None, "") else str(left)))


@pytest.fixture
def app(cast: Any, at: datetime) -> Callable[..., App]:
    """Make a key for Open311 and come with it."""
    names = iter(range(1000))

    def make(*, host: str = "testserver", purposes: tuple[str, ...] = ("open311",), **given: Any) -> App:
        _key, text = keys.make_key(name=f"应用{next(names)}", purposes=purposes, by=None, at=at, **given)
        return App(text, host)

    return make


@pytest.fixture
def said(cast: Any) -> dict[str, str]:
    """A report as an application sends it."""
    return {
        "service_code": "stairwell_light",
        "address_id": str(cast.home.pk),
        "description": "楼道灯不亮了",
        "attribute[scope]": "unit",
        "attribute[unit]": "2单元",
        "phone": "0531-000 09999",
        "first_name": "小禾",
        "last_name": "柳",
    }


from twingrid.work.tests.conftest import report, walk  # noqa: E402, F401 - the same steps walk the same requests
