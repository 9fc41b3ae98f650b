"""Reading what is sent, so that nothing comes further in than can be stored."""

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser
from ninja.types import DictStrAny

from twingrid.kit.refusals import BadInput

NUL = "\x00"
_ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class Reading(Parser):
    """JSON without the character 0, which no text of a database holds. What cannot be read is told as such."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The body as plain values."""
        if _ESCAPED.search(request.body):
            raise ValueError("the character 0")
        return super().parse_body(request)


def check_address(request: HttpRequest) -> None:
    """Refuse the same character in an address."""
    if NUL in request.path or any(NUL in f"{name}{''.join(values)}" for name, values in request.GET.lists()):
        raise BadInput(_("This value cannot be used here. Send it in the documented shape."))
