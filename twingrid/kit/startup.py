"""What a process must still read in before it can answer like one that has run for a while."""

_reading: set[str] = set()


def reading() -> list[str]:
    """What is being read in since the start of this process, in words for a probe; empty when all is there."""
    return sorted(_reading)


def begins(what: str) -> None:
    """From now on `what` is being read in."""
    _reading.add(what)


def ends(what: str) -> None:
    """`what` is there, or will be read at its first question."""
    _reading.discard(what)
