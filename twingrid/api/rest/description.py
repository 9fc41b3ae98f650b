"""The interface with its whole description: every refusal that an address may answer is in it, in one place."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

REFUSALS = {
    401: "No key that holds at this city",
    403: "The key may not do this, or not here",
    404: "There is none for this key",
    409: "It is known with other content, or not open now",
    422: "It does not fit the shape, or names what there is not",
    429: "More often than the key may in a minute",
}
_HEADERS = {401: "WWW-Authenticate", 429: "Retry-After"}
_REFUSAL = {
    "type": "object",
    "description": "Why not, as a sentence, and the field to correct if one is to blame.",
    "properties": {"detail": {"type": "string"}, "field": {"type": "string"}},
    "required": ["detail", "field"],
    "additionalProperties": False,
}


class Described(NinjaAPI):
    """An interface whose OpenAPI description names its refusals too."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description. Every address asks for a key, so every one may answer with each of the refusals."""
        schema = super().get_openapi_schema(**given)
        schema["components"]["schemas"]["Refusal"] = _REFUSAL
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status, words in REFUSALS.items():
                    operation["responses"].setdefault(status, _response(status, words))
        return schema


def _response(status: int, words: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": words,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
    }
    if status in _HEADERS:
        found["headers"] = {_HEADERS[status]: {"required": True, "schema": {"type": "string"}}}
    return found
