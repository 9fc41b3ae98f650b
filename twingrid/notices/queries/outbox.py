"""What the stand-ins of the demo have received: the demo's messages end there, so that they can be read."""

import json
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from twingrid.cities import queries as cities_queries
from twingrid.notices.choices import ChannelKind
from twingrid.notices.sentences import sentence_of

_TAKEN_BY_RECEIVER = {"0", "OK", "200", "250"}


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One call that a stand-in answered: `address` is masked, `sentence` says why it was refused ("": taken)."""

    at: datetime
    kind: str
    kind_words: str
    address: str
    text: str
    taken: bool
    sentence: str


def outbox_file(schema: str) -> Path:
    """Where the stand-ins write down what they received for a city: a line of JSON for each call, the oldest first."""
    return Path(settings.HOME) / "outbox" / f"{schema}.jsonl"


def outbox(*, most: int) -> list[OutboxLine]:
    """The latest calls for the present city, newest first; none where no stand-in has run yet."""
    try:
        with outbox_file(cities_queries.present_city().schema_name).open(encoding="utf-8") as file:
            lines = deque(file, maxlen=most)
    except FileNotFoundError:
        return []
    return [_line(line) for line in reversed(lines)]


def _line(text: str) -> OutboxLine:
    row = json.loads(text)
    code = row["code"]
    sent = row["taken"] or code in _TAKEN_BY_RECEIVER
    named = f"http.{code}" if row["kind"] == ChannelKind.WEBHOOK else f"{row['kind']}.{code}"
    return OutboxLine(
        at=datetime.fromisoformat(row["at"]),
        kind=row["kind"],
        kind_words=str(ChannelKind(row["kind"]).label),
        address=row["address"],
        text=row["text"],
        taken=sent,
        sentence="" if sent else sentence_of(named),
    )
