"""A system comes in by its key, for what the key was made for, at its own city only."""

from datetime import date, timedelta
from typing import Any

import pytest

from twingrid.api.rest.tests.conftest import System
from twingrid.kit import clock
from twingrid.kit.refusals import BadInput, NotAllowed, Refused
from twingrid.people import key_queries
from twingrid.people.actions import keys
from twingrid.people.models import ApiKey


def test_a_key_opens_what_it_was_made_for_and_nothing_else(system: Any) -> None:
    visitor = system("coverage")
    assert visitor.ask("GET", "coverage").status_code == 200
    refused = visitor.ask("GET", "registry")
    assert refused.status_code == 403
    assert set(refused.json()) == {"detail", "field"}


@pytest.mark.parametrize("key", ["", "no-such-key"])
def test_without_a_key_that_holds_nothing_opens(cast: Any, key: str) -> None:
    answer = System(key).ask("GET", "coverage")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "key" in answer.json()["detail"]


def test_a_key_of_one_city_is_unknown_in_the_other(system: Any) -> None:
    visitor = system("coverage", "registry", "registry-change", "events")
    stranger = System(visitor.key, host="yunting.localhost")
    for method, path in (("GET", "coverage"), ("GET", "registry"), ("PUT", "registry"), ("POST", "events")):
        assert stranger.ask(method, path, {} if method != "GET" else None).status_code == 401
    assert visitor.ask("GET", "coverage").status_code == 200


def test_a_key_is_kept_as_a_digest_and_never_listed(system: Any) -> None:
    visitor = system("coverage")
    key = ApiKey.objects.get()
    assert visitor.key not in {str(value) for value in vars(key).values()}
    assert visitor.key not in str(key_queries.key_lines())
    assert visitor.key.startswith(key.hint)


def test_a_revoked_key_opens_nothing_from_that_moment(system: Any, at: Any) -> None:
    visitor = system("coverage")
    keys.revoke_key(name="平台0", by=None, at=at)
    assert visitor.ask("GET", "coverage").status_code == 401


def test_a_key_holds_from_its_first_to_before_its_last_day(system: Any, at: Any) -> None:
    visitor = system("coverage", valid_to=date(2023, 2, 24))
    for days, status in ((0, 200), (1, 200), (2, 401), (-1, 401)):
        with clock.fixed(at + timedelta(days=days)):
            assert visitor.ask("GET", "coverage").status_code == status, days


def test_over_its_limit_a_key_waits_for_the_next_minute(system: Any, at: Any) -> None:
    visitor = system("coverage", per_minute=2)
    assert [visitor.ask("GET", "coverage").status_code for _ in range(3)] == [200, 200, 429]
    over = visitor.ask("GET", "coverage")
    assert over.headers["Retry-After"] == "60"
    assert "2" in over.json()["detail"]
    with clock.fixed(at + timedelta(minutes=1)):
        assert visitor.ask("GET", "coverage").status_code == 200


def test_its_last_day_of_use_is_noted(system: Any, at: Any) -> None:
    visitor = system("coverage")
    assert key_queries.key_lines()[0].last_used_on is None
    visitor.ask("GET", "coverage")
    assert key_queries.key_lines()[0].last_used_on == clock.today(at)


def test_only_an_administrator_makes_and_revokes_keys(cast: Any, at: Any) -> None:
    with pytest.raises(NotAllowed):
        keys.make_key(name="平台", purposes=["coverage"], by=cast.han, at=at)
    made, _text = keys.make_key(name="平台", purposes=["coverage"], by=cast.people["admin"], at=at)
    with pytest.raises(NotAllowed):
        keys.revoke_key(name=made.name, by=cast.zhou, at=at)
    with pytest.raises(Refused):
        keys.make_key(name="平台", purposes=["coverage"], by=None, at=at)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("purposes", {"purposes": ["everything"]}),
        ("purposes", {"purposes": []}),
        ("name", {"name": " "}),
        ("system", {"system": "no such"}),
        ("valid_to", {"valid_to": date(2023, 2, 22)}),
        ("area_codes", {"area_codes": ["community:nowhere"]}),
        ("per_minute", {"per_minute": 0}),
    ],
)
def test_what_a_key_cannot_be_is_told(cast: Any, at: Any, field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as told:
        keys.make_key(**({"name": "平台", "purposes": ["coverage"], "by": None, "at": at} | wrong))
    assert told.value.field == field


def test_the_description_is_for_signed_in_administrators(cast: Any) -> None:
    for path in ("/api/rest/openapi.json", "/api/rest/docs"):
        assert cast.client().get(path).url.startswith("/accounts/login/")
        assert cast.client("zhou").get(path).status_code == 403
        assert cast.client("admin").get(path).status_code == 200
    described = cast.client("admin").get("/api/rest/openapi.json").json()
    assert "/api/rest/events/{number}/return" in described["paths"]
