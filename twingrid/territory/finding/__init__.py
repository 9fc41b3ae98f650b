"""Find the place that a person means: wrong characters with the right sound, missing parts, any spoken order.

Pure: no Django, no database, no files. Build one `PlaceFinder` per city and replace it when the gazetteer changes.
"""

from twingrid.territory.finding.finder import PlaceFinder
from twingrid.territory.finding.model import Ask, Candidate, Finding, Outcome, PlaceEntry, PlaceKind, Reason
from twingrid.territory.finding.normalise import normalise
from twingrid.territory.finding.parse import long_numbers

__all__ = [
    "Ask",
    "Candidate",
    "Finding",
    "Outcome",
    "PlaceEntry",
    "PlaceFinder",
    "PlaceKind",
    "Reason",
    "long_numbers",
    "normalise",
]
