"""Marks on views."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Mark a view that needs no sign-in. A house test lists them."""
    view.open_to_all = True  # type: ignore[attr-defined]  # a mark on the function itself
    return view
