"""Everything that changes what coverage knows."""

from twingrid.coverage.actions.days import record_coverage
from twingrid.coverage.actions.fusing import fuse_city
from twingrid.coverage.actions.mapping import import_mapping
from twingrid.coverage.actions.override_proposals import (
    grant_proposed_override,
    propose_override,
    refuse_override,
)
from twingrid.coverage.actions.overrides import end_override, grant_override
from twingrid.coverage.actions.plates import adopt_plates, make_plates, print_plates, replace_plate

__all__ = [
    "adopt_plates",
    "end_override",
    "fuse_city",
    "grant_override",
    "grant_proposed_override",
    "import_mapping",
    "make_plates",
    "print_plates",
    "propose_override",
    "record_coverage",
    "refuse_override",
    "replace_plate",
]
