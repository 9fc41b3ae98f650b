"""Finds what the front-end build made: names with hashes, listed in `dist/built.json`."""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static

FOLDER = "twingrid/dist"
LIST = Path(__file__).parent / "static" / FOLDER / "built.json"


@cache
def _read(stamp: float) -> dict[str, str]:
    names: dict[str, str] = json.loads(LIST.read_text(encoding="utf-8")) if stamp else {}
    return names


def built_names() -> dict[str, str]:
    """Plain name → built name, empty when nothing has been built. A new build is seen without a restart."""
    return _read(LIST.stat().st_mtime if LIST.exists() else 0)


def built_url(name: str) -> str:
    """The address of a built file (`shell.js`, `shell.css`, `icons.svg`), or nothing before the first build."""
    found = built_names().get(name)
    return static(f"{FOLDER}/{found}") if found else ""
