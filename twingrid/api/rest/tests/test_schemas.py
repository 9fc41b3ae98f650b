"""The documented shapes are the ones that are enforced: docs/schemas is made from them."""

import json
from pathlib import Path
from typing import Any

import pytest

from twingrid.api.rest.addresses import api
from twingrid.outages.rules import shapes as outages
from twingrid.people import shapes as registry
from twingrid.work.rules import joint_shapes as joint
from twingrid.work.rules import shapes as events

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "schemas"
SHAPES: dict[str, Any] = {
    "joint-leg": joint.LegOut,
    "joint-legs": joint.LegsOut,
    "joint-move": joint.LegMoveIn,
    "outage": outages.OutageIn,
    "outage-answer": outages.OutageOut,
    "outage-cancelled": outages.CancelledIn,
    "outage-estimate": outages.EstimateIn,
    "outage-restored": outages.RestoredIn,
    "outages": outages.OutagesOut,
    "event": events.EventIn,
    "event-answer": events.EventOut,
    "event-change": events.ChangeOut,
    "event-changes": events.ChangesOut,
    "event-move": events.MoveIn,
    "event-return": events.ReturnIn,
    "platform-greeting": events.PlatformGreeting,
    "platform-page": events.PlatformPage,
    "registry-delta": registry.RegistryIn,
    "registry": registry.RegistryOut,
}


def written(model: Any) -> str:
    return json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@pytest.mark.parametrize("name", SHAPES)
def test_the_documented_shape_is_the_one_that_is_enforced(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text("utf-8") == written(SHAPES[name])


def test_no_documented_shape_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {*SHAPES, "openapi", "open311-openapi"}


def test_the_whole_description_is_written_down() -> None:
    """docs/schemas/openapi.json is the document that the interface serves."""
    assert json.loads((FOLDER / "openapi.json").read_text("utf-8")) == described()


def described() -> Any:
    """The OpenAPI document, as it is served."""
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/rest/")))
