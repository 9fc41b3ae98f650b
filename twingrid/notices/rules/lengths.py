"""How long a text is on a channel, and how it is parted so that no word or character is cut."""

from collections.abc import Callable, Iterator

SMS_ONE, SMS_PART, SMS_MOST = 70, 67, 500
"""Alibaba Cloud 44335: 70 characters are one message, more are charged by 67, 500 at most; the signature counts."""
_STOPS = "\n。！？；.!?;，,、 \u3000"


def octets(text: str) -> int:
    """Bytes of UTF-8: 3 for a Chinese character, 4 for an emoji."""
    return len(text.encode("utf-8", errors="surrogatepass"))


def characters(text: str) -> int:
    """Characters as an SMS counts them: UTF-16 units, so an emoji counts twice."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def signed(text: str, sign: str) -> str:
    """The SMS as it is delivered: 【sign】 before the text."""
    return f"【{sign}】{text}" if sign else text


def sms_parts(text: str, *, sign: str = "") -> int:
    """How many messages are charged: 1 up to 70 characters with the signature, then one for every 67. 0 for ""."""
    length = characters(signed(text, sign))
    if not text:
        return 0
    return 1 if length <= SMS_ONE else -(-length // SMS_PART)


def part(text: str, most: int, *, measure: Callable[[str], int] = octets) -> list[str]:
    """`text` in pieces of at most `most` by `measure`, cut after a stop if there is one in the last half, never inside
    a character. Joined together they are the text again. ValueError if one character alone is too long."""
    pieces = []
    while text:
        cut = _fitting(text, most, measure)
        if cut == 0:
            raise ValueError(f"A single character is longer than {most}.")
        if cut < len(text):
            cut = _after_stop(text, cut)
        pieces.append(text[:cut])
        text = text[cut:]
    return pieces


def numbered(text: str, most: int, *, measure: Callable[[str], int] = octets) -> list[str]:
    """`part`, each piece beginning with (1/3) when there is more than one."""
    if measure(text) <= most:
        return [text] if text else []
    mark = measure("(99/99) ")
    pieces = part(text, most - mark, measure=measure)
    return [f"({n}/{len(pieces)}) {piece}" for n, piece in enumerate(pieces, start=1)]


def shorten(text: str, most: int, *, measure: Callable[[str], int] = octets) -> str:
    """`text`, or as much of it as fits with an ellipsis at the end."""
    if measure(text) <= most:
        return text
    room = most - measure("…")
    return text[: _fitting(text, room, measure)].rstrip() + "…" if room > 0 else ""


def _fitting(text: str, most: int, measure: Callable[[str], int]) -> int:
    """How many characters of the beginning fit, joined marks and emoji kept whole."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= most:
            low = middle
        else:
            high = middle - 1
    whole = low
    while 0 < whole < len(text) and _joined(text, whole):
        whole -= 1
    return whole or low


def _joined(text: str, at: int) -> bool:
    """Whether the place `at` lies inside of one sign or word: at a joiner, a variation mark, a skin tone."""
    after, before = text[at], text[at - 1]
    return (
        after in "\u200d\ufe0f\u20e3"
        or before == "\u200d"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or _latin(before, after)
    )


def _latin(before: str, after: str) -> bool:
    """Inside of a number or a Latin word: 138 001 is not cut, nor is a word."""
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()


def _after_stop(text: str, cut: int) -> int:
    for place in _backwards(cut, cut // 2):
        if text[place - 1] in _STOPS:
            return place
    return cut


def _backwards(start: int, stop: int) -> Iterator[int]:
    return iter(range(start, stop, -1))
