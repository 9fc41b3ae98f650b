"""Questions about outages."""

from twingrid.outages.queries.exporting import Exported, exported
from twingrid.outages.queries.known import Known, expected, known_at, known_buildings, present_outages
from twingrid.outages.queries.lists import Filter, Found, OutageLine, outages_for
from twingrid.outages.queries.network import (
    EquipmentRow,
    Preview,
    equipment_by_code,
    equipment_like,
    equipment_rows,
    preview,
)
from twingrid.outages.queries.one import (
    Entry,
    Estate,
    OutageView,
    PremisesRow,
    estates_of,
    options_for,
    outage_for,
    premises_of,
    premises_of_number,
    scope_of,
)
from twingrid.outages.queries.reliability import Reliability, reliability

__all__ = [
    "Entry",
    "EquipmentRow",
    "Estate",
    "Exported",
    "Filter",
    "Found",
    "Known",
    "OutageLine",
    "OutageView",
    "PremisesRow",
    "Preview",
    "Reliability",
    "equipment_by_code",
    "equipment_like",
    "equipment_rows",
    "estates_of",
    "expected",
    "exported",
    "known_at",
    "known_buildings",
    "options_for",
    "outage_for",
    "outages_for",
    "premises_of",
    "premises_of_number",
    "present_outages",
    "preview",
    "reliability",
    "scope_of",
]
