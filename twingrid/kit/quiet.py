"""Quiet hours: what is not urgent waits until they are over."""

from datetime import datetime, time, timedelta

from django.utils import timezone


def held_back(moment: datetime, quiet: tuple[time, time] | None) -> datetime:
    """The moment, or the end of the quiet hours in which it lies (local hours; they may pass midnight)."""
    if quiet is None:
        return moment
    begin, end = quiet
    local = timezone.localtime(moment)
    hour = local.time()
    inside = begin <= hour < end if begin < end else hour >= begin or hour < end
    if not inside:
        return moment
    day = local.date() + timedelta(days=1) if begin > end and hour >= begin else local.date()
    return datetime.combine(day, end, tzinfo=local.tzinfo)
