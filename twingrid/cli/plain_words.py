"""Words of commands that never load Django: the same catalogue, read by Python's own gettext."""

import gettext as python_gettext
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).with_name("locale")
_ASKED_BY = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of_the_shell() -> str:
    """en in an English shell, else zh."""
    said = next((os.environ[name] for name in _ASKED_BY if os.environ.get(name)), "")
    return "en" if said.lower().startswith("en") else "zh"


@cache
def _catalogue(language: str) -> python_gettext.NullTranslations:
    if language == "en":
        return python_gettext.NullTranslations()
    return python_gettext.translation("django", LOCALE, languages=["zh_Hans"], fallback=True)


def gettext(text: str) -> str:
    """The text in the shell's language; English where the catalogue has not been compiled."""
    return _catalogue(language_of_the_shell()).gettext(text)
