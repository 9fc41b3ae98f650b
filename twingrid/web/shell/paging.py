"""One page of a long list: where it starts, what the pager says, the addresses before and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from twingrid.web.shell.wording import thousands


@dataclass(frozen=True, slots=True)
class Page:
    """Rows `start` to `start + size` of a list; `kept` are the other parts of the address."""

    start: int
    size: int
    kept: Mapping[str, str]

    def pager(self, total: int) -> dict[str, object]:
        """What the piece `pager` draws."""
        last = min(self.start + self.size, total)
        return {
            "previous": self._address(self.start - self.size) if self.start else "",
            "following": self._address(last) if last < total else "",
            "shown": f"{thousands(min(self.start + 1, total))}–{thousands(last)}",
            "total": total,
        }

    def _address(self, start: int) -> str:
        return "?" + urlencode({**self.kept, "page": max(start, 0) // self.size + 1})


def page_of(request: HttpRequest, *, size: int, kept: Mapping[str, str]) -> Page:
    """The page that an address asks for (`page=2`), the first one when it says no number."""
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 1
    return Page(start=(max(number, 1) - 1) * size, size=size, kept={key: word for key, word in kept.items() if word})
