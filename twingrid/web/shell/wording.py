"""How moments, spans and telephone numbers are said. Plain functions; the present is always passed in."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from twingrid.kit.clock import today

DAY = timedelta(days=1)
_NOT_DIGITS = re.compile(r"\D")
# Read out on Chinese telephones: one is yao, so that it cannot be heard as seven.
_SPOKEN_DIGITS = {"zh": "零幺二三四五六七八九"}


def weekday_words(day: date) -> str:
    """The short weekday: 周三, Wed."""
    names = (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )
    return names[day.weekday()]


def day_words(day: date, *, now: datetime) -> str:
    """`2月22日`, with the weekday when within a week of `now`, with the year when it is another one."""
    here = today(now)
    if day.year != here.year:
        return date_format(day, pgettext("date format with year", "j M Y"))
    words = date_format(day, pgettext("date format", "j M"))
    if abs((day - here).days) < 7:
        return _("{weekday} {day}").format(weekday=weekday_words(day), day=words)
    return words


def moment_words(moment: date | datetime, *, now: datetime) -> str:
    """A moment in full: `2月22日 周三 19:00`. A plain date has no hour. Never "just now"."""
    if not isinstance(moment, datetime):
        return day_words(moment, now=now)
    local = timezone.localtime(moment)
    return f"{day_words(local.date(), now=now)} {local:%H:%M}"


def period_words(starts_at: datetime, ends_at: datetime, *, now: datetime) -> str:
    """From when to when: `11月25日 周三 08:00–17:30`, `… 22:00–次日 08:00`, both in full when it is longer."""
    first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
    begins, clock = moment_words(starts_at, now=now), f"{last:%H:%M}"
    if first.date() == last.date():
        return f"{begins}–{clock}"
    if ends_at - starts_at < DAY:
        return f"{begins}–" + _("{time} the next day").format(time=clock)
    return f"{begins} – {moment_words(ends_at, now=now)}"


def moment_short(moment: datetime, *, now: datetime) -> str:
    """A moment for narrow lists: `19:02` today, `昨天 16:20`, `明天 18:00`, else as in full."""
    local = timezone.localtime(moment)
    away = (local.date() - today(now)).days
    clock = f"{local:%H:%M}"
    if away == 0:
        return clock
    if away == -1:
        return _("yesterday {time}").format(time=clock)
    if away == 1:
        return _("tomorrow {time}").format(time=clock)
    return moment_words(moment, now=now)


def span_words(span: timedelta) -> str:
    """The two largest units of a span: `1 天 2 小时`, `1 小时 20 分`, `25 分`; less than a minute is `1 分`."""
    minutes = max(int(abs(span).total_seconds() // 60), 1)
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = (
        (days, ngettext("{n} day", "{n} days", days)),
        (hours, ngettext("{n} hour", "{n} hours", hours)),
        (left, ngettext("{n} min", "{n} min", left)),
    )
    first = next(i for i, (count, _words) in enumerate(parts) if count)
    return " ".join(words.format(n=count) for count, words in parts[first : first + 2] if count)


def left_words(due: datetime, *, now: datetime) -> str:
    """What remains until `due`, or how far it is behind: `还剩 1 小时 20 分`, `已超 25 分`."""
    span = due - now
    if span >= timedelta(0):
        return _("{span} left").format(span=span_words(span))
    return _("{span} over").format(span=span_words(span))


def digits(number: str) -> str:
    """The digits of a telephone number as written."""
    return _NOT_DIGITS.sub("", number)


def spoken_number(number: str) -> str:
    """A number digit by digit as a voice reader should say it, with a pause where it is written with one."""
    groups = [group for group in re.split(r"\D+", number) if group]
    spoken = _SPOKEN_DIGITS.get((get_language() or "en")[:2])
    if spoken is None:
        return ", ".join(" ".join(group) for group in groups)
    return "，".join("".join(spoken[int(digit)] for digit in group) for group in groups)


def thousands(value: float) -> str:
    """`1234` → `1,234`; decimals stay as they are."""
    return f"{value:,}"
