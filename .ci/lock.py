"""Holds requirements.lock against pyproject.toml, without a network: every requirement has a pinned, hashed line."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def locked() -> dict[str, str]:
    """Name → version of every line; exits when a line has no hash."""
    text = (ROOT / "requirements.lock").read_text()
    found = {}
    for entry in re.split(r"\n(?=\S)", text.strip()):
        name, _, rest = entry.partition("==")
        if "--hash=sha256:" not in entry:
            sys.exit(f"requirements.lock: {name} has no hash. Run make lock.")
        found[canonicalize_name(name)] = re.split(r"[\s;\\]", rest, maxsplit=1)[0]
    return found


def main() -> None:
    """Exit with a sentence for each requirement that the lock does not meet."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pins, wrong = locked(), []
    for text in wanted:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate(default_environment()):
            continue
        pin = pins.get(canonicalize_name(requirement.name))
        if pin is None:
            wrong.append(f"{text} is not in requirements.lock.")
        elif not requirement.specifier.contains(pin, prereleases=True):
            wrong.append(f"{text} is locked as {pin}.")
    if wrong:
        sys.exit("\n".join([*wrong, "Run make lock."]))


if __name__ == "__main__":
    main()
