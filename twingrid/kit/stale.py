"""Two people at once: a form carries a stamp of what its writer saw, and is refused when that has changed since."""

import hashlib

from django.utils.translation import gettext as _

from twingrid.kit.refusals import Refused


def stamp(*values: object) -> str:
    """A short digest of what is shown; the same values give the same stamp in every process."""
    return hashlib.sha256(repr([str(value) for value in values]).encode()).hexdigest()[:16]


def require_fresh(seen: str, *values: object) -> None:
    """Raise `Refused` when `values` are not those that `seen` was made of."""
    if seen != stamp(*values):
        raise Refused(_("Somebody else has changed this meanwhile. Open the page again and look before you save."))
