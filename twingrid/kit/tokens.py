"""Names that cannot be guessed, and numbers that can be read aloud."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def token(length: int = 20) -> str:
    """A random name of `length` characters without look-alikes (about 4.95 bits each): for private links and plates."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
