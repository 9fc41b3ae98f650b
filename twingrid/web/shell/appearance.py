"""How a page looks for the person on it: elder mode, light or dark, language. Kept in cookies."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from twingrid.web.shell.looks import DOORS

ELDER_COOKIE = "elder"
THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """What base templates need of a request; the defaults serve pages that have none (500)."""

    elder: bool = False
    theme: str = "auto"
    language: str = "zh-hans"
    demo: bool = False
    path: str = "/"
    person: str = ""
    door: str = ""

    @property
    def html_language(self) -> str:
        """The language as HTML names it."""
        return "zh-Hans" if self.language.startswith("zh") else "en"

    @property
    def door_words(self) -> str:
        """What the page's door is called beside the product's name; public pages need no word."""
        return str(DOORS.get(self.door, ""))

    @property
    def other_theme(self) -> str:
        """What the theme button switches to."""
        return THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]


def appearance(request: HttpRequest | None) -> Appearance:
    """The appearance of the page that answers `request`."""
    language = get_language() or settings.LANGUAGE_CODE
    demo = bool(getattr(settings, "DEMO", False))
    if request is None:
        return Appearance(language=language, demo=demo)
    user = getattr(request, "user", None)
    match = request.resolver_match
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return Appearance(
        elder=request.COOKIES.get(ELDER_COOKIE) == "1",
        theme=theme if theme in THEMES else "auto",
        language=language,
        demo=demo,
        path=request.get_full_path() if request.method == "GET" else request.path,
        door=match.app_name if match else "",
        person=str(user) if user is not None and user.is_authenticated else "",
    )
