"""Systems with keys, at the city of the cast."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from twingrid.people.actions import keys


class System:
    """Another system: asks with its key, in JSON."""

    def __init__(self, key: str, host: str = "testserver") -> None:
        self.key, self.client = key, Client(SERVER_NAME=host, headers={"accept-language": "en"})

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        given = {"authorization": f"Bearer {self.key}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if not self.key:
            del given["authorization"]
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        answer = self.client.generic(
            method, f"/api/rest/{path}", data if body is not None else "", "application/json", headers=given
        )
        translation.deactivate()  # a request's language would stay for the next test
        return answer


@pytest.fixture
def system(cast: Any, at: datetime) -> Callable[..., System]:
    """Make a key for some purposes and come with it."""
    names = iter(range(1000))

    def make(*purposes: str, host: str = "testserver", **given: Any) -> System:
        _key, text = keys.make_key(name=f"平台{next(names)}", purposes=purposes, by=None, at=at, **given)
        return System(text, host)

    return make


@pytest.fixture
def event() -> dict[str, Any]:
    """An event as a grid worker sends it."""
    return {
        "number": "250912101108115409",
        "kind": "stairwell_light",
        "category": "市政公用",
        "words": "楼道灯不亮了",
        "place": {"address": "乐山小区3号楼2单元"},
        "reporter": {"name": "住户", "phone": "0531-000 09999"},
    }


from twingrid.work.tests.conftest import report, walk  # noqa: E402, F401 - the same steps walk the same requests
