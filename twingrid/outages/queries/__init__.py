"""Questions about outages."""

from twingrid.outages.queries.exporting import Exported, changed, exported
from twingrid.outages.queries.frequent import (
    Frequent,
    FrequentHome,
    customers_of,
    excluded_counts,
    excluded_of,
    homes_of,
    last_run,
    rule_sets,
)
from twingrid.outages.queries.known import Known, expected, known_among, known_at, known_buildings, present_outages
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
    "Frequent",
    "FrequentHome",
    "Known",
    "OutageLine",
    "OutageView",
    "PremisesRow",
    "Preview",
    "Reliability",
    "changed",
    "customers_of",
    "equipment_by_code",
    "equipment_like",
    "equipment_rows",
    "estates_of",
    "excluded_counts",
    "excluded_of",
    "expected",
    "exported",
    "homes_of",
    "known_among",
    "known_at",
    "known_buildings",
    "last_run",
    "options_for",
    "outage_for",
    "outages_for",
    "premises_of",
    "premises_of_number",
    "present_outages",
    "preview",
    "reliability",
    "rule_sets",
    "scope_of",
]
