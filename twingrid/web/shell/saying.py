"""Saying on the next page what was done, with the way to take it back."""

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """A toast; `undo` is the address that takes the deed back by POST, offered as long as the toast stays."""
    messages.success(request, words, extra_tags=undo)
