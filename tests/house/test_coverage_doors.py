"""Remove one posting, and every door says so: page, interface, command, file, the leader's morning page."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from tests.cast import Cast, forget_memory
from twingrid.cli.coverage import coverage
from twingrid.kit import memo
from twingrid.people.actions import keys
from twingrid.people.models import Posting

pytestmark = pytest.mark.django_db
DAY = "2023-02-22"


def told(cast: Cast, key: str) -> dict[str, bool]:
    """Door → whether it says that nobody is posted on the power side."""
    forget_memory()
    memo.forget_all()
    centre = cast.client("manager", headers={"accept-language": "en"})
    leader = cast.client("sun", headers={"accept-language": "en"})
    bearer: Any = {"authorization": f"Bearer {key}"}
    command = CliRunner().invoke(coverage, ["--on", DAY, "--json"])
    rest = cast.client().get(f"/api/rest/coverage?on={DAY}", headers=bearer)
    return {
        "page": "reason=nobody.power" in centre.get(f"/centre/coverage/?on={DAY}").content.decode(),
        "rest": "nobody.power" in rest.json()["by_reason"],
        "command": "nobody.power" in json.loads(command.output)["by_reason"],
        "file": "nobody.power" in centre.get(f"/centre/coverage.csv?on={DAY}").content.decode(),
        "leader": "reason=nobody.power" in leader.get("/leader/").content.decode(),
    }


def test_a_removed_posting_is_told_by_all_doors(cast: Cast) -> None:
    _key, text = keys.make_key(name="平台", purposes=("coverage",), by=None, at=cast.at)
    assert set(told(cast, text).values()) == {False}
    Posting.objects.filter(user=cast.ding).update(valid_to=date(2023, 2, 20))
    assert told(cast, text) == dict.fromkeys(("page", "rest", "command", "file", "leader"), True)
