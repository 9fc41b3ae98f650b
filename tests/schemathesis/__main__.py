"""`make schemathesis`: a running house asked for everything that its descriptions allow, and for what they do not.

`twingrid run` with the small demo, real sockets. The cases are made by Schemathesis from `docs/schemas/openapi.json`
(REST) and `docs/schemas/open311-openapi.json`, with real numbers, kinds and codes among them. An answer fails when its
status is 5xx or not in the description, or when its form or a needed header differs from it. The seed is fixed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.proof.newcomer import Newcomer, check
from tests.running import BIN, CITY, ROOT, Speaker, database, installation, make_key
from tests.schemathesis.relay import relay

SCHEMAS = ROOT / "docs" / "schemas"
SEED = 20261125
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "ignored_auth",
    "refused_with_a_sentence",
)
PHASES = "examples,coverage,fuzzing,stateful"
PURPOSES = (
    *("requests", "requests-move", "hazards", "personal", "coverage", "registry", "registry-change"),
    *("deliveries", "events", "outages"),
)
WANTED = {
    "request": "SELECT DISTINCT ON (state) number FROM work_ticket ORDER BY state, id DESC",
    "hazard": "SELECT DISTINCT ON (state) number FROM work_hazard ORDER BY state, id DESC",
    "area": "SELECT partition || ':' || code FROM territory_area ORDER BY id LIMIT 1",
    "worker": "SELECT employee_no FROM people_user WHERE employee_no <> '' ORDER BY id LIMIT 1",
    "place": "SELECT label FROM territory_building ORDER BY id LIMIT 2",
    "equipment": "SELECT code FROM supply_equipment WHERE kind = 'transformer' ORDER BY id LIMIT 2",
}
_ADDRESSES = {"requests": "request", "hazards": "hazard", "outages": "outage", "events": "event"}
_KINDS = ["stairwell_light", "no_power", "other"]
_HAZARDS = ["hazard_box", "hazard_wire"]
Known = Mapping[str, list[str]]


def known(house: Newcomer) -> Known:
    """Numbers and codes that there are in this house."""
    with database(house) as login:
        return {name: [str(row[0]) for row in login.execute(sql).fetchall()] for name, sql in WANTED.items()}


def begin(house: Newcomer, key: str, there: Known) -> Known:
    """Send an outage and an event, so that there is something of the key's own to go on with."""
    system, moment = Speaker(house.port, key=key), "2026-11-25T08:00:00+08:00"
    outage = {"number": "BEGIN-1", "kind": "fault", "starts_at": moment, "equipment": there["equipment"][:1]}
    event = {"number": "BEGIN-1", "words": "灯不亮", "place": {"address": there["place"][0]}}
    for path, what in (("outages", outage), ("events", event)):
        status, answer = system.send_json(f"/api/rest/{path}", what)
        check(status in {200, 201}, f"{path} are taken ({status} {answer.decode()[:200]})")
    return {**there, "outage": ["BEGIN-1"], "event": ["BEGIN-1"]}


def with_examples(schema: Any, there: Known) -> Any:
    """The description, with values that there are: else nearly every case would be a 404."""
    exactly = {"kind": _KINDS, "service_code": _KINDS, "jurisdiction_id": [CITY]}
    among = {"area": there["area"], "worker_no": there["worker"], "address": there["place"]}
    among |= {"address_string": there["place"], "equipment": there["equipment"], "buildings": there["place"]}
    for path, methods in schema["paths"].items():
        kind = next((one for word, one in _ADDRESSES.items() if f"/{word}/" in path), "request")
        numbers = dict.fromkeys(("number", "service_request_id"), there[kind])
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                parameter["schema"] = _offered(parameter["name"], parameter["schema"], exactly | numbers, among)
    for title, shape in _shapes(schema):
        kinds = {"kind": _HAZARDS} if title.startswith("Hazard") else {}
        for name, value in shape.get("properties", {}).items():
            shape["properties"][name] = _offered(name, value, exactly | kinds, among)
        if title == "OutageIn":  # something has to be off
            shape["required"].append("equipment")
            shape["properties"]["equipment"] |= {"minItems": 1, "items": {"enum": there["equipment"]}}
        if title == "Place":
            shape["required"] = ["address"]
    return schema


def _offered(name: str, shape: Any, exactly: Known, among: Known) -> Any:
    """What there is of this name and nothing else, or that beside everything that the shape allows."""
    if "enum" in shape:
        return shape
    if name in exactly:
        return {"enum": exactly[name]}
    if name not in among:
        return shape
    if "items" in shape:
        return shape | {"items": {"anyOf": [{"enum": among[name]}, shape["items"]]}}
    return {"anyOf": [{"enum": among[name]}, shape]}


def _shapes(schema: Any) -> Iterator[tuple[str, Any]]:
    """The shapes of what is sent, not of answers."""
    named = schema.get("components", {}).get("schemas", {})
    yield from ((name, shape) for name, shape in named.items() if name.endswith("In") or name == "Place")
    for methods in schema["paths"].values():
        for operation in methods.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                yield "", content["schema"]


def run(name: str, port: int, there: Known, *headers: str, key: str, options: argparse.Namespace) -> bool:
    """Ask one interface; whether every answer was as described."""
    schema = with_examples(json.loads((SCHEMAS / name).read_text("utf-8")), there)
    if key:  # Open311 takes it in the form
        form = schema["paths"]["/open311/v2/requests.{format}"]["post"]["requestBody"]["content"]
        fields = form["application/x-www-form-urlencoded"]["schema"]["properties"]
        fields["api_key"] = {"enum": [key]}
    with tempfile.TemporaryDirectory(prefix="twingrid-schemathesis-") as folder:
        path = Path(folder) / name
        path.write_text(json.dumps(schema), "utf-8")
        told = [arg for header in ("Accept-Language: en", "Connection: close", *headers) for arg in ("-H", header)]
        command = [
            *(str(BIN / "schemathesis"), "run", str(path), "--url", f"http://localhost:{port}", *told),
            *("--checks", ",".join(CHECKS), "--phases", "fuzzing,stateful" if options.short else PHASES),
            *(
                "--seed",
                str(options.seed),
                "--max-examples",
                str(8 if options.short else options.examples),
                "--workers",
                "1",
            ),
            *("--generation-database", "none", "--suppress-health-check", "all"),
            *("--request-timeout", "30", "--continue-on-failure", "--no-color", "--warnings", "off"),
        ]
        began = time.monotonic()
        told_more = {"SCHEMATHESIS_HOOKS": "tests.schemathesis.hooks", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=folder, env=os.environ | told_more, check=False)
    print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def main() -> None:
    """Ask both; exit with 1 when one answer was not as described."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--examples", type=int, default=30, help="cases made for each operation, beside the fixed ones")
    parser.add_argument("--short", action="store_true", help="chance alone, without every border of every value")
    options = parser.parse_args()
    with installation() as house, relay(house.port) as port:
        rest, app = make_key(house, *PURPOSES), make_key(house, "open311", system="app")
        there = begin(house, rest, known(house))
        print(f"{CITY}, seed {options.seed}, {options.examples} cases an operation; there are {sorted(there)}")
        fine = run("openapi.json", port, there, f"Authorization: Bearer {rest}", key="", options=options)
        fine &= run("open311-openapi.json", port, there, key=app, options=options)
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
