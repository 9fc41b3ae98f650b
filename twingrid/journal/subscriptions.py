"""Who wants to hear of which event: upper apps subscribe with a job, so events go up while imports go down."""

from collections import defaultdict
from typing import Any

_SUBSCRIBERS: dict[str, list[Any]] = defaultdict(list)


def subscribe(event_name: str, task: Any) -> None:
    """Let `task` (a city's job taking `event_id`) run after each event of this name."""
    if task not in _SUBSCRIBERS[event_name]:
        _SUBSCRIBERS[event_name].append(task)


def subscribers(event_name: str) -> tuple[Any, ...]:
    """The jobs that wait for this event."""
    return tuple(_SUBSCRIBERS.get(event_name, ()))
