"""The two formats of Open311, made from the same plain values: XML and JSON, both in UTF-8."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as Xml

from django.http import HttpResponse

FORMATS = ("xml", "json")
CONTENT_TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# What one entry of a list is called in XML.
ONE_OF = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
# XML 1.0 cannot hold these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def answer(root: str, value: Any, *, form: str, status: int = 200) -> HttpResponse:
    """`value` in the asked format; `root` is what its outermost element is called in XML."""
    body = as_xml(root, value) if form == "xml" else json.dumps(value, ensure_ascii=False).encode()
    return HttpResponse(body, status=status, content_type=CONTENT_TYPES[form])


def as_xml(root: str, value: Any) -> bytes:
    """The XML of Open311: a list's entries have its name in the singular, nothing is an empty element."""
    declaration = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    body: bytes = Xml.tostring(_element(root, value), encoding="utf-8", xml_declaration=False)
    return declaration + body


def _element(name: str, value: Any) -> Xml.Element:
    element = Xml.Element(name)
    if isinstance(value, Mapping):
        element.extend(_element(key, inner) for key, inner in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        element.extend(_element(ONE_OF[name], inner) for inner in value)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _UNWRITABLE.sub("", str(value))
    return element
