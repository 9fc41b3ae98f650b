"""Telephone numbers that cannot ring anybody.

The rule: a landline is an area code followed by 000 and five digits (a local number never begins with 0, which is the
trunk prefix), shown as 0531-000 01203; a mobile-like number has eleven digits and begins with 1003 (mobiles begin with
13 to 19; 100 is the range of the carriers' own five-digit service numbers, in which 1003x is not given out).
Nothing in the demo dials, and nothing else may be written as a number in demo data.
"""

from __future__ import annotations

import re

_LANDLINE = re.compile(r"0\d{2,3}000\d{5}")
_MOBILE = re.compile(r"1003\d{7}")


def is_unassignable(number: str) -> bool:
    """Whether `number` (blanks and hyphens do not matter) follows one of the two patterns above."""
    digits = re.sub(r"[\s\-]", "", number)
    return bool(_LANDLINE.fullmatch(digits) or _MOBILE.fullmatch(digits))


def landline(area_code: str, local: int) -> str:
    """The unassignable landline number `local` (0 to 99,999), as in the pictures: 0531-000 01203."""
    if not 0 <= local <= 99_999:
        raise ValueError(f"a local number has five digits: {local}")
    return f"{area_code}-000 {local:05d}"


def mobile(subscriber: int) -> str:
    """The unassignable mobile-like number `subscriber` (0 to 9,999,999): 10031234567."""
    if not 0 <= subscriber <= 9_999_999:
        raise ValueError(f"a subscriber number has seven digits: {subscriber}")
    return f"1003{subscriber:07d}"
