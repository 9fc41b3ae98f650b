"""What Schemathesis is told beside the descriptions: a call is mostly a new one, a refusal says a sentence."""

import itertools

import schemathesis

_calls = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    """Two of three calls get a key of their own; the others come again under one that was there, mostly with other
    content."""
    n = next(_calls)
    if n % 3 and len(str((case.headers or {}).get("Idempotency-Key", ""))) >= 8:
        case.headers["Idempotency-Key"] = f"call-{n:08d}"


@schemathesis.check
def refused_with_a_sentence(ctx, response, case):
    """What is refused is told in the interface's own shape, never as a page for people."""
    if response.status_code < 400 or response.status_code in (404, 405):
        return
    kind = response.headers.get("content-type", [""])[0]
    if not kind.startswith(("application/json", "text/xml")):
        raise AssertionError(f"{response.status_code} is answered as {kind}")
