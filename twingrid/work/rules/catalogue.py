"""The kinds that every city begins with, from `kinds.toml` beside this file."""

import tomllib
from functools import cache
from pathlib import Path

from twingrid.work.rules.kinds import Catalogue, Content, KindView

FILE = Path(__file__).with_name("kinds.toml")


@cache
def shipped() -> Catalogue:
    """The shipped catalogue, each kind in its first version, in the order of the file."""
    views = []
    for key, table in tomllib.loads(FILE.read_text("utf-8")).items():
        family = table.pop("family", "request")
        views.append(KindView(key, family, 1, Content.model_validate(table)))
    return Catalogue(views)


def promised() -> frozenset[str]:
    """The shipped kinds with a promised arrival."""
    return frozenset(one.key for one in shipped().all() if one.content.promised)
