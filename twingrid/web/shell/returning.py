"""Back to the page a button was on; never to another host."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_before(request: HttpRequest, *, otherwise: str = "/") -> str:
    """The address that the form names as `next` if it is one of ours, else `otherwise`."""
    target = request.POST.get("next", "")
    known = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if known else otherwise
