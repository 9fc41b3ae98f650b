"""Whatever is sent, the answer is one of Open311's and never a fault of ours."""

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twingrid.api.open311.tests.conftest import FORM, App, plain

NASTY = [
    "", " ", "\x00", "a\x00b", "\ud7ff\ufffe", "𠮷" * 300, "'; DROP TABLE work_ticket; --", "%00", "../../etc/passwd",
    "<![CDATA[x]]>", "<script>alert(1)</script>", "-1", "1e999", "NaN", "9" * 40, "٣", "1,2", ",,,", "{}", "\r\nX: y",
    "2023-02-30T00:00:00Z", "0000-00-00T00:00:00Z", "2023-02-22T24:00:00+99:99", "no_power", "true", "null",
]  # fmt: skip
QUERY = ("service_request_id", "service_code", "start_date", "end_date", "status", "jurisdiction_id", "api_key")
BODY = (
    *("service_code", "lat", "long", "address_string", "address_id", "email", "device_id", "account_id", "first_name"),
    *("last_name", "phone", "description", "media_url", "jurisdiction_id", "attribute[scope]", "attribute[safety]"),
    *("attribute[unit]", "attribute[]", "attribute", "attribute[scope][]"),
)
QUICK = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
values = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))


def judge(answer: Any) -> None:
    """An answer of Open311: its status, its format, and errors as a list of code and sentence."""
    assert answer.status_code in {200, 201, 202, 400, 403, 404, 405}, answer.status_code
    found = plain(answer)
    if answer.status_code >= 400:
        assert [str(one["code"]) for one in found] == [str(answer.status_code)]
        assert all(one["description"] for one in found)


@pytest.fixture(autouse=True)
def _without_the_flood_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from twingrid.api.open311 import door

    monkeypatch.setattr(door, "READS", 1_000_000)


@pytest.fixture
def keyed(app: Any) -> App:
    one: App = app(per_minute=1_000_000)
    return one


@QUICK
@given(query=st.dictionaries(st.sampled_from(QUERY), values, max_size=4), form=st.sampled_from(["json", "xml"]))
def test_no_question_breaks_the_list(cast: Any, query: dict[str, str], form: str) -> None:
    judge(App().client.get(f"/open311/v2/requests.{form}?{urlencode(query)}"))


@QUICK
@given(
    part=st.sampled_from(["services", "requests", "tokens", "discovery", "nothing"]),
    code=values,
    form=st.sampled_from(["json", "xml"]),
)
def test_no_name_breaks_an_address(cast: Any, part: str, code: str, form: str) -> None:
    judge(App().client.get(f"/open311/v2/{part}/{quote(code, safe='')}.{form}"))


@QUICK
@given(body=st.dictionaries(st.sampled_from(BODY), values, max_size=8), form=st.sampled_from(["json", "xml"]))
def test_no_report_breaks_the_intake(keyed: App, body: dict[str, str], form: str) -> None:
    said = {"api_key": keyed.key, "service_code": "tree", "address_string": "老地方"} | body
    judge(keyed.client.post(f"/open311/v2/requests.{form}", urlencode(said), FORM))


@pytest.mark.parametrize("field", BODY)
def test_no_single_field_breaks_the_intake(app: Any, said: Any, field: str) -> None:
    one = app(per_minute=1_000_000)
    for value in NASTY:
        judge(one.post(**(said | {field: value})))


@pytest.mark.parametrize("body", [b"\xff\xfe", b"%FF%FE=%C3%28", b"a" * 70_000, b"=&=&&", b"api_key=%00"])
def test_no_bytes_break_the_intake(app: Any, body: bytes) -> None:
    judge(app().client.post("/open311/v2/requests.json", body, FORM))
