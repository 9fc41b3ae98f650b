"""Refusals: every one carries the sentence that is shown, telling the person what to do next."""


class Turned(Exception):
    """Base of all refusals. `sentence` is shown to the person as it is; `status` is the HTTP status."""

    status = 400

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.field = field


class BadInput(Turned):
    """What was typed cannot be used. `field` names the field to correct, if one is to blame."""

    status = 422


class Refused(Turned):
    """The move is not open now, or somebody else was first."""

    status = 409


class NotAllowed(Turned):
    """The person may not do this."""

    status = 403


class NotFound(Turned):
    """There is no such thing for this person."""

    status = 404


class TooMany(Turned):
    """The limit against floods is reached; try again later."""

    status = 429


class NotYet(Turned):
    """What is asked for is being made ready; the same question is answered in a moment."""

    status = 503
